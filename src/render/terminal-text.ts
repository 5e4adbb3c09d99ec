import stringWidth from 'string-width';

/** Cells that a text takes in a terminal. */
export const cellsOf = (text: string): number => stringWidth(text);

const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), (part) => part.segment);

/** The start of a text that fits in so many cells, with `...` or an ellipsis where something was cut. */
export function cut(text: string, cells: number, ascii: boolean): string {
  if (stringWidth(text) <= cells) return text;
  const end = ascii ? '~' : '…';
  let kept = '';
  for (const part of graphemes(text)) {
    if (stringWidth(kept + part) + 1 > cells) break;
    kept += part;
  }
  return cells <= 0 ? '' : `${kept}${end}`;
}

/** Lines of at most so many cells, broken between words, and inside words that are longer than a line. */
export function wrap(text: string, cells: number): string[] {
  const width = Math.max(1, cells);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (stringWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const part of graphemes(word)) {
      if (line !== '' && stringWidth(line + part) > width) {
        lines.push(line);
        line = '';
      }
      line += part;
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** Says that a list stands in for a drawing, and where there is one, if anywhere. */
export function insteadLines(columns: number, fitsPicture: boolean): string[] {
  if (!fitsPicture) return wrap('Too large for any drawing, so here as a list.', columns);
  return wrap(`Too large to draw in ${columns} columns, so here as a list; \`-o design.svg\` draws it whole.`, columns);
}

/** A copy of a diagram or a sequence with every text in it in ASCII; ids stay. */
export function asciiCopy<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (KEPT.has(key) ? value : asciiText(value)) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => asciiCopy(item, key)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asciiCopy(inner as unknown, name)])) as T;
}

/** Fields that hold ids. */
const KEPT = new Set(['id', 'box', 'parent', 'component', 'from', 'to']);

/** What plain ASCII has no character for, in words or near signs; the rest of a name becomes `?`. */
export function asciiText(text: string): string {
  return text
    .replaceAll('×', 'x')
    .replaceAll('…', '...')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?');
}
