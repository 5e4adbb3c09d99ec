import { createContext, useContext } from 'react';
import { present } from '#base/invariant.js';
import type { Marks } from '../theme.js';

/** How everything is shown, and in what window. */
export type Look = {
  readonly marks: Marks;
  /** A text as this terminal can write it. */
  readonly say: (text: string) => string;
  /** A sentence that stands in the place of the keys. */
  readonly notice: string | undefined;
  readonly window: { readonly columns: number; readonly rows: number };
};
export const LookContext = createContext<Look | undefined>(undefined);

/** Widest text that is still comfortable to read. */
export const COMFORT = 120;
/** Below this many rows texts are cut to what is needed most. */
const COMPACT = 20;

/** Size and looks: `columns` and `rows` are what a screen may use. One row stays free, so that the terminal never scrolls by itself. */
export function useLook(): Look & { readonly columns: number; readonly rows: number; readonly compact: boolean } {
  const look = present(useContext(LookContext), 'the look of the program');
  const { columns, rows } = look.window;
  return { ...look, columns: Math.max(1, Math.min(columns, COMFORT)), rows: Math.max(1, rows - 1), compact: rows < COMPACT };
}
