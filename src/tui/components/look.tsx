import { useWindowSize } from 'ink';
import { createContext, useContext } from 'react';
import type { Marks } from '../theme.js';

export type Look = { readonly marks: Marks; readonly notice: string | undefined };
export const LookContext = createContext<Look | undefined>(undefined);

/** Widest text that is still comfortable to read. */
export const COMFORT = 120;

/** Below this many rows texts are cut to what is needed most. */
const COMPACT = 20;

/** Size and looks: `columns` and `rows` are what a screen may use. One row stays free, so that the terminal never scrolls by itself. */
export function useLook(): Look & { readonly columns: number; readonly rows: number; readonly compact: boolean } {
  const look = useContext(LookContext);
  if (!look) throw new Error('a screen is shown outside the program');
  const { columns, rows } = useWindowSize();
  return { ...look, columns: Math.max(1, Math.min(columns, COMFORT)), rows: Math.max(1, rows - 1), compact: rows < COMPACT };
}
