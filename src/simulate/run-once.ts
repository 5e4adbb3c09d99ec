import type { DesignModel } from '#model/design.js';
import { compile } from './compile/compile.js';
import { findSlice, sliceSpecs } from './compile/slice.js';
import type { StationSpec } from './compile/station-spec.js';
import { emptied } from './faults/apply.js';
import { type Course, drive } from './kernel/drive.js';
import { PICK } from './kernel/instructions.js';
import type { Program } from './kernel/program.js';
import { World } from './kernel/world.js';
import type { SimulationOptions } from './options.js';
import { affordable, type Plan, planRun } from './plan/plan.js';
import { type Outlook, outlook } from './plan/utilisation.js';
import type { RunReport, Unresolved } from './report.js';
import { CONFIDENCE } from './statistics/intervals.js';
import { latencyFigure } from './statistics/latency.js';
import { breakerReports } from './write/breaker-report.js';
import { componentReports, growthOf, stabilityOf } from './write/component-report.js';
import { faultReports, timelineReport } from './write/fault-report.js';
import { flowReports } from './write/flow-report.js';

export type Run = {
  readonly model: DesignModel;
  readonly specs: readonly StationSpec[];
  readonly program: Program;
  /** By how much the rate of each flow is multiplied. */
  readonly factors: readonly number[];
  readonly seed: number;
  readonly load: number;
  readonly options: SimulationOptions;
};

/** One run at one load: planned by the closed forms, driven, and told. */
export function runOnce({ model, specs, program, factors, seed, load, options }: Run): RunReport {
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
  world.flows.confidence = options.confidence ?? CONFIDENCE;
  const satisfied = () => options.precision === undefined || preciseEnough(world, near, options.precision);
  const allowed = affordable(plan, slice, options);
  const course = drive(world, allowed, {
    factors: shares,
    connections: heldConnections(sliced, near),
    satisfied,
    lasting: options.precision !== undefined,
    stop: options.stop,
    onProgress: options.onProgress ?? nothing,
  });
  return report({ model, world, course, plan: allowed, view, near, load, slice });
}

/** Connections that each step holds in equilibrium (Little's law). */
function heldConnections({ calls, flows }: Program, { rates, heldBy }: Outlook): number[] {
  return calls.holds.map(({ flow, call, seconds }) => {
    const index = flows.findIndex(({ id }) => id === flow);
    return index < 0 ? 0 : rates[index]! * (heldBy[index]!.get(call) ?? 0) * seconds;
  });
}

const nothing = (): void => undefined;

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
  if (course.end === 'interrupted') unresolved.push({ path: 'simulated', why: 'interrupted' });
  else if (course.end === 'cut short' || plan.asked !== undefined) unresolved.push({ path: 'simulated', why: 'cut short' });
  return {
    load,
    simulated: course.measured,
    warmup: plan.warmup,
    events: course.events,
    ...(course.end === 'interrupted' ? { interrupted: true, completed: course.share } : {}),
    slice,
    confidence: world.flows.confidence,
    flows,
    breakers: breakerReports(world.program, course, slice),
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
