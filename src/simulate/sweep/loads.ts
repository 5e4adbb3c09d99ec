import type { Bracket } from './report.js';

/** Loads nearer to each other than this are one. */
const SAME = 1.02;
/** Half of the gap left around a load that the closed forms expect: what is beyond on either side is met by a point. */
const AROUND = 1.03;
/** The two ends of a bracket are at most so far apart when it is no longer looked into. */
export const NARROW = 1.07;

/** Loads to begin with, rising: a geometric grid from end to end, and pairs of points around the loads that the closed forms expect. */
export function firstLoads(from: number, to: number, count: number, expected: readonly number[]): number[] {
  const step = count > 1 ? (to / from) ** (1 / (count - 1)) : 1;
  const grid = Array.from({ length: count }, (_, i) => (i === count - 1 ? to : from * step ** i));
  const pairs = expected.flatMap((load) => [load / AROUND, load * AROUND]).filter((load) => load > from * SAME && load < to / SAME);
  const loads: number[] = [];
  for (const load of pairs) if (loads.every((each) => apart(each, load))) loads.push(load);
  const fixed = [...loads];
  grid.forEach((load, i) => {
    const end = i === 0 || i === count - 1;
    if (end || fixed.every((each) => apart(each, load))) loads.push(load);
  });
  return loads.map(rounded).sort((a, b) => a - b);
}

const apart = (a: number, b: number): boolean => Math.max(a, b) > SAME * Math.min(a, b);

/** Loads that cut an open bracket in three; none where it is narrow enough, or reaches beyond the sweep. */
export function between({ holds, leaves }: Bracket): number[] {
  if (holds === null || leaves === null || leaves <= holds * NARROW) return [];
  const ratio = leaves / holds;
  const loads = ratio <= NARROW ** 2 ? [holds * Math.sqrt(ratio)] : [holds * ratio ** (1 / 3), holds * ratio ** (2 / 3)];
  return loads.map(rounded);
}

/** Three digits are enough for a load, and are what is printed. */
export const rounded = (load: number): number => Number(load.toPrecision(4));

/** The bracket of something that holds at low loads: the first load at which it does not, and the highest before it at which it did. */
export function bracketOf<T extends { readonly load: number }>(rising: readonly T[], holds: (each: T) => boolean | undefined): Bracket {
  let last: number | null = null;
  for (const each of rising) {
    const held = holds(each);
    if (held === false) return { holds: last, leaves: each.load };
    if (held === true) last = each.load;
  }
  return { holds: last, leaves: null };
}
