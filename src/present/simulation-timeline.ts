import { visible } from '#diagnostics/code-frame.js';
import type { DrawnReport, FaultFlow, FaultReport, RunReport, SimulationReport, SliceFlow } from '#simulate/report.js';
import { happensText, refillText } from './fault-words.js';
import { countText, numberText, timeText } from './figure-text.js';
import { hitTimeline } from './simulation-keys.js';
import { percent } from './simulation-tables.js';
import { fitted, sparkline } from './sparkline.js';
import { andList, painter, type TextOptions, wrap } from './text.js';

/** What a failure did: a line of small bars a flow, and before, during, after in figures. Empty when nothing was made to happen. */
export function faultText(report: SimulationReport, options: TextOptions): string[] {
  if (report.faults.length === 0 && report.drawn === undefined) return [];
  if (report.peak !== undefined) return [runText('Failures at peak', report.peak, options)];
  return [runText(`Failures at ${numberText(report.load)}x`, report, options)];
}

function runText(heading: string, run: RunReport, options: TextOptions): string {
  const paint = painter(options.color);
  const lines = [paint.bold(heading)];
  for (const fault of run.faults) lines.push(`  ${happensText(fault)}`);
  if (run.drawn !== undefined) lines.push(...drawnText(run.drawn));
  const caches = [...new Set(run.faults.flatMap(({ emptied }) => emptied))];
  const failing = run.timeline.map(({ from, to }) => (run.faults.some((fault) => fault.at < to && fault.at + fault.for > from) ? 1 : 0));
  for (const flow of Object.keys(run.flows)) {
    const slices = run.timeline.map((slice) => slice.flows[flow]!);
    if (slices.every((slice) => slice.offered === 0)) continue;
    lines.push(`  ${paint.bold(visible(flow))}`, ...courses(slices, failing, options));
    const apart = oneATime(run.faults);
    for (const fault of apart) {
      if (apart.length > 1) lines.push(wrap(`${namesAt(run.faults, fault)}:`, options.columns, 4));
      lines.push(...comparison(fault, flow, caches, run.faults).map((line) => beside(line, options)));
    }
  }
  lines.push(...hitTimeline(run, options));
  return lines.join('\n');
}

/** Cells beside a line of small bars: its name, and what its highest bar is. */
const BESIDE = 22;

/** Small bars over time, each line with the value of its highest one; above them, when something fails. */
function courses(slices: readonly SliceFlow[], failing: readonly number[], { columns, color }: TextOptions): string[] {
  const room = Math.max(10, columns - BESIDE);
  const bars = (values: readonly number[]): string => sparkline(fitted(values, room));
  const highest = (values: readonly number[]): number => Math.max(0, ...values);
  const served = slices.map((slice) => slice.served);
  const failed = slices.map((slice) => slice.errors);
  const p99 = slices.map((slice) => slice.p99 ?? 0);
  const marks = fitted(failing, room).map((each) => (each > 0 ? '─' : ' '));
  return [
    ...(highest(failing) === 0 ? [] : [painter(color).red(`    fault  ${marks.join('').trimEnd()}`)]),
    `    served ${bars(served)} ${numberText(highest(served))}/s`,
    highest(failed) === 0 ? '    failed none' : `    failed ${bars(failed)} ${numberText(highest(failed))}/s`,
    slices.every((slice) => slice.p99 === null) ? '    p99    no answers' : `    p99    ${bars(p99)} ${timeText(highest(p99))}`,
  ];
}

/** A line of before, during and after, wrapped beside its name. */
const beside = (line: string, { columns }: TextOptions): string => line.slice(0, 11) + wrap(line.slice(11), columns, 11).slice(11);

/** What was drawn: how often, and what failed for how long. */
function drawnText({ times, failures, failed }: DrawnReport): string[] {
  const often = times === 1 ? 'as often as in life' : `${numberText(times)}x as often as in life`;
  if (failures === 0) return [`  drawn ${often}: none came; ask for a longer --duration, or more often with --failures`];
  const each = Object.entries(failed).map(([what, { kind, failures: count, down }]) => {
    const of = kind === 'instance' ? `instances of ${visible(what)}` : kind === 'zone' ? `zone ${visible(what)}` : visible(what);
    return `    ${of}: ${count}, ${timeText(down)} down in all`;
  });
  return [`  drawn ${often}: ${countText(failures, 'failure')}`, ...each];
}

/** Failures that come and go together have one before, during and after. */
function oneATime(faults: readonly FaultReport[]): FaultReport[] {
  return faults.filter((fault, i) => faults.findIndex((each) => each.at === fault.at && each.for === fault.for) === i);
}

/** What happens in the time of a failure: it, and what comes and goes with it. */
const namesAt = (faults: readonly FaultReport[], { at, for: lasts }: FaultReport): string =>
  andList(faults.filter((each) => each.at === at && each.for === lasts).map(({ what }) => visible(what)));

function comparison(fault: FaultReport, flow: string, caches: readonly string[], faults: readonly FaultReport[]): string[] {
  const of = fault.flows[flow];
  if (of === undefined) return [];
  if (!fault.began) return ['    not reached: the run ended before the failure'];
  const during = of.during === null ? 'not seen: shorter than a slice of the timeline' : figures(of.during);
  return [
    `    before ${of.before === null ? 'not seen: the failure begins with the run' : figures(of.before)}`,
    `    during ${during}`,
    `    after  ${afterText(fault, of, caches, isFollowed(fault, faults))}`,
  ];
}

/** Whether another failure begins after it: what that does is not told of this one. */
const isFollowed = (fault: FaultReport, faults: readonly FaultReport[]): boolean =>
  faults.some(({ at }) => at >= fault.at + fault.for - 1e-9);

function afterText(
  fault: FaultReport,
  { before, after, recovery, aftermath }: FaultFlow,
  caches: readonly string[],
  followed: boolean,
): string {
  if (!fault.ended) return 'not reached: the run ended before the repair';
  if (after === null) {
    return caches.length > 0
      ? `not evaluated: ${refillText(caches)}`
      : `not seen: the ${followed ? 'next failure begins' : 'run ends'} there`;
  }
  if (before === null) return figures(after);
  if (recovery !== null) return `${figures(after)}; as before ${timeText(recovery)} after the repair`;
  const down =
    aftermath === 'stays down'
      ? 'METASTABLE: it stays down although the failure is gone'
      : `did not recover ${followed ? 'before the next failure' : 'within the run'}`;
  return `${figures(after)}; ${down}`;
}

function figures(slice: SliceFlow): string {
  const share = slice.offered === 0 ? 0 : Math.min(1, slice.errors / slice.offered);
  const p99 = slice.p99 === null ? 'no answers' : `p99 up to ${timeText(slice.p99)}`;
  return `${numberText(slice.served)}/s served, ${share === 0 ? '0%' : percent(share)} failed, ${p99}`;
}
