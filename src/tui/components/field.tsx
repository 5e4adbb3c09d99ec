import { Box, type DOMElement, measureElement, Text, useCursor, useInput, usePaste } from 'ink';
import { useLayoutEffect, useRef, useState } from 'react';
import { keyName } from '../keys.js';
import { editField, type FieldEvent, type FieldState, layOut } from './field-state.js';

/** Keys of the field itself, as every shell has them. */
const EDITING: Readonly<Record<string, FieldEvent['type']>> = {
  left: 'left',
  right: 'right',
  home: 'start',
  end: 'end',
  'ctrl+a': 'start',
  'ctrl+e': 'end',
  'ctrl+b': 'left',
  'ctrl+f': 'right',
  'ctrl+w': 'delete word',
  'ctrl+u': 'delete to start',
  'ctrl+k': 'delete to end',
  'ctrl+d': 'delete at',
};
const MOST_ROWS = 4;

export type FieldProps = {
  readonly state: FieldState;
  readonly prompt: string;
  readonly columns: number;
  readonly placeholder?: string;
  readonly onChange: (change: (before: FieldState) => FieldState) => void;
  /** A finished line. A paste of several lines sends each but the last. */
  readonly onSend: (text?: string) => void;
  /** Whether a paste of several lines is several entries, or one text. */
  readonly manyLines?: boolean;
};

/** A text field. The terminal's own cursor stands in it, so that it is seen without colours and followed by screen readers. */
export function Field({ state, prompt, columns, placeholder, onChange, onSend, manyLines = false }: FieldProps) {
  const edit = (event: FieldEvent) => onChange((before) => editField(before, event));

  const insert = (text: string) => {
    const lines = text.split(/\r\n|[\r\n]/);
    if (!manyLines || lines.length === 1) return edit({ type: 'insert', text });
    for (const line of lines.slice(0, -1)) {
      edit({ type: 'insert', text: line });
      onSend();
    }
    edit({ type: 'insert', text: lines.at(-1)! });
  };

  useInput((input, key) => {
    const name = keyName(input, key) ?? '';
    if (key.backspace) return edit({ type: key.meta ? 'delete word' : 'delete before' });
    if (key.delete) return edit({ type: 'delete at' });
    if ((key.ctrl || key.meta) && (key.leftArrow || input === 'b')) return edit({ type: key.leftArrow || key.meta ? 'word left' : 'left' });
    if ((key.ctrl || key.meta) && (key.rightArrow || input === 'f'))
      return edit({ type: key.rightArrow || key.meta ? 'word right' : 'right' });
    const known = EDITING[name];
    if (known) return edit({ type: known } as FieldEvent);
    if (input === '' || key.ctrl || key.meta || key.escape || key.return || key.tab) return;
    // Keys that were typed while the program was busy arrive together, the Enter among them.
    const [text, ...rest] = input.split('\r');
    if (text !== '') edit({ type: 'insert', text: text! });
    for (const later of rest) {
      onSend();
      if (later !== '') edit({ type: 'insert', text: later });
    }
  });
  usePaste(insert);

  const space = Math.max(4, columns - prompt.length - 2);
  const { rows, x, y } = layOut(state, space);
  const from = Math.max(0, Math.min(y - MOST_ROWS + 1, rows.length - MOST_ROWS));
  const shown = rows.slice(from, from + MOST_ROWS);
  const box = useCursorAt(prompt.length + 1 + x, y - from);
  return (
    <Box ref={box} flexDirection="column">
      {shown.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <Text key={i} wrap="truncate-end">
          {i === 0 ? `${prompt} ` : ' '.repeat(prompt.length + 1)}
          {state.text === '' && placeholder ? <Text dimColor>{placeholder.slice(0, space)}</Text> : row}
        </Text>
      ))}
    </Box>
  );
}

/** Puts the terminal's cursor at a place relative to the box that gets the ref. */
function useCursorAt(x: number, y: number) {
  const box = useRef<DOMElement>(null);
  const [origin, setOrigin] = useState<{ x: number; y: number }>();
  const { setCursorPosition } = useCursor();
  useLayoutEffect(() => {
    if (!box.current) return;
    const now = measureElement(box.current);
    if (now.x !== origin?.x || now.y !== origin?.y) setOrigin({ x: now.x, y: now.y });
  });
  setCursorPosition(origin && { x: origin.x + x, y: origin.y + y });
  return box;
}
