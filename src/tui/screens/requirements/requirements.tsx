import { Box } from 'ink';
import type { Interview } from '#session/interview.js';
import type { Session } from '#session/session.js';
import { FIELD_MARGINS, Field, fieldHeight } from '../../components/field.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { useActions } from '../../components/use-actions.js';
import { useField } from '../../components/use-field.js';
import { type Line, wrap } from '../../text.js';

/** The brief, then each question with its answers; at most `rows` lines, the newest kept. */
export function conversation(session: Session, brief: string, columns: number, rows: number): readonly Line[] {
  const told = session.asked.flatMap(({ question, replies }) => [
    ...wrap(`You: ${question}`, columns, '     ').map((text): Line => ({ text, tone: 'you' })),
    ...replies.flatMap((reply) => wrap(`     ${reply.text}`, columns, '     ').map((text): Line => ({ text }))),
  ]);
  const head = wrap(brief.trim().replaceAll(/\s*\n\s*/g, ' '), columns).map((text): Line => ({ text, tone: 'strong' }));
  const space = rows - head.length - 2;
  // When it gets long the brief stays and the oldest questions go: they are in the transcript.
  if (space >= 4) return ['', ...head, ''].map(asLine).concat(told.slice(-space));
  return told.length === 0 ? head.slice(0, rows) : told.slice(-rows);
}

const asLine = (line: Line | string): Line => (typeof line === 'string' ? { text: line } : line);

export function Requirements({ interview }: { readonly interview: Interview }) {
  const { marks, compact } = useLook();
  const { columns, rows } = useBodyRows(interview);
  const field = useField(interview, (text) => {
    if (text !== '') interview.ask(text);
  });
  useActions(['interview', 'field'], field.on, field.keys);
  return (
    <StepFrame interview={interview} scopes={['field']} inField>
      <Lines
        lines={conversation(
          interview.session,
          interview.problem.brief,
          columns,
          rows - FIELD_MARGINS - fieldHeight(field.state, marks.prompt, columns, compact),
        )}
      />
      <Box marginTop={1}>
        <Field {...field.props} prompt={marks.prompt} columns={columns} placeholder="Ask the interviewer, in your own words" />
      </Box>
    </StepFrame>
  );
}
