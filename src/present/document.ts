import { visible } from './diagram-text.js';

export type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** A part of a page; texts are plain and visible, and not yet escaped for any format. */
export type Section = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly table?: Table | undefined;
  readonly notes: readonly string[];
  /** Pictures for the formats that show some: SVG elements of ours, which escape for themselves. */
  readonly charts?: (() => readonly string[]) | undefined;
};

export type Page = { readonly title: string; readonly summary: string; readonly sections: readonly Section[] };

export const section = (
  title: string,
  table: Table | undefined,
  lines: readonly string[] = [],
  notes: readonly string[] = [],
  charts?: () => readonly string[],
): Section => ({ title: visible(title), table, lines: lines.map(visible), notes: notes.map(visible), charts });

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Table => ({
  head,
  rows: rows.map((row) => row.map(visible)),
});
