import { visible } from '#diagnostics/code-frame.js';
import type { SweepFlow, SweepPoint, SweepReport } from '#simulate/sweep/sweep.js';
import { countText, ratioText, timeText } from './figure-text.js';
import { interruptedText } from './simulation-knee.js';
import { takenNotes } from './simulation-notes.js';
import { percent, table } from './simulation-tables.js';
import { sweepBands } from './sweep-bands.js';
import { CURVE_LEGEND, disagreementText, loadText, pointRate, stopsFor, targetText, throughputText } from './sweep-words.js';
import { inAscii, painter, type TextOptions, wrap } from './text.js';

const BAR = 16;
/** Load, goodput, failed, p99, bar, offered, p50, busiest, works, waits. */
const ORDER = [0, 3, 4, 6, 1, 2, 5, 7, 8, 9];
const HEADING = ['load', 'goodput of the most', 'offered', 'goodput', 'failed', 'p50', 'p99', 'busiest', 'works', 'waits'];

/** A sweep over the load on one screen: what is left where, then the curves of each flow as a table with bars. */
export function sweepText(title: string, report: SweepReport, options: TextOptions): string {
  const paint = painter(options.color);
  const flows = Object.keys(report.points[0]?.flows ?? {});
  const idle = report.points.length > 0 && report.points.every((point) => Object.values(point.flows).every(({ offered }) => offered === 0));
  const parts = [
    idle
      ? `${paint.bold(visible(title))}\n\nNothing to sweep over: no flow offers a load.`
      : `${paint.bold(visible(title))}\n${knees(report, options)}`,
    idle ? '' : sweepBands(report, options),
    ...(idle ? [] : flows.map((flow) => curves(flow, report, options))),
    idle ? '' : paint.dim(wrap(CURVE_LEGEND, options.columns, 2)),
    notes(report, options),
  ];
  const text = `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  return options.ascii === true ? inAscii(text) : text;
}

function howItRan(report: SweepReport): string {
  const events = report.points.reduce((sum, point) => sum + point.events, 0);
  return [
    `load from ${loadText(report.from)} to ${loadText(report.to)}: ${countText(report.points.length, 'point')}, ${countText(events, 'event')}`,
    'the same random numbers at each',
    `seed ${report.seed}`,
    `intervals at ${ratioText(report.confidence)}`,
  ].join(' · ');
}

/** Where throughput stops growing and where each target is left, with what the closed forms said of it. */
function knees(report: SweepReport, options: TextOptions): string {
  const paint = painter(options.color);
  const { targets } = report;
  const apart = disagreementText(report);
  const ended = interruptedText(report);
  const lines = [...(ended === '' ? [] : [paint.yellow(ended)]), throughputText(report)];
  if (apart !== '') lines.push(paint.yellow(apart));
  lines.push(...targets.map(targetText));
  return lines.map((line) => wrap(line, options.columns)).join('\n');
}

function curves(flow: string, report: SweepReport, options: TextOptions): string {
  const paint = painter(options.color);
  const most = Math.max(...report.points.map((point) => point.flows[flow]!.goodput));
  const rows = report.points.map((point) => row(point, point.flows[flow]!, most));
  const [heading, ...lines] = table(HEADING, rows, ORDER, options);
  const marked = lines.flatMap((line, i) => [line, ...marks(flow, report, report.points[i]!.load).map((mark) => paint.cyan(`  ${mark}`))]);
  return [paint.bold(visible(flow)), heading, ...marked].join('\n');
}

function row(point: SweepPoint, flow: SweepFlow, most: number): string[] {
  const share = flow.offered === 0 ? 0 : Math.min(1, flow.errors / flow.offered);
  const time = (seconds: number | null) => (seconds === null ? '-' : timeText(seconds));
  return [
    loadText(point.load),
    bar(flow.goodput, most),
    pointRate(flow.offered, point),
    pointRate(flow.goodput, point),
    percent(share),
    time(flow.p50),
    time(flow.p99),
    visible(point.busiest ?? '-'),
    percent(point.utilisation),
    percent(point.held),
  ];
}

function bar(value: number, most: number): string {
  const full = most <= 0 ? 0 : Math.round((value / most) * BAR);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
}

/** What is left right after this load. */
function marks(flow: string, report: SweepReport, load: number): string[] {
  const { throughput, targets } = report;
  const left = targets.filter((each) => each.flow === flow && each.holds === load && each.leaves !== null);
  return [
    ...left.map(({ name, target }) => `-- ${name} leaves ${timeText(target)} --`),
    ...(throughput.holds === load && stopsFor(flow, report) ? ['-- throughput stops growing --'] : []),
  ];
}

function notes(report: SweepReport, options: TextOptions): string {
  const paint = painter(options.color);
  const lines = [howItRan(report), ...takenNotes(report, options)];
  return lines.map((line) => paint.dim(wrap(line, options.columns))).join('\n');
}
