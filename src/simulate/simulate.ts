import type { DesignModel } from '#model/design.js';
import { compile } from './compile/compile.js';
import { findSlice, sliceSpecs } from './compile/slice.js';
import { type StationSpec, stationSpec } from './compile/station-spec.js';
import { emptied } from './faults/apply.js';
import { type Course, drive } from './kernel/drive.js';
import { PICK } from './kernel/instructions.js';
import type { Program } from './kernel/program.js';
import { World } from './kernel/world.js';
import type { SimulationOptions } from './options.js';
import { affordable, type Plan, planRun } from './plan/plan.js';
import { type Outlook, outlook } from './plan/utilisation.js';
import type { Knee, RunReport, SimulationReport, Unresolved } from './report.js';
import { CONFIDENCE } from './statistics/intervals.js';
import { latencyFigure } from './statistics/latency.js';
import { refuseTooLarge } from './too-large.js';
import { componentReports, growthOf, stabilityOf } from './write/component-report.js';
import { faultReports, timelineReport } from './write/fault-report.js';
import { flowReports } from './write/flow-report.js';

export type { FaultOption, SimulationOptions } from './options.js';
export type * from './report.js';

/**
 * Simulates a design under its own load and says where requests wait, what binds first, and what failures do. Pure: the same
 * design, options and seed give the same report, byte for byte. Numbers are in seconds, per second and ratios. Throws TooLarge for a
 * design with millions of instances.
 */
export function simulate(model: DesignModel, options: SimulationOptions = {}): SimulationReport {
  const specs = [...model.components.values()].map(stationSpec);
  refuseTooLarge(specs);
  const program = compile(model, specs, options.flows);
  const seed = options.seed ?? 1;
  const load = options.load ?? 1;
  const usual = program.flows.map(() => load);
  const peaks = program.flows.map((flow) => load * flow.peak);
  const both = options.peak !== false && peaks.some((factor, i) => factor !== usual[i]);
  const progress = (from: number) => (share: number) => options.onProgress?.(both ? (from + share) / 2 : share);
  const run = (factors: readonly number[], from: number): RunReport =>
    runOnce({ model, specs, program, factors, seed, load, options: { ...options, onProgress: progress(from) } });
  const main = run(usual, 0);
  const peak = both ? run(peaks, 1) : undefined;
  return {
    schema: 'sysdrill/simulation@1',
    seed,
    ...(peak === undefined ? main : withTargetsOf(main, peak)),
    ...(peak === undefined ? {} : { peak }),
    knee: kneeOf(model, program, specs),
    assumptions: [...program.assumptions, ...standingAssumptions(model)],
    assumed: model.assumed,
    notModelled: [...program.notModelled, ...refills(program, options)],
  };
}

/** A ratio does not say how fast a cache that lost everything comes back to it. */
function refills(program: Program, { faults = [] }: SimulationOptions): { path: string; what: string }[] {
  const lost = new Set(faults.flatMap(({ what }) => emptied(program, what)));
  return [...lost].map((station) => ({
    path: `components.${program.stations.ids[station]!}`,
    what: 'the refill of the cache after a loss: its hit ratio is back at once',
  }));
}

/** Targets are promises about the peak: the verdicts of the peak run stand in the first place. */
function withTargetsOf(main: RunReport, peak: RunReport): RunReport {
  const flows = Object.entries(main.flows).map(([id, flow]) => [id, { ...flow, targets: peak.flows[id]!.targets }] as const);
  return { ...main, flows: Object.fromEntries(flows) };
}

type Run = {
  readonly model: DesignModel;
  readonly specs: readonly StationSpec[];
  readonly program: Program;
  /** By how much the rate of each flow is multiplied. */
  readonly factors: readonly number[];
  readonly seed: number;
  readonly load: number;
  readonly options: SimulationOptions & { readonly onProgress: (share: number) => void };
};

function runOnce({ model, specs, program, factors, seed, load, options }: Run): RunReport {
  const view = outlook(model, program, specs, factors);
  const plan = planRun(view, options, reactionOf(specs), mostCompared(program));
  const whole = new Set((options.faults ?? []).flatMap(({ what }) => (what.kind === 'instance' ? [what.component as string] : [])));
  const needs = { demand: view.demand, waitedFor: view.waitedFor, whole };
  const slice = plan.excess > LITTLE ? findSlice(specs, plan.excess, needs) : 1;
  const followed = slice === 1 ? specs : sliceSpecs(specs, slice, needs)!;
  const sliced = slice === 1 ? program : compile(model, followed, options.flows);
  const shares = factors.map((factor) => factor / slice);
  const near = slice === 1 ? view : outlook(model, sliced, followed, shares);
  const world = new World(sliced, seed);
  const satisfied = () => options.precision === undefined || preciseEnough(world, near, options.precision);
  const allowed = affordable(plan, slice, options);
  const course = drive(world, allowed, { factors: shares, satisfied, onProgress: options.onProgress });
  return report({ model, world, course, plan: allowed, view, near, load, slice });
}

/** What is hardly too much is not worth a slice. */
const LITTLE = 1.01;

/** Most instances that are compared with each other for one visit. */
function mostCompared({ sites, stations }: Program): number {
  const compares = (pick: number) => pick >= PICK.leastConnections && pick < PICK.powerOfTwo;
  return Math.max(1, ...[...sites.station].map((station, site) => (compares(sites.pick[site]!) ? stations.count[station]! : 1)));
}

/** The longest time in which a balancer notices a failure or somebody takes over. */
function reactionOf(specs: readonly StationSpec[]): number {
  const times = specs.flatMap(({ component, failover }) => [failover, 'healthCheck' in component ? (component.healthCheck ?? 0) : 0]);
  return Math.max(0, ...times.filter(Number.isFinite));
}

function preciseEnough(world: World, view: Outlook, precision: number): boolean {
  return world.program.flows.every((_, flow) => {
    if (world.flows.offered[flow] === 0) return true;
    return (['mean', 'p99'] as const).every((name) => {
      const figure = latencyFigure(world.flows, flow, name, view.flowMemory[flow]!);
      if (figure?.interval === undefined || !figure.resolved) return false;
      return (figure.interval[1] - figure.interval[0]) / 2 <= precision * figure.value;
    });
  });
}

type Ran = {
  readonly model: DesignModel;
  readonly world: World;
  readonly course: Course;
  readonly plan: Plan;
  /** The closed forms of the whole, and of the slice that was followed. */
  readonly view: Outlook;
  readonly near: Outlook;
  readonly load: number;
  readonly slice: number;
};

function report({ model, world, course, plan, view, near, load, slice }: Ran): RunReport {
  const unresolved: Unresolved[] = [];
  const afterFault = plan.faults.length > 0;
  const settled = isSettled(plan, course, view);
  const growing = growthOf(world.program, course, near, settled, afterFault);
  const lost = new Set(plan.faults.flatMap(({ what }) => emptied(world.program, what)));
  const flows = flowReports({ model, world, growing, course, outlook: near, settled, unresolved, afterFault, emptied: lost, slice });
  const timeline = timelineReport(world, plan.duration, course.measured, slice);
  if (course.end === 'cut short' || plan.asked !== undefined) unresolved.push({ path: 'simulated', why: 'cut short' });
  return {
    load,
    simulated: course.measured,
    warmup: plan.warmup,
    events: course.events,
    slice,
    confidence: CONFIDENCE,
    flows,
    components: componentReports(world.program, course, view, slice),
    bottleneck: world.program.stations.ids[view.bottleneck] ?? null,
    stability: stabilityOf(world.program, course, growing, view, slice),
    timeline,
    faults: faultReports(
      { program: world.program, slices: timeline, measured: course.measured, waitedForBy: near.waitedForBy, part: slice },
      plan.faults,
    ),
    unresolved,
  };
}

/** Whether the slowest expected answers to the first requests had come when growth begins to be looked at. */
function isSettled(plan: Plan, course: Course, { slowest }: Outlook): boolean {
  return plan.warmup + SETTLING * course.measured >= Math.max(0, ...slowest.map(({ answer }) => answer));
}

/** Share of the measured time before growth is looked at. */
const SETTLING = 0.4;

/**
 * The load at which the closed forms see the first component full, as a factor on the rates and users of the flows. Where only users
 * who wait come there, it is how many of them it takes until they begin to wait for one another, (Z + D) / D_max.
 */
function kneeOf(model: DesignModel, program: Program, specs: readonly StationSpec[]): Knee | null {
  const view = outlook(
    model,
    program,
    specs,
    program.flows.map(() => 1),
  );
  const highest = Math.max(0, ...view.asked);
  if (highest <= 0) return null;
  const at = view.asked.indexOf(highest);
  const knee = { load: 1 / highest, component: program.stations.ids[at]!, basis: 'closed form' as const };
  const waiting = view.openDemand[at] === 0 && program.flows.every(({ kind }, i) => kind === 'open' || view.waitedForBy[i]!.has(at));
  return waiting ? { ...knee, users: sumOf(program.flows.map((flow) => flow.users)) / highest } : knee;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

/** What every run takes for granted where the design cannot say it. */
function standingAssumptions(model: DesignModel): string[] {
  const sentences = ['keys fall evenly on the shards', 'a round trip is charged on the way to a component'];
  if ([...model.components.values()].some((each) => 'replicas' in each && each.replicas > 1)) {
    sentences.push('without a balancer, callers pass over an instance that is down at once');
  }
  return sentences;
}
