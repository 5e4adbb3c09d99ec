import { plain, split, width } from '../text.js';

/** A line of text being written. `at` counts characters as a reader sees them, 0 to the length. */
export type FieldState = { readonly text: string; readonly at: number };
export type FieldEvent =
  | { readonly type: 'insert'; readonly text: string }
  | { readonly type: 'set'; readonly text: string }
  | { readonly type: 'left' | 'right' | 'word left' | 'word right' | 'start' | 'end' }
  | { readonly type: 'delete before' | 'delete at' | 'delete word' | 'delete to start' | 'delete to end' };

export const emptyField: FieldState = { text: '', at: 0 };
export const fieldWith = (text: string): FieldState => ({ text, at: split(text).length });

function wordLeft(parts: readonly string[], from: number): number {
  let at = from;
  while (at > 0 && /\s/.test(parts[at - 1]!)) at--;
  while (at > 0 && !/\s/.test(parts[at - 1]!)) at--;
  return at;
}

function wordRight(parts: readonly string[], from: number): number {
  let at = from;
  while (at < parts.length && /\s/.test(parts[at]!)) at++;
  while (at < parts.length && !/\s/.test(parts[at]!)) at++;
  return at;
}

/** The field after one key or paste. Line breaks become blanks; control characters are dropped. */
export function editField(state: FieldState, event: FieldEvent): FieldState {
  const parts = split(state.text);
  const at = Math.min(state.at, parts.length);
  const cut = (from: number, to: number): FieldState => ({ text: parts.toSpliced(from, to - from).join(''), at: from });
  switch (event.type) {
    case 'insert': {
      const before = parts.slice(0, at).join('') + plain(event.text.replaceAll(/\r\n|[\r\n]/g, ' '));
      return { text: before + parts.slice(at).join(''), at: split(before).length };
    }
    case 'set':
      return fieldWith(plain(event.text.replaceAll(/\r\n|[\r\n]/g, ' ')));
    case 'left':
      return { ...state, at: Math.max(0, at - 1) };
    case 'right':
      return { ...state, at: Math.min(parts.length, at + 1) };
    case 'word left':
      return { ...state, at: wordLeft(parts, at) };
    case 'word right':
      return { ...state, at: wordRight(parts, at) };
    case 'start':
      return { ...state, at: 0 };
    case 'end':
      return { ...state, at: parts.length };
    case 'delete before':
      return at === 0 ? state : cut(at - 1, at);
    case 'delete at':
      return cut(at, Math.min(parts.length, at + 1));
    case 'delete word':
      return cut(wordLeft(parts, at), at);
    case 'delete to start':
      return cut(0, at);
    case 'delete to end':
      return cut(at, parts.length);
  }
}

/** The field as rows of at most `columns` cells, and where the cursor stands in them. A full last row is followed by an empty one. */
export function layOut(state: FieldState, columns: number): { readonly rows: readonly string[]; readonly x: number; readonly y: number } {
  const rows = [''];
  let x = 0;
  let y = 0;
  for (const [i, part] of [...split(state.text), ''].entries()) {
    if (width(rows.at(-1)! + (part === '' ? ' ' : part)) > columns) rows.push('');
    if (i === state.at) [x, y] = [width(rows.at(-1)!), rows.length - 1];
    rows[rows.length - 1] += part;
  }
  return { rows, x, y };
}
