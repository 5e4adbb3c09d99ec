import { Box } from 'ink';
import type { Interview } from '#session/interview.js';
import type { SheetId } from '#session/session.js';
import { FIELD_MARGINS, Field, fieldHeight } from '../../components/field.js';
import { Lines } from '../../components/lines.js';
import { useLook } from '../../components/look.js';
import { StepFrame, useBodyRows } from '../../components/step-frame.js';
import { type Line, wrap } from '../../text.js';
import { sheetView } from './sheet-lines.js';
import { useSheet } from './use-sheet.js';

const FORMS: Readonly<Record<SheetId, string>> = {
  estimates: 'users: 100M user',
  interface: 'create: POST /links idempotent',
  data: 'link in links key code item 500 B changes never loss none',
};
/** Rows for what is said of the line that is being written. */
const SAYS_ROWS = 2;

/** The lines of a sheet, each with what it comes to, and the one that is being written. */
export function Sheet({ interview, sheet }: { readonly interview: Interview; readonly sheet: SheetId }) {
  const { marks, compact } = useLook();
  const { columns, rows } = useBodyRows(interview);
  const { field, chosen, says, refused } = useSheet(interview, sheet);
  const prompt = chosen === undefined ? marks.prompt : `${chosen + 1}${marks.prompt}`;
  const height = rows - FIELD_MARGINS - SAYS_ROWS - fieldHeight(field.state, prompt, columns, compact);
  const below = wrap(`  ${says}`, columns, '  ').map((text): Line => ({ text, tone: refused ? 'bad' : 'quiet' }));
  const empty = interview.session.sheets[sheet].length === 0;
  const placeholder = empty ? `For example  ${FORMS[sheet]}` : 'Another line, or Ctrl-N to go on';
  return (
    <StepFrame interview={interview} scopes={['field', 'sheet']} inField>
      <Box marginTop={1}>
        <Lines lines={sheetView(interview.rows(sheet), chosen, marks.cursor, columns, height)} />
      </Box>
      <Box marginTop={1} flexDirection="column">
        <Field {...field.props} prompt={prompt} columns={columns} placeholder={placeholder} manyLines />
        <Lines lines={below.slice(0, SAYS_ROWS)} />
      </Box>
    </StepFrame>
  );
}
