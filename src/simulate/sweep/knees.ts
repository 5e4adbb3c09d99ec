import type { FlowReport, Knee, RunReport, TargetReport } from '../report.js';
import { bracketOf } from './loads.js';
import { busiestOf } from './point.js';
import type { Bracket, SweepPoint, TargetKnee, ThroughputKnee } from './report.js';

/** By how much a load may miss a bracket and still be said to fall into it: what the points themselves cannot tell apart. */
export const SLACK = 1.02;
/** ... where users wait for one another: throughput bends long before it is flat. */
const WAITING_SLACK = 1.3;

/**
 * Where throughput stops growing, and whether the closed forms said so. `runs` and `points` in rising order of load. `batch`: what the
 * closed forms call full is so only over the whole period of a batch, which no run lasts. `alike`: whether a component is full at the same load as
 * the one that they name.
 */
export function throughputKnee(
  points: readonly SweepPoint[],
  runs: readonly RunReport[],
  expected: Knee | null,
  { batch, alike }: { readonly batch: boolean; readonly alike: (component: string) => boolean },
): ThroughputKnee {
  const bracket = bracketOf(points, (each) => each.keepsUp);
  const met = runs.find((run) => run.load === bracket.leaves);
  const component = met === undefined ? null : fullAt(met);
  if (expected === null || batch) return { ...bracket, component, agrees: null };
  const slack = expected.users === undefined ? SLACK : WAITING_SLACK;
  const within = isWithin(expected.load, bracket, slack);
  const same = component === null || component === expected.component || alike(component);
  const why = [
    ...(within ? [] : [`the closed form expected it at ${figure(expected.load)}x${triedAgain(expected.load, met)}`]),
    ...(same ? [] : [`the closed form expected ${expected.component}`]),
  ].join('; ');
  return { ...bracket, component, agrees: within && same, ...(why === '' ? {} : { why }) };
}

/**
 * How often requests are tried at the first point that does not keep up, where that is sooner than at `expected` and well more than once: a line
 * makes calls late, these are made again, and that makes the line longer. The closed form sees no line.
 */
function triedAgain(expected: number, met: RunReport | undefined): string {
  if (met === undefined) return '';
  const tries = ({ attempted, offered }: FlowReport): number => (offered > 0 ? attempted / offered : 1);
  const [flow, most] = Object.entries(met.flows)
    .map(([id, each]) => [id, tries(each)] as const)
    .reduce((best, each) => (each[1] > best[1] ? each : best), ['', 1] as const);
  if (expected <= met.load * SLACK || most < AGAIN) return '';
  return `, without the retries that a line brings: at ${figure(met.load)}x each request of ${flow} is tried ${figure(most)} times`;
}

/** Fewer attempts for each request are what any timeout brings. */
const AGAIN = 1.1;

const figure = (value: number): number => Number(value.toPrecision(3));

/** What piles up behind, or is turned away; where neither is seen, the busiest. */
const fullAt = (run: RunReport): string | null => run.stability.cause ?? run.stability.component ?? busiestOf(run)[0];

const isWithin = (load: number, { holds, leaves }: Bracket, slack: number): boolean =>
  (holds === null || load >= holds / slack) && (leaves === null || load <= leaves * slack);

/** Whether what piles up in front of a component is felt by a flow: by its answers, or (`reach`) by what they hand over. */
export type Felt = (flow: string, component: string, reach: boolean) => boolean;

/** Where each latency target is left, the first one first. */
export function targetKnees(points: readonly SweepPoint[], runs: readonly RunReport[], expected: Knee | null, felt: Felt): TargetKnee[] {
  const [first] = runs;
  if (first === undefined) return [];
  const knees = Object.entries(first.flows).flatMap(([flow, { targets }]) =>
    targets.map(({ name, quality, until, target }, i) => ({
      flow,
      quality,
      name,
      ...(until === undefined ? {} : { until }),
      target,
      ...bracketOf(
        runs.map((run, at) => ({
          load: run.load,
          of: run.flows[flow]!.targets[i]!,
          keepsUp: points[at]!.keepsUp,
          stability: run.stability,
        })),
        ({ of, keepsUp, stability: { component } }) =>
          isMet(of, keepsUp || (component !== undefined && !felt(flow, component, until !== undefined))),
      ),
      expected: expected?.targets?.find((each) => each.flow === flow && each.quality === quality && each.name === name)?.load ?? null,
    })),
  );
  const at = ({ leaves }: Bracket): number => leaves ?? Infinity;
  return knees
    .map((knee, i) => ({ knee, i }))
    .sort((a, b) => at(a.knee) - at(b.knee) || a.i - b.i)
    .map(({ knee }) => knee);
}

/**
 * What was measured counts also where it is not sure; `undefined`: nothing was measured. Where the load is no longer kept up with, a
 * short run does not see how long the lines become.
 */
function isMet({ verdict, measured, target }: TargetReport, keepsUp: boolean): boolean | undefined {
  if (verdict !== 'unresolved') return verdict === 'pass';
  if (!keepsUp) return false;
  return measured === null ? undefined : measured <= target;
}
