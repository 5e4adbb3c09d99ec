import { visible } from './diagram-text.js';

/**
 * A text of ours, with names of a design in it, as one line of Markdown: words of the language between two backticks are code, and of
 * the rest every character that could start markup, HTML or a table cell is escaped. Names cannot start markup.
 */
export const markdownText = (text: string): string =>
  spans(visible(text).replace(/[\r\n]+/g, ' '))
    .map(({ code, text: part }) => (code && WORDS.test(part) ? `\`${part}\`` : escaped(code ? `\`${part}\`` : part)))
    .join('');

/** What we write as code: `limit: 2000 /s`, `a -> b`, `{ share: 60% }`. */
const WORDS = /^[\w :;,.%/{}=+~>-]+$/;

/** The same as HTML. */
export const htmlText = (text: string): string =>
  spans(text)
    .map(({ code, text: part }) => (code ? `<code>${entities(part)}</code>` : entities(part)))
    .join('');

/** Without links there is no use for brackets of their own. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#+!|~&@]/g, (one) => (one === '<' ? '&lt;' : one === '&' ? '&amp;' : `\\${one}`));

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const entities = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one]!);

type Piece = { readonly code: boolean; readonly text: string };

/** Parts of a text and the code in it. A backtick that has no other is one. */
function spans(text: string): readonly Piece[] {
  const pieces = text.split('`');
  if (pieces.length % 2 === 0) {
    const last = pieces.pop();
    pieces.push(`${pieces.pop()}\`${last}`);
  }
  return pieces.map((part, index) => ({ code: index % 2 === 1, text: part })).filter((piece) => piece.text !== '');
}
