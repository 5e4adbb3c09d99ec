import { visible } from '#diagnostics/code-frame.js';
import type { ComponentReport, FlowReport, Interval, RunReport, SimulationReport } from '#simulate/report.js';
import { numberText, timeText } from './figure-text.js';
import { fullnessOf, usedOf } from './fullness.js';
import { painter, type TextOptions, wrap } from './text.js';

/** Components shown one by one; the quiet rest is counted. */
const MOST_ROWS = 14;
const BAR = 20;

/** A share in three digits: how many nines it has matters for availability, not here. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))}%`;

type Row = readonly string[];

/** Columns as wide as their widest cell; numbers stand right. Where not all fit, the least important ones (the last of `order`) go. */
export function table(heading: Row, rows: readonly Row[], order: readonly number[], options: TextOptions): string[] {
  const all = [heading, ...rows];
  const widths = heading.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  let room = options.columns;
  const shown = new Set<number>();
  for (const i of order) {
    room -= widths[i]! + 2;
    if (room < 0) break;
    shown.add(i);
  }
  const cell = (row: Row, i: number) => (i === 0 ? (row[i] ?? '').padEnd(widths[i]!) : (row[i] ?? '').padStart(widths[i]!));
  const line = (row: Row) => `  ${heading.flatMap((_, i) => (shown.has(i) ? [cell(row, i)] : [])).join('  ')}`.trimEnd();
  return [painter(options.color).dim(line(heading)), ...rows.map(line)];
}

/** Flow, load, offered, failed, p99, mean, served, p50, p95, p99.9, max. */
const FLOW_ORDER = [0, 1, 2, 4, 8, 5, 3, 6, 7, 9, 10];
/** Component, bar, works, waits, needs, line, in line for, turned away, through; the last but one only where some are. */
const COMPONENT_ORDER = [0, 1, 2, 3, 4, 5, 6, 8, 7];
const NONE_TURNED_AWAY = [0, 1, 2, 3, 4, 5, 6, 7];

const FLOW_LEGEND = '±: half-width of the interval; -: not resolved. Times are those of answers; failures are not among them.';
const COMPONENT_LEGEND =
  'works: own work, of its capacity; waits: slots held by waiting on others, of all its slots; the bar ends at the fuller of capacity and slots; needs: what the closed form says of its fullest limit; line: visits waiting, wait each: how long (-: none); through: visits done; *: full first.';
const HELD_UP_LEGEND = 'needs counts waits for what is full: as long as timeouts let them, endless where there are none.';
/** What stands beside the legend's own words where something is full. */
const FULL = 0.99;
const BUSY = 0.8;

/** Lines shorter than this on average, and waits shorter than this many seconds, are none. */
export const NO_LINE = 0.01;
export const NO_WAIT = 1e-6;

const legend = (text: string, options: TextOptions): string => painter(options.color).dim(wrap(text, options.columns, 2));

/** One line a flow and load: rates, failures, and the latencies with their intervals. */
export function flowTable(report: SimulationReport, options: TextOptions): string[] {
  const runs: readonly (readonly [string, RunReport])[] =
    report.peak === undefined
      ? [[`${numberText(report.load)}x`, report]]
      : [
          [`${numberText(report.load)}x`, report],
          ['peak', report.peak],
        ];
  const rows = Object.keys(report.flows).flatMap((flow) =>
    runs.map(([name, run], i) => [i === 0 ? visible(flow) : '', name, ...flowCells(run.flows[flow]!)]),
  );
  if (rows.length === 0) return ['  No flow offers a load.'];
  const heading = ['', 'at', 'offered', 'served', 'failed', 'mean', 'p50', 'p95', 'p99', 'p99.9', 'max'];
  return [...table(heading, rows, FLOW_ORDER, options), legend(FLOW_LEGEND, options)];
}

function flowCells({ offered, served, errors, latency }: FlowReport): string[] {
  const failed = Object.values(errors).reduce((sum, rate) => sum + rate, 0);
  const share = offered === 0 ? 0 : Math.min(1, failed / offered);
  return [
    `${numberText(offered)}/s`,
    `${numberText(served)}/s`,
    share === 0 ? '0%' : percent(share),
    withInterval(latency.mean, latency.meanInterval),
    time(latency.p50),
    time(latency.p95),
    withInterval(latency.p99, latency.p99Interval),
    time(latency.p999),
    time(latency.max),
  ];
}

const time = (seconds: number | null): string => (seconds === null ? '-' : timeText(seconds));

/** A figure with the half-width of its interval, as a share of the figure. */
function withInterval(value: number | null, interval: Interval | null): string {
  if (value === null || interval === null || value === 0) return time(value);
  const share = (interval[1] - interval[0]) / 2 / value;
  return `${timeText(value)} ±${share < 0.0095 ? '<1' : Math.round(share * 100)}%`;
}

/** Components with a limit, the busiest first: own work and slots that wait on others as a bar and in figures, and their lines. */
export function componentTable(run: RunReport, options: TextOptions): string[] {
  const limited = Object.entries(run.components).filter(([, each]) => each.demand !== null && each.throughput + each.queueLength > 0);
  const busy = ([, each]: readonly [string, ComponentReport]): number => Math.min(1, fullnessOf(each));
  limited.sort((a, b) => busy(b) - busy(a));
  const lines = Object.entries(run.components).filter(([, each]) => each.demand === null && each.queueLength >= 0.005);
  const shown = [...limited.slice(0, MOST_ROWS), ...lines];
  const rows = shown.map(([id, each]) => [
    `${visible(id)}${id === run.bottleneck ? ' *' : ''}`,
    each.demand === null ? 'a queue'.padEnd(BAR + 2) : bar(each),
    each.demand === null ? '' : percent(each.utilisation),
    each.demand === null ? '' : share(each.held),
    each.demand === null ? '' : needsText(each),
    each.queueLength < NO_LINE ? '-' : numberText(each.queueLength),
    each.queueLength < NO_LINE || each.waiting < NO_WAIT ? '-' : timeText(each.waiting),
    `${numberText(each.throughput)}/s`,
    each.dropped > 0 ? `${numberText(each.dropped)}/s` : '-',
  ]);
  if (rows.length === 0) return [];
  const rest = limited.length - MOST_ROWS;
  const heading = ['', '# works, + waits'.padEnd(BAR + 2), 'works', 'waits', 'needs', 'line', 'wait each', 'through', 'turned away'];
  const [head = '', ...body] = table(
    heading,
    rows,
    shown.some(([, { dropped }]) => dropped > 0) ? COMPONENT_ORDER : NONE_TURNED_AWAY,
    options,
  );
  return [
    head,
    ...body.map((line, i) => warmth(shown[i]![1], options)(line)),
    legend(COMPONENT_LEGEND, options),
    ...(shown.some(([, { heldUp }]) => heldUp !== undefined) ? [legend(HELD_UP_LEGEND, options)] : []),
    ...(rest > 0 ? [`  and ${rest} more that ${rest === 1 ? 'does' : 'do'} less`] : []),
  ];
}

/** As long as the component is full: own work of its capacity, and beyond that the slots that are in use. */
function bar(component: ComponentReport): string {
  const working = Math.min(BAR, Math.round(component.utilisation * BAR));
  const waiting = Math.max(0, Math.round(usedOf(component) * BAR) - working);
  return `[${'#'.repeat(working)}${'+'.repeat(waiting)}${'.'.repeat(BAR - working - waiting)}]`;
}

/** What it needs of what it has, by closed form, with the waits for what is full. */
export const needsText = ({ demand, heldUp }: ComponentReport): string =>
  heldUp === undefined ? percent(demand ?? 0) : heldUp.demand === null ? 'endless' : percent(heldUp.demand);

const share = (value: number): string => (value === 0 ? '-' : percent(value));

/** The bar of what is nearly full is yellow, and of what is full red; its figures say the same. */
function warmth(component: ComponentReport, options: TextOptions): (line: string) => string {
  const paint = painter(options.color);
  const fullness = fullnessOf(component);
  const tone = fullness >= FULL ? paint.red : fullness >= BUSY ? paint.yellow : paint.green;
  return (line) => line.replace(/\[[#+.]+\]/, tone);
}
