import { Box } from 'ink';
import { useContext, useState } from 'react';
import type { Interview } from '#session/interview.js';
import type { SheetId } from '#session/session.js';
import { FIELD_MARGINS, Field, fieldHeight } from '../../components/field.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { ProgramActions, useActions } from '../../components/use-actions.js';
import { useField } from '../../components/use-field.js';
import { useLatest } from '../../components/use-latest.js';
import { type Line, wrap } from '../../text.js';
import { meaning, sheetView } from './sheet-lines.js';

const FORMS: Readonly<Record<SheetId, string>> = {
  estimates: 'users: 100M user',
  interface: 'create: POST /links idempotent',
  data: 'link in links key code item 500 B changes never loss none',
};
/** What is said of the line that is being written. */
const SAYS_ROWS = 2;

/** The next chosen line: undefined is the new one, below the last. */
export function chooseLine(chosen: number | undefined, move: 'up' | 'down', count: number): number | undefined {
  if (count === 0) return undefined;
  if (move === 'up') return chosen === undefined ? count - 1 : Math.max(0, chosen - 1);
  return chosen === undefined || chosen + 1 >= count ? undefined : chosen + 1;
}

export function Sheet({ interview, sheet }: { readonly interview: Interview; readonly sheet: SheetId }) {
  const { marks, compact } = useLook();
  const { columns, rows } = useBodyRows(interview);
  const choice = useLatest<number | undefined>(undefined);
  const chosen = choice.value;
  const [refused, setRefused] = useState<string>();
  const lines = interview.session.sheets[sheet];

  const field = useField(interview, (text) => {
    const index = choice.now();
    setRefused(undefined);
    if (text === '') {
      if (index !== undefined) interview.send({ type: 'remove line', sheet, index });
      return choice.set(undefined);
    }
    const now = interview.session.sheets[sheet];
    const after = index === undefined ? [...now, text] : now.with(index, text);
    const row = interview.rows(sheet, after)[index ?? now.length];
    if (row && row.entries.length === 0) {
      setRefused(row.note);
      return field.set(text);
    }
    interview.send(index === undefined ? { type: 'add line', sheet, text } : { type: 'change line', sheet, index, text });
    choice.set(undefined);
  });
  const choose = (move: 'up' | 'down') => {
    const now = interview.session.sheets[sheet];
    const next = chooseLine(choice.now(), move, now.length);
    choice.set(next);
    setRefused(undefined);
    field.set(next === undefined ? '' : now[next]!);
  };
  const program = useContext(ProgramActions);
  const leave = () => {
    if (choice.now() === undefined) return program.back?.();
    choice.set(undefined);
    field.set('');
  };
  const on = { ...field.on, 'line up': () => choose('up'), 'line down': () => choose('down'), back: leave };
  useActions(['interview', 'field', 'sheet'], on, field.keys);

  const draft = field.state.text.trim();
  const live =
    draft === ''
      ? undefined
      : interview.rows(sheet, chosen === undefined ? [...lines, draft] : lines.with(chosen, draft))[chosen ?? lines.length];
  const prompt = chosen === undefined ? marks.prompt : `${chosen + 1}${marks.prompt}`;
  const says = refused ?? (live ? meaning(live) : '');
  const below: readonly Line[] = wrap(`  ${says}`, columns, '  ')
    .slice(0, 2)
    .map((text) => ({ text, tone: refused ? 'bad' : 'quiet' }));
  return (
    <StepFrame interview={interview} scopes={['field', 'sheet']} inField>
      <Box marginTop={1}>
        <Lines
          lines={sheetView(
            interview.rows(sheet),
            chosen,
            marks.cursor,
            columns,
            rows - FIELD_MARGINS - SAYS_ROWS - fieldHeight(field.state, prompt, columns, compact),
          )}
        />
      </Box>
      <Box marginTop={1} flexDirection="column">
        <Field
          {...field.props}
          prompt={prompt}
          columns={columns}
          placeholder={lines.length === 0 ? `For example  ${FORMS[sheet]}` : 'Another line, or Ctrl-N to go on'}
          manyLines
        />
        <Lines lines={below} />
      </Box>
    </StepFrame>
  );
}
