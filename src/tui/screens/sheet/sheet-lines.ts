import type { Row } from '#session/interview.js';
import { type Line, type Tone, wrap } from '../../text.js';

const tone = (row: Row): Tone =>
  row.note !== undefined && row.entries.length === 0 ? 'bad' : row.said === 'off' ? 'warning' : row.said === 'right' ? 'good' : 'plain';

/** What a line comes to, in words: its value, whether that is what was said, what is wrong. */
export function meaning(row: Row): string {
  const value = row.value === undefined ? '' : `= ${row.value}`;
  const said = row.said === 'right' ? ', as you said' : '';
  const note = row.note === undefined ? '' : `${value === '' ? '' : '; '}${row.note}`;
  return `${value}${said}${note}`;
}

/** A sheet in at most `height` rows around the chosen line; each line's meaning stands below it, indented. */
export function sheetView(
  rows: readonly Row[],
  chosen: number | undefined,
  cursor: string,
  columns: number,
  height: number,
): readonly Line[] {
  const blocks = rows.map((row, i): readonly Line[] => {
    const mark = i === chosen ? cursor : ' ';
    const says = meaning(row);
    const text = wrap(`${mark} ${String(i + 1).padStart(2)} ${row.text}`, columns, '     ').map(
      (line): Line => ({ text: line, tone: i === chosen ? 'accent' : 'plain' }),
    );
    return says === ''
      ? text
      : [
          ...text,
          ...wrap(`     ${says}`, columns, '     ').map(
            (line): Line => ({ text: line, tone: tone(row) === 'plain' ? 'quiet' : tone(row) }),
          ),
        ];
  });
  const end = blocks.slice(0, (chosen ?? rows.length - 1) + 1).flat().length;
  const all = blocks.flat();
  const from = Math.max(0, Math.min(end - height, all.length - height));
  return all.slice(from, from + height);
}
