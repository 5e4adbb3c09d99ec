import { visible } from '#diagnostics/code-frame.js';
import type { RunReport, SimulationReport, StaleTarget, TargetReport } from '#simulate/report.js';
import { numberText, timeText } from './figure-text.js';
import { percent } from './simulation-tables.js';

/** One thing that was asked, and what came of it, in words. */
export type TargetRow = {
  readonly verdict: 'pass' | 'fail' | 'unresolved';
  readonly what: string;
  readonly measured: string;
  readonly asked: string;
  /** How far it is from what was asked; empty where that says nothing. */
  readonly margin: string;
  /** Id of the requirement. */
  readonly quality: string;
  /** The load at which it has that verdict, where it is not that of the peak alone; else empty. */
  readonly at: string;
  readonly run: TargetReport['at'];
};

/** All that requirements ask of the load: latencies, and how old what is read may be. What failed comes first, then what is not known. */
export function targetRows(report: SimulationReport): TargetRow[] {
  const usual = `at ${numberText(report.load)}x`;
  const runOf = ({ at }: Pick<TargetReport, 'at'>): RunReport => (at === 'usual' ? report : (report.peak ?? report));
  const when = ({ at, verdict }: Pick<TargetReport, 'at' | 'verdict'>): Pick<TargetRow, 'at' | 'run'> => ({
    at: at === 'usual' ? usual : at === 'both' && verdict === 'fail' ? `${usual} as well` : '',
    run: at,
  });
  const latencies = Object.entries(report.flows).flatMap(([flow, { targets }]) =>
    targets.map((target) => ({ ...latencyRow(flow, target, isEndless(runOf(target), flow, target)), ...when(target) })),
  );
  const seen = new Set<string>();
  const reads = report.stale.flatMap(({ data, flow, targets }) =>
    targets.flatMap((target) => {
      const row = { ...staleRow(`${visible(data)} in ${visible(flow)}`, target), ...when(target) };
      // A flow may read the same data in several steps that fare alike.
      const key = Object.values(row).join('\n');
      if (seen.has(key)) return [];
      seen.add(key);
      return [row];
    }),
  );
  const rank = { fail: 0, unresolved: 1, pass: 2 };
  return [...latencies, ...reads].sort((a, b) => rank[a.verdict] - rank[b.verdict]);
}

/** All targets in a sentence; empty where nothing is asked. */
export function targetsText(report: SimulationReport): string {
  const rows = targetRows(report);
  const count = (verdict: TargetRow['verdict']): number => rows.filter((row) => row.verdict === verdict).length;
  if (rows.length === 0) return '';
  const when = (verdict: TargetRow['verdict']): string => whenText(rows, verdict, report);
  const some = (verdict: TargetRow['verdict'], what: string): string =>
    rows.length === 1 ? `the target is ${what}${when(verdict)}.` : `${count(verdict)} of ${rows.length} targets ${what}${when(verdict)}.`;
  if (count('fail') > 0) return `FAIL: ${some('fail', 'missed')}`;
  if (count('unresolved') > 0) return `UNRESOLVED: ${some('unresolved', 'not known')}`;
  const both = report.peak === undefined ? '' : ` at ${numberText(report.load)}x and at peak`;
  return `PASS: ${rows.length === 1 ? 'the target holds' : `all ${rows.length} targets hold`}${both}.`;
}

/** At which load targets have a verdict: at one of the two, at both, or some here and some there. */
function whenText(rows: readonly TargetRow[], verdict: TargetRow['verdict'], { peak, load }: SimulationReport): string {
  if (peak === undefined) return '';
  const usual = `${numberText(load)}x`;
  const [at, ...others] = new Set(rows.filter((row) => row.verdict === verdict).map((row) => row.run));
  if (others.length > 0) return ` at ${usual} or at peak`;
  if (at === 'usual') return ` at ${usual}, where there is less load than at peak`;
  return at === 'both' ? ` at ${usual} and at peak` : ' at peak';
}

/** Whether a figure is missing because there is no end to it, and not because its rank falls among the failures. */
const isEndless = (run: RunReport, flow: string, { name, until }: TargetReport): boolean =>
  until !== undefined ||
  run.unresolved.some(({ path, why }) => path === `flows.${flow}.latency.${name}` && (why === 'unstable' || why === 'overflow'));

function latencyRow(flow: string, target: TargetReport, endless: boolean): Omit<TargetRow, 'at' | 'run'> {
  const { name, quality, verdict, measured } = target;
  const until = target.until === undefined ? '' : ` until ${visible(target.until)}`;
  const unmeasured = verdict === 'unresolved' ? 'not resolved' : endless ? 'without bound' : 'too many fail';
  const about = verdict === 'unresolved' ? 'perhaps ' : '';
  return {
    verdict,
    what: `${visible(flow)} ${name}${until}`,
    measured: measured === null ? unmeasured : `${about}${timeText(measured)}`,
    asked: timeText(target.target),
    margin: marginText(measured, target.target),
    quality: visible(quality),
  };
}

function staleRow(subject: string, { name, target, measured, verdict, quality }: StaleTarget): Omit<TargetRow, 'at' | 'run'> {
  if (name === 'fresh') {
    const seen = measured === null ? 'not resolved' : timeText(measured);
    const asked = timeText(target);
    return { verdict, what: `${subject} fresh`, measured: seen, asked, margin: marginText(measured, target), quality: visible(quality) };
  }
  const seen = measured === null ? 'not resolved' : measured === 0 ? 'none old' : `${percent(measured)} old`;
  return { verdict, what: `${subject} ${name}`, measured: seen, asked: 'none old', margin: '', quality: visible(quality) };
}

/** `89% to spare`, `12% over`, `4.1x as long`. */
function marginText(measured: number | null, target: number): string {
  if (measured === null || measured === 0 || !(target > 0)) return '';
  const ratio = measured / target;
  if (ratio <= 1) return `${percentOf(1 - ratio)} to spare`;
  return ratio < 2 ? `${percentOf(ratio - 1)} over` : `${Number(ratio.toPrecision(2))}x as long`;
}

/** Whole per cents, but a margin is never rounded up to all of it. */
const percentOf = (share: number): string => (share > 0.99 && share < 1 ? '>99%' : `${Math.round(share * 100)}%`);
