import { cutTo, lineAt, textAt, textWidth } from './svg.js';

/** The inside of a picture, in pixels, and the way from values to places. */
export type Edges = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
export type Place = (value: number) => number;

export type Upright = { readonly at: number; readonly label: string; readonly target?: boolean | undefined };

/** A label: where its line stands, whether it is written before it, and from where to where it reaches. */
type Label = { readonly x: number; readonly before: boolean; readonly from: number; readonly to: number };

const ROWS = 4;
const ROW = 14;
const BESIDE = 4;
/** These labels are strong, and wider than others; between two of them is some room. */
const STRONG = 1.15;
const APART = 6;

/** Lines from the bottom to the top with their labels: `high` in steps from the top down, `low` as far down as they have room. */
export function uprightLines(lines: readonly Upright[], labels: 'high' | 'low', across: Place, edges: Edges): string[] {
  const sorted = labels === 'low' ? [...lines].sort((a, b) => a.at - b.at) : lines;
  const places = sorted.map(({ at }) => across(at));
  const found = sorted.map(({ label }, i) => labelAt(places[i]!, STRONG * textWidth(label), edges, labels === 'low' ? places : []));
  const rows = labels === 'low' ? lowest(found) : found.map((_, i) => i % ROWS);
  return sorted.flatMap(({ label, target }, i) => {
    const { x, before } = found[i]!;
    const y = labels === 'low' ? edges.bottom - 8 - ROW * rows[i]! : edges.top + 12 + ROW * rows[i]!;
    const room = before ? x - edges.left : edges.right - x - BESIDE;
    return [
      lineAt(x, edges.top, x, edges.bottom, target === true ? 'target' : 'mark'),
      textAt(before ? x - BESIDE : x + BESIDE, y, cutTo(label, room), before ? 'end' : 'start', target === true ? 'target' : 'strong'),
    ];
  });
}

/** Behind its line, or before it where there is no room or where it crosses fewer of the lines at `places`. */
function labelAt(x: number, width: number, { left, right }: Edges, places: readonly number[]): Label {
  const behind = { x, before: false, from: x, to: x + BESIDE + width };
  const before = { x, before: true, from: x - BESIDE - width, to: x };
  if (behind.to + 2 > right) return before;
  const crossed = ({ from, to }: Label): number => places.filter((place) => place > from && place < to).length;
  return before.from >= left && crossed(before) < crossed(behind) ? before : behind;
}

/** The lowest row of each label that none of those before it reaches into; the last one where all are taken. */
function lowest(labels: readonly Label[]): number[] {
  const taken: Label[][] = Array.from({ length: ROWS }, () => []);
  return labels.map((label) => {
    const free = taken.findIndex((row) => row.every(({ from, to }) => to + APART < label.from || from > label.to + APART));
    const row = free < 0 ? ROWS - 1 : free;
    taken[row]!.push(label);
    return row;
  });
}
