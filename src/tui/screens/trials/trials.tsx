import { Box } from 'ink';
import { useEffect, useState } from 'react';
import type { Interview } from '#session/interview.js';
import { trial } from '#session/linear-text.js';
import type { Trial } from '#session/session.js';
import { judge } from '#session/trials.js';
import { Field } from '../../components/field.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { useActions } from '../../components/use-actions.js';
import { useField } from '../../components/use-field.js';
import { type Line, pad, type Tone, wrap } from '../../text.js';

const FIELD_ROWS = 6;
const VERDICT: Readonly<Record<'right' | 'near' | 'off' | 'open', readonly [string, Tone]>> = {
  right: ['as you said', 'good'],
  near: ['close', 'warning'],
  off: ['not what you said', 'bad'],
  open: ['you named no outcome', 'quiet'],
};

/** Prediction and result side by side, in two columns. */
export function sideBySide(of: Trial, columns: number): readonly Line[] {
  const half = Math.floor((columns - 3) / 2);
  const fates = [`Fate: ${of.prediction?.fate ?? 'not named'}`, `Gives way: ${of.prediction?.component ?? 'not named'}`];
  const left = ['You said', ...wrap(of.prediction?.text ?? '', half), ...fates];
  const right = [
    'Simulated',
    `Fate: ${of.result?.fate ?? 'not resolved'}`,
    `Gives way: ${of.result?.component ?? 'nothing'}`,
    ...(of.result?.lines ?? []),
  ].flatMap((line) => wrap(line, half, '  '));
  const rows = Array.from(
    { length: Math.max(left.length, right.length) },
    (_, i): Line => ({ text: `${pad(left[i] ?? '', half)} | ${right[i] ?? ''}`, ...(i === 0 ? { tone: 'strong' } : {}) }),
  );
  const [says, tone] = VERDICT[judge(of) ?? 'open'];
  return [
    ...wrap(of.title, columns).map((text): Line => ({ text, tone: 'quiet' })),
    ...rows,
    { text: `Your prediction: ${says}`, tone },
    { text: '' },
  ];
}

export function Trials({ interview }: { readonly interview: Interview }) {
  const { marks } = useLook();
  const { columns, rows } = useBodyRows(interview);
  const { trials } = interview.session;
  const [running, setRunning] = useState<Trial>();
  const open = trial(interview.session);
  const field = useField(interview, (text) => {
    if (!open || text === '') return;
    interview.predict(open, text);
    setRunning(open);
  });
  useActions(['interview', 'field', 'trial'], field.on, field.mode);
  // The simulation takes the whole processor for a moment: the frame that says so is drawn first.
  useEffect(() => {
    if (!running) return undefined;
    const timer = setTimeout(() => {
      interview.run(running);
      setRunning(undefined);
    }, 50);
    return () => clearTimeout(timer);
  }, [running, interview]);

  const last = trials.findLast((one) => one.result !== null);
  const number = trials.filter((one) => one.result !== null).length + 1;
  const ask: readonly Line[] = running
    ? [{ text: `Simulating: ${running.title}`, tone: 'strong' }]
    : open
      ? [
          ...wrap(`${number} of ${trials.length}. ${open.title}`, columns).map((text): Line => ({ text, tone: 'strong' })),
          ...wrap('1 holds  2 slower  3 some fail  4 most fail, and which part gives way', columns).map(
            (text): Line => ({ text, tone: 'quiet' }),
          ),
        ]
      : [
          {
            text:
              trials.length === 0
                ? 'No flow has a load yet, so there is nothing to try. Give one a rate, or go on.'
                : 'That was the last one. Ctrl-N shows the report.',
            tone: 'strong',
          },
        ];
  const before = last && !running ? sideBySide(last, columns) : [];
  const space = Math.max(0, rows - FIELD_ROWS - ask.length);
  return (
    <StepFrame interview={interview} scopes={['field', 'trial']} inField>
      <Box marginTop={1}>
        <Lines lines={[...before.slice(0, space), ...ask]} />
      </Box>
      <Box marginTop={1}>
        <Field
          {...field.props}
          prompt={marks.prompt}
          columns={columns}
          placeholder={open ? 'Say first what will happen: 3, links first' : ''}
        />
      </Box>
    </StepFrame>
  );
}
