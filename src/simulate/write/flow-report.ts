import { type DesignModel, LATENCY_NAMES, type LatencyName, type QualityTarget } from '#model/design.js';
import { secondsOf } from '../kernel/course.js';
import type { Course } from '../kernel/drive.js';
import { CAUSES } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';
import { type Excess, fullOf } from '../plan/excess.js';
import { REACHES, ROUNDS } from '../plan/plan.js';
import type { Unsteady } from '../plan/unsteady.js';
import type { Outlook } from '../plan/utilisation.js';
import type { FlowReport, TargetReport, Unresolved } from '../report.js';
import { SECTIONS } from '../statistics/flow-counts.js';
import { type Figure, latencyFigure, longEnough, PROBABILITY, rankedLatency, withinTarget } from '../statistics/latency.js';
import { steadyGrowth } from '../statistics/stability.js';
import { batchReport, batchTargets } from './batch-report.js';
import { latencyDistribution } from './latency-distribution.js';
import { slowestReport, spentBy } from './slowest-report.js';

type Context = {
  readonly model: DesignModel;
  readonly world: World;
  readonly course: Course;
  /** The closed forms of what was followed. */
  readonly outlook: Outlook;
  /** Whether the run had come to its equilibrium before growth was looked at. */
  readonly settled: boolean;
  /** Components whose lines grow without end. */
  readonly growing: ReadonlyMap<number, number>;
  /** What becomes of what is too much, by the closed forms. */
  readonly excess: Excess;
  readonly unresolved: Unresolved[];
  readonly afterFault: boolean;
  /** Caches that a failure empties: how they fill again is not evaluated. */
  readonly emptied: ReadonlySet<number>;
  /** One k-th of the design was followed; the whole is told. */
  readonly slice: number;
  /** Flows whose load, or that of something they wait for, is not the same all the time. */
  readonly varying: ReadonlySet<number>;
  readonly unsteady: Unsteady;
};

/** What was measured of every flow that offered load, in the order of the design. */
export function flowReports(context: Context): Record<string, FlowReport> {
  const reports: Record<string, FlowReport> = {};
  context.world.program.flows.forEach((flow, i) => {
    reports[flow.id] = flowReport(context, i);
  });
  return reports;
}

function flowReport(context: Context, flow: number): FlowReport {
  const { world, course } = context;
  const { flows, program } = world;
  const seconds = secondsOf(course) / context.slice;
  const causes = CAUSES.map((cause, i) => [cause, flows.refused[flow * CAUSES.length + i]!] as const).filter(([, count]) => count > 0);
  const failures = flows.failed.subarray(flow * CAUSES.length, (flow + 1) * CAUSES.length).reduce((sum, count) => sum + count, 0);
  const offered = flows.offered[flow]!;
  const growing = isEndless(context, flow, offered);
  const short = tooShort(context, flow, false);
  const why = course.end === 'overflow' ? 'overflow' : growing ? 'unstable' : undefined;
  const figures = new Map<LatencyName, Figure | undefined>();
  for (const name of LATENCY_NAMES) figures.set(name, figureOf(context, flow, name));
  // A short run, or one in which something happens, may not show it.
  const endless = why ?? (willGrow(context, flow) ? 'unstable' : undefined);
  const known = (name: LatencyName): Figure | undefined => {
    const figure = figures.get(name);
    return endless === undefined && !short && figure?.resolved ? figure : undefined;
  };
  for (const name of LATENCY_NAMES) {
    if (known(name) !== undefined || offered === 0) continue;
    const less = course.end === 'cut short' ? 'cut short' : short ? 'too short' : 'too few samples';
    const reason = endless ?? (figures.get(name) === undefined ? 'no answers' : less);
    context.unresolved.push({ path: `flows.${program.flows[flow]!.id}.latency.${name}`, why: reason });
  }
  const slowest = slowestReport(world, flow);
  const value = (name: LatencyName) => known(name)?.value ?? null;
  const interval = (name: LatencyName) => known(name)?.interval ?? null;
  return {
    offered: offered / seconds,
    attempted: (offered + flows.retried[flow]!) / seconds,
    hedged: flows.hedged[flow]! / seconds,
    served: flows.answered[flow]! / seconds,
    errors: Object.fromEntries(causes.map(([cause, count]) => [cause, count / seconds])),
    inFlightBefore: course.before[flow]! * context.slice,
    inFlight: course.after[flow]! * context.slice,
    handedOverFailures: flows.lost[flow]! / seconds,
    undone: flows.undone[flow]! / seconds,
    latency: {
      ...(Object.fromEntries(LATENCY_NAMES.map((name) => [name, value(name)])) as Record<LatencyName, number | null>),
      meanInterval: interval('mean'),
      p50Interval: interval('p50'),
      p99Interval: interval('p99'),
      p999Interval: interval('p999'),
      distribution: known('p50') === undefined ? null : latencyDistribution(flows.sections[flow]!, flows.longest[flow]!, offered),
    },
    ...(program.flows[flow]!.kind === 'batch' ? { batch: batchReport(world, course, flow, context.slice) } : {}),
    targets: [
      ...batchTargets(context, flow),
      ...targetsOf(context.model, program.flows[flow]!.id).flatMap((quality) =>
        [...quality.latency].map(([name, target]) =>
          judge(context, flow, quality, name, target, failures, figures.get(name), why !== undefined),
        ),
      ),
    ],
    spent: spentBy(slowest),
    slowest,
  };
}

/** Where the load changes, batches of the run differ for more reasons than chance: the figures are those of this run, and have no interval. */
function figureOf({ world, outlook, varying }: Context, flow: number, name: LatencyName): Figure | undefined {
  const { flows } = world;
  const figure = latencyFigure(flows, flow, name, outlook.flowMemory[flow]!);
  if (figure === undefined || !varying.has(flow)) return figure;
  const rare = name === 'mean' || name === 'max' ? 1 : 1 - PROBABILITY[name];
  return { value: figure.value, interval: undefined, resolved: flows.served[flow]! * rare >= ENOUGH };
}

/** Answers slower than a percentile that make it known, where the run is not divided. */
const ENOUGH = 30;

/** Whether ever more requests of the flow are under way: they would be at equilibrium, or the closed forms say that there is none. */
function isEndless({ world, course, outlook, settled, afterFault }: Context, flow: number, offered: number): boolean {
  if (world.program.flows[flow]!.kind === 'closed') return false;
  const full = fullOf(outlook).some((station) => outlook.waitedForBy[flow]!.has(station));
  const growth = steadyGrowth(course, (sample) => sample.pending[flow]!, offered / secondsOf(course), afterFault ? 0.3 : 0.6);
  return growth !== undefined && (settled || full);
}

/** Whether the run was not many times as long as the slowest answers (or ends of handed-over parts) that are to be expected. */
function tooShort({ course, outlook }: Context, flow: number, handedOver: boolean): boolean {
  const { answer, reach } = outlook.slowest[flow]!;
  return course.measured < 0.999 * (handedOver ? REACHES * reach : ROUNDS * answer);
}

/** Whether the answers wait for something in front of which ever more pile up: what was measured is not the end of it. */
const willGrow = ({ world, outlook, excess }: Context, flow: number): boolean =>
  world.program.flows[flow]!.kind === 'open' && [...excess.piles.keys()].some((station) => outlook.waitedForBy[flow]!.has(station));

const refills = ({ emptied, outlook }: Context, flow: number): boolean =>
  [...emptied].some((station) => outlook.waitedForBy[flow]!.has(station));

const targetsOf = (model: DesignModel, flow: string): QualityTarget[] =>
  model.requirements.quality.filter((each) => each.flow === flow && each.latency.size > 0);

function judge(
  context: Context,
  flow: number,
  quality: QualityTarget,
  name: LatencyName,
  target: number,
  failures: number,
  figure: Figure | undefined,
  unbounded: boolean,
): TargetReport {
  const { world } = context;
  const { flows, program } = world;
  const base = { name, quality: quality.id, ...(quality.until === undefined ? {} : { until: quality.until as string }), target };
  const mark = program.marks.findIndex((each) => each.flow === flow && each.quality === quality.id);
  if (quality.until !== undefined && mark < 0) return { ...base, measured: null, verdict: 'unresolved' };
  if (unbounded || (mark >= 0 && [...context.growing.keys()].some((station) => program.marks[mark]!.path.has(station))))
    return { ...base, measured: null, verdict: 'fail' };
  const doubtful = tooShort(context, flow, mark >= 0) || (mark < 0 && willGrow(context, flow)) || refills(context, flow);
  const verdictOf = (holds: boolean | undefined) =>
    holds === undefined || (holds && doubtful) ? ('unresolved' as const) : holds ? ('pass' as const) : ('fail' as const);
  if (name === 'mean' || name === 'max') {
    if (mark >= 0 || figure === undefined || !figure.resolved) return { ...base, measured: null, verdict: 'unresolved' };
    return { ...base, measured: figure.value, verdict: verdictOf(figure.value <= target) };
  }
  const measured =
    mark >= 0
      ? rankedLatency(flows.markSections[mark]!, 1, flows.lost[flow]!, PROBABILITY[name])
      : noMoreThan(flows.longest[flow]!, rankedLatency(flows.sections[flow]!, SECTIONS, failures, PROBABILITY[name]));
  if (measured === undefined) return { ...base, measured: null, verdict: 'unresolved' };
  const within =
    mark >= 0
      ? withinTarget(flows.markSections[mark]!, 1, flows.lost[flow]!, PROBABILITY[name], target)
      : withinTarget(flows.sections[flow]!, SECTIONS, failures, PROBABILITY[name], target);
  const known = longEnough(context.course.measured, context.outlook.flowMemory[flow]!) ? within : undefined;
  const holds = known ?? (figure?.resolved && mark < 0 ? measured <= target : undefined);
  const shown = Number.isFinite(measured) ? measured : null;
  return { ...base, measured: shown, verdict: verdictOf(holds) };
}

/** A rank is placed within its bucket, which may reach beyond the longest answer. */
const noMoreThan = (longest: number, latency: number | undefined): number | undefined =>
  latency === undefined || latency === Infinity ? latency : Math.min(longest, latency);
