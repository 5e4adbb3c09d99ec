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

/** Flattens a sequence for writers that draw row by row. */
export function sequenceRows(items: readonly SequenceItem[]): SequenceRow[] {
  const rows: SequenceRow[] = [];
  const open = new Map<ComponentId, number>();
  const add = (component: ComponentId, by: number): void => {
    open.set(component, (open.get(component) ?? 0) + by);
  };
  const walk = (list: readonly SequenceItem[], depth: number): void => {
    for (const item of list) {
      const active = new Set([...open].filter(([, visits]) => visits > 0).map(([id]) => id));
      if (item.type === 'begin') add(item.component, 1);
      else if (item.type === 'end') add(item.component, -1);
      else if (item.type === 'message') rows.push({ type: 'message', depth, active, message: item });
      else {
        rows.push({ type: 'open', depth, active, frame: item.frame, title: item.title });
        item.branches.forEach((branch, index) => {
          if (index > 0) rows.push({ type: 'between', depth, active });
          walk(branch, depth + 1);
        });
        rows.push({ type: 'close', depth, active });
      }
    }
  };
  walk(items, 0);
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
