import { Box } from 'ink';
import { useEffect, useState } from 'react';
import type { Interview } from '#session/interview.js';
import { trial } from '#session/linear-text.js';
import type { Trial } from '#session/session.js';
import { FIELD_MARGINS, Field, fieldHeight } from '../../components/field.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { useActions } from '../../components/use-actions.js';
import { useField } from '../../components/use-field.js';
import { type Line, wrap } from '../../text.js';
import { askLines, sideBySide } from './trial-lines.js';

/** Long enough for the frame that says what is going on to be drawn. */
const FRAME_MS = 50;

/** Failures and growth: a prediction, then the run, then both side by side. */
export function Trials({ interview }: { readonly interview: Interview }) {
  const { marks, compact } = useLook();
  const { columns, rows } = useBodyRows(interview);
  const { session } = interview;
  const [running, setRunning] = useState<Trial>();
  const [unclear, setUnclear] = useState<string>();
  const field = useField(interview, (text) => {
    const tried = trial(interview.session);
    if (!tried || text === '') return;
    const says = interview.predict(tried, text);
    setUnclear(says);
    if (says === undefined) setRunning(tried);
    else field.set(text);
  });
  useActions(['interview', 'field'], field.on, field.keys);
  useEffect(() => {
    // The simulation takes the whole processor for a moment.
    const timer = setTimeout(() => {
      if (!running) return;
      interview.run(running);
      setRunning(undefined);
    }, FRAME_MS);
    return () => clearTimeout(timer);
  }, [running, interview]);

  const last = session.trials.findLast((one) => one.result !== null);
  const ask: readonly Line[] = running
    ? [{ text: `Simulating: ${running.title}`, tone: 'strong' }]
    : [
        ...askLines(session, columns),
        ...(unclear === undefined ? [] : wrap(unclear, columns)).map((text): Line => ({ text, tone: 'bad' })),
      ];
  const before = last && !running ? sideBySide(last, columns) : [];
  const room = Math.max(1, rows - FIELD_MARGINS - fieldHeight(field.state, marks.prompt, columns, compact));
  const placeholder = trial(session) ? 'Say first what will happen: 3, links first' : '';
  return (
    <StepFrame interview={interview} scopes={['field']} inField>
      <Box marginTop={1}>
        <Lines lines={[...before.slice(0, Math.max(0, room - ask.length)), ...ask.slice(0, room)]} />
      </Box>
      <Box marginTop={1}>
        <Field {...field.props} prompt={marks.prompt} columns={columns} placeholder={placeholder} />
      </Box>
    </StepFrame>
  );
}
