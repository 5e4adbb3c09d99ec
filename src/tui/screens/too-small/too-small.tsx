import { Text } from 'ink';
import { useActions } from '../../components/use-actions.js';

/** Smallest window in which every screen can be used. */
export const SMALLEST = { columns: 40, rows: 14 } as const;

export const isTooSmall = (columns: number, rows: number): boolean => columns < SMALLEST.columns || rows < SMALLEST.rows;

export function TooSmall({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  useActions([], {});
  return (
    <Text>
      This window has {columns} columns and {rows} rows; {SMALLEST.columns} and {SMALLEST.rows} are needed. Make it larger, or use --plain.
    </Text>
  );
}
