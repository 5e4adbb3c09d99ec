import { Box } from 'ink';
import type { Interview } from '#session/interview.js';
import { dive } from '#session/linear-text.js';
import type { Dive, Session } from '#session/session.js';
import { FIELD_MARGINS, Field, fieldHeight } from '../../components/field.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { useActions } from '../../components/use-actions.js';
import { useField } from '../../components/use-field.js';
import { type Line, wrap } from '../../text.js';

const answered = (of: Dive, columns: number): readonly Line[] => [
  ...wrap(of.question, columns).map((text): Line => ({ text, tone: 'quiet' })),
  ...wrap(`You: ${of.answer ?? ''}`, columns, '     ').map((text): Line => ({ text, tone: 'you' })),
  ...wrap('A good answer has:', columns).map((text): Line => ({ text, tone: 'good' })),
  ...of.listen.flatMap((point) => wrap(`  - ${point}`, columns, '    ').map((text): Line => ({ text, tone: 'good' }))),
  { text: '' },
];

/** What was answered last, with what it is compared with, and the question that is open. */
export function diveLines(session: Session, columns: number, rows: number): readonly Line[] {
  const open = dive(session);
  const last = session.dives.findLast((one) => one.answer !== null);
  const number = session.dives.filter((one) => one.answer !== null).length + 1;
  const ask = open
    ? wrap(`${number} of ${session.dives.length}. ${open.question}`, columns).map((text): Line => ({ text, tone: 'strong' }))
    : [
        {
          text:
            session.dives.length === 0
              ? 'There is nothing to ask about this design yet. Draw it first, or go on.'
              : 'That was the last question. Ctrl-N goes on.',
          tone: 'strong' as const,
        },
      ];
  const before = last ? answered(last, columns) : [];
  return [...before.slice(Math.max(0, before.length - Math.max(0, rows - ask.length))), ...ask].slice(-rows);
}

export function Dives({ interview }: { readonly interview: Interview }) {
  const { marks, compact } = useLook();
  const { columns, rows } = useBodyRows(interview);
  const open = dive(interview.session);
  const field = useField(interview, (text) => {
    const asked = dive(interview.session);
    if (asked && text !== '') interview.send({ type: 'dive answered', id: asked.id, text });
  });
  useActions(['interview', 'field'], field.on, field.keys);
  return (
    <StepFrame interview={interview} scopes={['field']} inField>
      <Box marginTop={1}>
        <Lines
          lines={diveLines(interview.session, columns, rows - FIELD_MARGINS - fieldHeight(field.state, marks.prompt, columns, compact))}
        />
      </Box>
      <Box marginTop={1}>
        <Field {...field.props} prompt={marks.prompt} columns={columns} placeholder={open ? 'Your answer, in a few sentences' : ''} />
      </Box>
    </StepFrame>
  );
}
