import { exactScale, linearScale, logScale, roundEnds, type Scale } from './scale.js';
import { cutTo, lineAt, picture, px, textAt, textWidth } from './svg.js';
import { type Edges, type Place, type Upright, uprightLines } from './upright-lines.js';

/** One curve; a point without a known value is left out, and the curve is broken there. */
export type Series = { readonly name: string; readonly points: readonly (readonly [number, number | null])[] };

/** How an axis runs and how its values are written. */
export type Axis = {
  readonly label: string;
  /** `linear` and `log` end at round values, `exact` and `exact log` where the values end. */
  readonly kind: 'linear' | 'exact' | 'log' | 'exact log';
  readonly text: (value: number) => string;
  /** Values that have to be on it whatever the curves are. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  /** Ticks of its own, instead of round ones. */
  readonly ticks?: readonly number[] | undefined;
};

export type LineChart = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Lines across: targets. */
  readonly across?: readonly { readonly at: number; readonly label: string }[] | undefined;
  /** Lines upright: where something happens, or a target. */
  readonly upright?: readonly Upright[] | undefined;
  /** Where the labels of those stand: below the curves where these rise from left to right. Default `high`. */
  readonly labels?: 'high' | 'low' | undefined;
  /** Stretches of the x axis: failures. */
  readonly bands?: readonly { readonly from: number; readonly to: number; readonly label: string }[] | undefined;
  /** A line of words over the curves. */
  readonly note?: string | undefined;
  readonly height?: number | undefined;
};

const WIDTH = 720;
const HEIGHT = 252;
const MARGIN = { top: 46, right: 24, bottom: 44, left: 72 };
/** Curves that can be told apart. */
const STYLES = 4;

/** Curves over an axis, as an SVG element. Empty where no point is known. */
export function lineChart(chart: LineChart): string {
  const known = chart.series.flatMap(({ points }) => points.filter((point): point is readonly [number, number] => point[1] !== null));
  if (known.length === 0) return '';
  const box = { width: WIDTH - MARGIN.left - MARGIN.right, height: (chart.height ?? HEIGHT) - MARGIN.top - MARGIN.bottom };
  const xs = known.map(([x]) => x);
  const ys = [...known.map(([, y]) => y), ...(chart.across ?? []).map(({ at }) => at)];
  const x = scaleOf(chart.x, xs, box.width);
  const y = scaleOf(chart.y, ys, box.height);
  const across = (value: number): number => MARGIN.left + x.place(value);
  const up = (value: number): number => MARGIN.top + box.height - y.place(value);
  const edges = { left: MARGIN.left, right: MARGIN.left + box.width, top: MARGIN.top, bottom: MARGIN.top + box.height };
  return picture(chart.id, chart.title, chart.description, WIDTH, chart.height ?? HEIGHT, [
    ...bandsOf(chart, across, edges),
    ...axesOf(chart, x, y, across, up, edges),
    ...chart.series.flatMap((series, i) => curveOf(series, (i % STYLES) + 1, across, up)),
    ...(chart.across ?? []).flatMap(({ at, label }) => [
      lineAt(edges.left, up(at), edges.right, up(at), 'target'),
      textAt(edges.left + 6, up(at) < edges.top + 16 ? up(at) + 14 : up(at) - 5, label, 'start', 'target'),
    ]),
    ...uprightLines(chart.upright ?? [], chart.labels ?? 'high', across, edges),
    ...((chart.note ?? '') === '' ? [] : [textAt(edges.left, edges.top - 8, cutTo(chart.note!, box.width))]),
    ...keyOf(chart.series),
  ]);
}

function scaleOf(axis: Axis, values: readonly number[], length: number): Scale {
  const least = Math.min(...values, axis.least ?? Number.POSITIVE_INFINITY);
  const most = Math.max(...values, axis.most ?? Number.NEGATIVE_INFINITY);
  const scale = scaleFrom(axis, Math.max(least, axis.kind.endsWith('log') ? most / 1e9 : least), most, length);
  return axis.ticks === undefined ? scale : { ...scale, ticks: axis.ticks.filter((tick) => tick >= scale.from && tick <= scale.to) };
}

function scaleFrom(axis: Axis, least: number, most: number, length: number): Scale {
  switch (axis.kind) {
    case 'log':
      return logScale(...roundEnds(least, most), length);
    case 'exact log':
      return logScale(least, most, length);
    case 'exact':
      return exactScale(least, most, length);
    case 'linear':
      return linearScale(axis.least ?? least, most, length);
  }
}

function axesOf(chart: LineChart, x: Scale, y: Scale, across: Place, up: Place, edges: Edges): string[] {
  return [
    ...y.ticks.flatMap((tick) => [
      lineAt(edges.left, up(tick), edges.right, up(tick), 'grid'),
      textAt(edges.left - 6, up(tick) + 4, chart.y.text(tick), 'end'),
    ]),
    ...x.ticks.flatMap((tick) => [
      lineAt(across(tick), edges.bottom, across(tick), edges.bottom + 4, 'axis'),
      textAt(across(tick), edges.bottom + 17, chart.x.text(tick), 'middle'),
    ]),
    lineAt(edges.left, edges.bottom, edges.right, edges.bottom, 'axis'),
    textAt((edges.left + edges.right) / 2, edges.bottom + 35, chart.x.label, 'middle'),
    textAt(4, 18, chart.y.label, 'start', 'strong'),
  ];
}

function curveOf({ points }: Series, style: number, across: Place, up: Place): string[] {
  const runs: (readonly [number, number])[][] = [[]];
  for (const [x, y] of points) {
    if (y === null) runs.push([]);
    else runs.at(-1)!.push([across(x), up(y)]);
  }
  return runs.flatMap((run) => {
    const [only] = run;
    if (only === undefined) return [];
    const dots = run.length > 30 ? [] : run.map(([x, y]) => `<circle cx="${px(x)}" cy="${px(y)}" r="2.5" class="d${style}"/>`);
    if (run.length === 1) return [`<circle cx="${px(only[0])}" cy="${px(only[1])}" r="2.5" class="d${style}"/>`];
    return [`<polyline points="${run.map(([x, y]) => `${px(x)},${px(y)}`).join(' ')}" class="s${style}"/>`, ...dots];
  });
}

function bandsOf({ bands = [] }: LineChart, across: Place, edges: Edges): string[] {
  return bands.flatMap(({ from, to, label }) => {
    const left = across(from);
    const width = Math.max(1, across(to) - left);
    const room = edges.right - left;
    return [
      `<rect x="${px(left)}" y="${px(edges.top)}" width="${px(width)}" height="${px(edges.bottom - edges.top)}" class="band"/>`,
      textAt(left, edges.top - 6, cutTo(label, room), 'start'),
    ];
  });
}

/** What each curve is, over the picture, right. */
function keyOf(series: readonly Series[]): string[] {
  if (series.length < 2 && series[0]?.name === '') return [];
  let right = WIDTH - MARGIN.right;
  return series
    .map((each, i) => ({ name: cutTo(each.name, 130), style: (i % STYLES) + 1 }))
    .toReversed()
    .flatMap(({ name, style }) => {
      const start = right - textWidth(name) - 30;
      right = start - 14;
      return [lineAt(start, 14, start + 24, 14, `s${style}`), textAt(start + 30, 18, name)];
    });
}
