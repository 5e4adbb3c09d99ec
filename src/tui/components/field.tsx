import { Box, type DOMElement, measureElement, Text, useCursor, usePaste } from 'ink';
import { useLayoutEffect, useRef, useState } from 'react';
import { type FieldEvent, type FieldState, layOut } from './field-state.js';
import { useLook } from './look.js';

const mostRows = (compact: boolean): number => (compact ? 2 : 4);

export type FieldProps = {
  readonly state: FieldState;
  readonly prompt: string;
  readonly columns: number;
  readonly placeholder?: string;
  readonly onEdit: (event: FieldEvent) => void;
  readonly onSend: () => void;
  /** Whether a paste of several lines is several entries, each sent but the last, or one text. */
  readonly manyLines?: boolean;
};

/** The blank lines that screens leave above the field and above what is above it. */
export const FIELD_MARGINS = 2;

const spaceFor = (prompt: string, columns: number): number => Math.max(4, columns - prompt.length - 2);

/** Rows that the field takes. */
export const fieldHeight = (state: FieldState, prompt: string, columns: number, compact: boolean): number =>
  Math.min(mostRows(compact), layOut(state, spaceFor(prompt, columns)).rows.length);

/** A text field. The terminal's own cursor stands in it, so that it is seen without colours and followed by screen readers. */
export function Field({ state, prompt, columns, placeholder, onEdit, onSend, manyLines = false }: FieldProps) {
  usePaste((text) => {
    const lines = manyLines ? text.split(/\r\n|[\r\n]/) : [text];
    for (const [i, line] of lines.entries()) {
      if (line !== '') onEdit({ type: 'insert', text: line });
      if (i < lines.length - 1 && line !== '') onSend();
    }
  });

  const space = spaceFor(prompt, columns);
  const { compact, say } = useLook();
  const most = mostRows(compact);
  const { rows, x, y } = layOut(state, space);
  const from = Math.max(0, Math.min(y - most + 1, rows.length - most));
  const shown = rows.slice(from, from + most);
  const box = useCursorAt(prompt.length + 1 + x, y - from);
  return (
    <Box ref={box} flexDirection="column">
      {shown.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <Text key={i} wrap="truncate-end">
          {i === 0 ? `${prompt} ` : ' '.repeat(prompt.length + 1)}
          {state.text === '' && placeholder ? <Text dimColor>{say(placeholder).slice(0, space)}</Text> : row}
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
