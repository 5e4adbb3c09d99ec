import stringWidth from 'string-width';

/** How a line is meant. Colour only repeats what its words say. */
export type Tone = 'plain' | 'strong' | 'quiet' | 'good' | 'warning' | 'bad' | 'you' | 'accent';
export type Line = { readonly text: string; readonly tone?: Tone };

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
export const split = (text: string): readonly string[] => Array.from(graphemes.segment(text), (part) => part.segment);
export const width = (text: string): number => stringWidth(text);

/** Without what would move the cursor, change colours or turn the direction of writing. Tabs become a blank. */
export const plain = (text: string): string =>
  text.replaceAll('\t', ' ').replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '');

/** Breaks a text at blanks into lines of at most `columns` cells; words that are longer are cut. `hang` indents all but the first. */
export function wrap(text: string, columns: number, hang = ''): readonly string[] {
  const out: string[] = [];
  for (const paragraph of plain(text).split('\n')) out.push(...wrapParagraph(paragraph, Math.max(8, columns), hang, out.length === 0));
  return out;
}

function wrapParagraph(text: string, columns: number, hang: string, first: boolean): string[] {
  const lines: string[] = [];
  let line = first ? '' : hang;
  let empty = true;
  for (const word of text.split(' ')) {
    const glued = empty ? line + word : `${line} ${word}`;
    if (width(glued) <= columns) {
      line = glued;
    } else {
      if (!empty) {
        lines.push(line);
        line = hang;
      }
      for (const part of split(word)) {
        if (width(line + part) > columns) {
          lines.push(line);
          line = hang;
        }
        line += part;
      }
    }
    empty = false;
  }
  return [...lines, line];
}

/** Cut to `columns` cells, with an ellipsis where something was cut. */
export function clip(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let out = '';
  for (const part of split(text)) {
    if (width(out + part) > columns - 1) break;
    out += part;
  }
  return `${out}…`;
}

/** Filled up with blanks to `columns` cells. */
export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
