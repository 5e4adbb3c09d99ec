import type { ComponentId } from '#model/ids.js';
import type { Frame, SequenceItem } from '#present/sequence-model.js';

type Message = SequenceItem & { readonly type: 'message' };

/** A sequence from top to bottom, one row an entry. `depth` counts the frames around it; `active` are the open visits. */
export type SequenceRow = { readonly depth: number; readonly active: ReadonlySet<ComponentId> } & (
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'open'; readonly frame: Frame; readonly title: string }
  | { readonly type: 'between' }
  | { readonly type: 'close' }
);

/** Rows above which no sequence is drawn: nobody could follow it. */
export const MOST_ROWS = 2000;

/** A sequence for writers that draw row by row. */
export function sequenceRows(items: readonly SequenceItem[]): SequenceRow[] {
  const rows: SequenceRow[] = [];
  const visits = new Map<ComponentId, number>();
  let depth = 0;
  let active: ReadonlySet<ComponentId> = new Set();
  for (const item of items) {
    if (item.type === 'begin' || item.type === 'end') {
      visits.set(item.component, (visits.get(item.component) ?? 0) + (item.type === 'begin' ? 1 : -1));
      active = new Set([...visits].filter(([, open]) => open > 0).map(([id]) => id));
      continue;
    }
    if (item.type === 'close') depth--;
    const at = { depth: item.type === 'between' ? depth - 1 : depth, active };
    if (item.type === 'message') rows.push({ ...at, type: 'message', message: item });
    else if (item.type === 'open') rows.push({ ...at, type: 'open', frame: item.frame, title: item.title });
    else rows.push({ ...at, type: item.type });
    if (item.type === 'open') depth++;
  }
  return rows;
}

export type Lifelines = { readonly x: readonly number[]; readonly width: number; readonly levels: number };

/** Narrowest distance of two lifelines: an arrow with a number of two digits. */
const CLOSEST = 6;

/**
 * Columns of the lifelines, evenly spaced from `left`, names staggered on up to four levels so that they do not touch.
 * Undefined when they do not fit into `room` cells.
 */
export function placeLifelines(names: readonly number[], room: number, left: number): Lifelines | undefined {
  const widest = Math.max(1, ...names);
  const first = Math.floor((names[0] ?? 0) / 2);
  const overhang = (at: number): number => Math.ceil((names[at] ?? 0) / 2);
  for (const levels of [1, 2, 3, 4]) {
    const gap = Math.max(CLOSEST, Math.ceil((widest + 2) / levels));
    // Names that are wider than their place reach over the left edge; what is left of every lifeline counts.
    const start = Math.max(...names.map((name, at) => Math.floor(name / 2) - at * gap), first);
    const x = names.map((_, at) => left + start + at * gap);
    const width = Math.max(0, ...x.map((column, at) => column + overhang(at) + 1));
    if (width - left <= room) return { x, width, levels };
  }
  return undefined;
}
