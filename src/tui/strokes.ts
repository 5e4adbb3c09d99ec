import type { Key } from 'ink';

/** The name of a key press as the table writes it, or undefined for text. */
export function keyName(input: string, key: Key): string | undefined {
  if (key.ctrl && input !== '') return `ctrl+${input}`;
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'pageup';
  if (key.pageDown) return 'pagedown';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'return';
  if (key.escape) return 'escape';
  if (key.tab) return 'tab';
  if (input === ' ') return 'space';
  return input === '' ? undefined : input;
}

/** One key by its name, or a run of text. */
export type Stroke = { readonly key: string } | { readonly text: string };

/**
 * What was pressed, in order. Keys that were typed while the program was busy arrive together, the Enter and the control keys
 * among them; each counts.
 */
export function strokes(input: string, key: Key): readonly Stroke[] {
  const name = keyName(input, key);
  if (key.backspace) return [{ key: key.meta || key.ctrl ? 'meta+backspace' : 'backspace' }];
  if (key.delete) return [{ key: 'delete' }];
  if (name === undefined) return [];
  if (key.meta || (key.ctrl && name.length > 6)) return [{ key: `meta+${name.replace(/^ctrl\+/, '')}` }];
  if (name !== input || [...input].length === 1) return [name === input || name === 'space' ? { text: input } : { key: name }];
  const parts = input.match(/[\u0001-\u001F]|[^\u0001-\u001F]+/g) ?? [];
  return parts.map((part) => {
    const code = part.charCodeAt(0);
    if (code > 31) return { text: part };
    return { key: part === '\r' ? 'return' : part === '\t' ? 'tab' : part === '\n' ? 'ctrl+j' : `ctrl+${String.fromCharCode(code + 96)}` };
  });
}
