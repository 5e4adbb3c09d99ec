import { Box } from 'ink';
import { useEffect, useState } from 'react';
import type { Interview } from '#session/interview.js';
import { trial } from '#session/linear-text.js';
import type { Trial } from '#session/session.js';
import { condition, judge } from '#session/trials.js';
import { FIELD_MARGINS, Field, fieldHeight } from '../../components/field.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { useActions } from '../../components/use-actions.js';
import { useField } from '../../components/use-field.js';
import { clip, type Line, pad, type Tone, wrap } from '../../text.js';

const VERDICT: Readonly<Record<'right' | 'near' | 'off' | 'open', readonly [string, Tone]>> = {
  right: ['as you said', 'good'],
  near: ['close', 'warning'],
  off: ['not what you said', 'bad'],
  open: ['you named no outcome', 'quiet'],
};

/** Prediction and result side by side, and below them what was measured. */
export function sideBySide(of: Trial, columns: number): readonly Line[] {
  const half = Math.max(8, Math.floor((columns - 14) / 2) - 2);
  const row = (name: string, said: string, was: string): Line => ({
    text: clip(`  ${pad(name, 10)} ${pad(clip(said, half), half)} ${was}`, columns),
  });
  const [says, tone] = VERDICT[judge(of) ?? 'open'];
  return [
    ...wrap(of.title, columns).map((text): Line => ({ text, tone: 'quiet' })),
    row('', 'You said', 'Simulated'),
    row('fate', of.prediction?.fate ?? 'not named', of.result?.fate ?? 'not resolved'),
    row('gives way', of.prediction?.component ?? 'not named', of.result?.component ?? 'nothing'),
    ...(of.result?.lines ?? []).flatMap((line) => wrap(`  ${line}`, columns, '    ').map((text): Line => ({ text, tone: 'quiet' }))),
    { text: `Your prediction: ${says}`, tone },
    { text: '' },
  ];
}

export function Trials({ interview }: { readonly interview: Interview }) {
  const { marks, compact } = useLook();
  const { columns, rows } = useBodyRows(interview);
  const { trials } = interview.session;
  const [running, setRunning] = useState<Trial>();
  const open = trial(interview.session);
  const field = useField(interview, (text) => {
    const tried = trial(interview.session);
    if (!tried || text === '') return;
    interview.predict(tried, text);
    setRunning(tried);
  });
  useActions(['interview', 'field'], field.on, field.keys);
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
          ...wrap(condition(open), columns).map((text): Line => ({ text })),
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
  const room = Math.max(1, rows - FIELD_MARGINS - fieldHeight(field.state, marks.prompt, columns, compact));
  return (
    <StepFrame interview={interview} scopes={['field']} inField>
      <Box marginTop={1}>
        <Lines lines={[...before.slice(0, Math.max(0, room - ask.length)), ...ask.slice(0, room)]} />
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
