import { linearScale } from './scale.js';
import { cutTo, lineAt, picture, px, textAt } from './svg.js';

/** One bar: parts one after the other, a mark at a value beside them, and what is written behind. */
export type Bar = {
  readonly name: string;
  readonly parts: readonly number[];
  readonly note: string;
  readonly strong?: boolean | undefined;
  readonly mark?: number | undefined;
};

export type BarChart = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly bars: readonly Bar[];
  /** What the parts are, in their order; no more than four. */
  readonly parts: readonly string[];
  /** What the marks are. */
  readonly mark?: string | undefined;
  readonly text: (value: number) => string;
  /** Where the axis ends at least. */
  readonly most?: number | undefined;
};

const WIDTH = 720;
const LEFT = 150;
const RIGHT = 150;
const TOP = 34;
const ROW = 24;

/** Level bars that start from one line, as an SVG element. Empty where there are none. */
export function barChart({ id, title, description, bars, parts, mark, text, most = 0 }: BarChart): string {
  if (bars.length === 0) return '';
  const longest = Math.max(most, ...bars.map((bar) => Math.max(sum(bar.parts), bar.mark ?? 0)));
  const scale = linearScale(0, longest, WIDTH - LEFT - RIGHT, 5);
  const bottom = TOP + bars.length * ROW;
  const place = (value: number): number => LEFT + scale.place(value);
  return picture(id, title, description, WIDTH, bottom + 26, [
    ...scale.ticks.flatMap((tick) => [
      lineAt(place(tick), TOP - 4, place(tick), bottom, 'grid'),
      textAt(place(tick), bottom + 16, text(tick), 'middle'),
    ]),
    ...bars.flatMap((bar, i) => barOf(bar, TOP + i * ROW, place)),
    ...keyOf(parts, mark),
  ]);
}

function barOf(bar: Bar, y: number, place: (value: number) => number): string[] {
  let from = 0;
  const pieces = bar.parts.flatMap((part, i) => {
    const left = place(from);
    from += part;
    const width = place(from) - left;
    return width <= 0
      ? []
      : [`<rect x="${px(left)}" y="${px(y + 3)}" width="${px(width)}" height="${px(ROW - 8)}" class="d${(i % 4) + 1}"/>`];
  });
  const end = Math.max(place(from), place(bar.mark ?? 0));
  return [
    textAt(LEFT - 8, y + 15, cutTo(bar.name, LEFT - 16), 'end', 'strong'),
    ...pieces,
    ...(bar.mark === undefined ? [] : [lineAt(place(bar.mark), y, place(bar.mark), y + ROW - 2, 'mark')]),
    textAt(end + 6, y + 15, cutTo(bar.note, WIDTH - end - 8), 'start', bar.strong === true ? 'strong' : ''),
  ];
}

function keyOf(parts: readonly string[], mark: string | undefined): string[] {
  let at = LEFT;
  const pieces = parts.flatMap((name, i) => {
    const start = at;
    at += name.length * 6.6 + 34;
    return [`<rect x="${px(start)}" y="8" width="12" height="12" class="d${(i % 4) + 1}"/>`, textAt(start + 18, 18, name)];
  });
  return mark === undefined ? pieces : [...pieces, lineAt(at + 6, 6, at + 6, 22, 'mark'), textAt(at + 14, 18, mark)];
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
