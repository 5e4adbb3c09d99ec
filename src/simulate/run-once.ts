import type { DesignModel } from '#model/design.js';
import { Caches } from './caches/caches.js';
import { compile } from './compile/compile.js';
import { hurriedOf } from './compile/hurried.js';
import { crowdsOf } from './compile/scattered.js';
import { findSlice, sliceSpecs } from './compile/slice.js';
import type { StationSpec } from './compile/station-spec.js';
import { BESIDE, enough, FOLLOWED, preciseEnough, USUAL } from './enough.js';
import { emptied } from './faults/apply.js';
import { type DrawnFailure, drawFailures } from './faults/drawn.js';
import { type Course, drive } from './kernel/drive.js';
import { PICK, UNLIMITED } from './kernel/instructions.js';
import type { Program } from './kernel/program.js';
import { World } from './kernel/world.js';
import type { SimulationOptions } from './options.js';
import { affordable, LITTLE, type Plan, planRun } from './plan/plan.js';
import { reachOf } from './plan/scaling.js';
import {
  batchPlans,
  beginningFactors,
  lastingFactors,
  meanFactors,
  profileFrom,
  type Unsteady,
  unsteadyFlows,
  unsteadyOf,
} from './plan/unsteady.js';
import { type Outlook, outlook } from './plan/utilisation.js';
import type { RunReport, Unresolved } from './report.js';
import { PERIOD } from './stations/fleet.js';
import { CONFIDENCE } from './statistics/intervals.js';
import { breakerReports } from './write/breaker-report.js';
import { componentReports, growthOf, stabilityOf } from './write/component-report.js';
import { drawnReport } from './write/drawn-report.js';
import { faultReports, lossesOf, timelineReport } from './write/fault-report.js';
import { flowReports } from './write/flow-report.js';
import { keyReports } from './write/key-report.js';
import { staleReports } from './write/stale-report.js';
import { unstretched } from './write/unstretched.js';

export type Run = {
  readonly model: DesignModel;
  readonly specs: readonly StationSpec[];
  readonly program: Program;
  /** By how much the rate of each flow is multiplied. */
  readonly factors: readonly number[];
  readonly seed: number;
  readonly load: number;
  /** Whether every flow keeps one load all the time, whatever its arrivals say: that of its peak. */
  readonly steady: boolean;
  /** Whether it is here that the targets are judged. */
  readonly judges: boolean;
  readonly options: SimulationOptions;
};

/** One run at one load: planned by the closed forms, driven, and told. */
export function runOnce({ model, specs, program, factors: asked, seed, load, steady, judges, options }: Run): RunReport {
  const changes = unsteadyOf(program, steady);
  const factors = meanFactors(asked, changes, options.duration);
  const view = outlook(model, program, specs, factors);
  const unsteady: Unsteady = { ...changes, batches: batchPlans(model, program, specs, factors, view) };
  const plan = planRun(
    view,
    options,
    Math.max(reactionOf(specs), ...program.calls.breakers.map(({ open }) => open)),
    mostCompared(program),
    unsteady,
  );
  const whole = new Set((options.faults ?? []).flatMap(({ what }) => (what.kind === 'instance' ? [what.component as string] : [])));
  const following = view.following > 0 || changes.length > 0 || (options.faults ?? []).length > 0;
  const needs = {
    demand: view.demand,
    busy: view.busy,
    following,
    waitedFor: view.waitedFor,
    hurried: hurriedOf(model, program.stations.ids),
    heldOverWork: view.heldOverWork,
    lanes: [...program.stations.parallel].map((each) => (each < UNLIMITED ? each : Infinity)),
    whole,
    crowds: crowdsOf(
      model,
      program.flows.map(({ id }) => id),
      view.base,
    ),
    ordered: orderedOf(program, view),
  };
  // Keys cannot be divided: the first of them are most of the load. They are followed as far as a longer run can be paid for.
  const keyed = program.keys.data.length > 0 && plan.excess <= LONGER;
  const slice = !keyed && plan.excess > LITTLE && divisible(program, asked, plan.excess) ? findSlice(specs, plan.excess, needs) : 1;
  const followed = slice === 1 ? specs : sliceSpecs(specs, slice, needs)!;
  const sliced = slice === 1 ? program : compile(model, followed, options.flows, view.keys.ratios);
  const shares = asked.map((factor) => factor / slice);
  const lasting = lastingFactors(shares, changes);
  const near = slice === 1 && changes.length === 0 ? view : outlook(model, sliced, followed, lasting);
  const world = new World(sliced, seed);
  if (sliced.keys.data.length > 0) world.caches = new Caches(world, near.keys.caches);
  world.flows.confidence = options.confidence ?? CONFIDENCE;
  const satisfied = () => options.precision === undefined || preciseEnough(world, near.flowMemory, options.precision);
  const wanted = { precision: judges ? USUAL : BESIDE, judges };
  const allowed = keyed ? { ...plan, excess: 1, events: plan.events * Math.max(1, plan.excess) } : affordable(plan, slice, options);
  const failures = options.failures === undefined ? [] : drawFailures(model, sliced, seed, options.failures, allowed.duration);
  const first = changes.length === 0 ? near : outlook(model, sliced, followed, beginningFactors(shares, changes, allowed));
  warmUp(world, first.warm);
  const varying = unsteadyFlows(unsteady, near, allowed.duration);
  if (allowed.least < allowed.duration) world.trace.every = FOLLOWED;
  const course = drive(world, allowed, {
    failures,
    factors: shares,
    instances: startingInstances(sliced, first),
    profiles: changes.profiles,
    profileFrom: profileFrom(changes, allowed.duration),
    unsteady: varying.size > 0,
    connections: heldConnections(sliced, near),
    satisfied,
    enough: (share) => enough(model, world, near.flowMemory, wanted, share),
    lasting: options.precision !== undefined,
    stop: options.stop,
    onProgress: options.onProgress ?? nothing,
  });
  return report({
    model,
    uncut: program,
    world,
    course,
    plan: allowed,
    view,
    near,
    load,
    slice,
    unsteady,
    varying,
    failures,
    times: options.failures,
  });
}

/** Connections that each step holds in equilibrium (Little's law). */
function heldConnections({ calls, flows }: Program, { rates, heldBy }: Outlook): number[] {
  return calls.holds.map(({ flow, call, seconds }) => {
    const index = flows.findIndex(({ id }) => id === flow);
    return index < 0 ? 0 : rates[index]! * (heldBy[index]!.get(call) ?? 0) * seconds;
  });
}

/** Functions begin with the instances that the load keeps running. */
function warmUp({ coldStarts, stations }: World, running: readonly number[]): void {
  running.forEach((count, station) => coldStarts.lastUsed.fill(0, stations.first[station]!, stations.first[station]! + count));
}

/** A run begins with as many instances as its autoscalers have come to at its first load. */
const startingInstances = ({ scales }: Program, { busy }: Outlook): number[] =>
  scales.map((scale) => reachOf(scale, busy[scale.station] ?? 0));

/** Queues and streams whose order holds up consumers that have something to do. */
function orderedOf({ laneDraws, lines }: Program, { demand }: Outlook): ReadonlyMap<number, 'count' | 'keys'> {
  const busy = (queue: number): boolean =>
    [...lines.queue].some((each, line) => {
      const takers = lines.takers.subarray(lines.takersFrom[line], lines.takersFrom[line + 1]);
      return each === queue && takers.some((station) => (demand[station] ?? 0) >= LITTLE_TO_DO);
    });
  return new Map(laneDraws.flatMap(({ station, law }) => (busy(station) ? [[station, law < 0 ? 'count' : 'keys'] as const] : [])));
}
const LITTLE_TO_DO = 0.1;

/** A batch of few items cannot be divided. */
const divisible = ({ flows }: Program, factors: readonly number[], k: number): boolean =>
  flows.every(({ kind, items }, flow) => kind !== 'batch' || items * factors[flow]! >= FEW_ITEMS * k);
const FEW_ITEMS = 20;

const nothing = (): void => undefined;

const withKeys = (components: RunReport['components'], keys: ReturnType<typeof keyReports>): RunReport['components'] =>
  Object.fromEntries(Object.entries(components).map(([id, each]) => [id, { ...each, ...keys.get(id) }] as const));

/** So many times the events of another run are taken to follow keys. */
const LONGER = 4;

/** Most instances that are compared with each other for one visit. */
function mostCompared({ sites, stations }: Program): number {
  const compares = (pick: number) => pick >= PICK.leastConnections && pick < PICK.powerOfTwo;
  return Math.max(1, ...[...sites.station].map((station, site) => (compares(sites.pick[site]!) ? stations.most[station]! : 1)));
}

/** The longest time in which a balancer notices a failure or somebody takes over. */
function reactionOf(specs: readonly StationSpec[]): number {
  const times = specs.flatMap(({ component, failover, scale }) => [
    failover,
    (scale?.delay ?? -PERIOD) + PERIOD,
    'healthCheck' in component ? (component.healthCheck ?? 0) : 0,
  ]);
  return Math.max(0, ...times.filter(Number.isFinite));
}

type Ran = {
  readonly model: DesignModel;
  /** The program of the whole design. */
  readonly uncut: Program;
  readonly world: World;
  readonly course: Course;
  readonly plan: Plan;
  /** The closed forms of the whole, and of the slice that was followed. */
  readonly view: Outlook;
  readonly near: Outlook;
  readonly load: number;
  readonly slice: number;
  readonly unsteady: Unsteady;
  /** Flows whose load, or that of something they wait for, is not the same all the time. */
  readonly varying: ReadonlySet<number>;
  /** Failures that were drawn, and how many times as often as in life. */
  readonly failures: readonly DrawnFailure[];
  readonly times: number | undefined;
};

function report({ model, uncut, world, course, plan, view, near, load, slice, unsteady, varying, failures, times }: Ran): RunReport {
  const unresolved: Unresolved[] = [];
  const afterFault = plan.faults.length > 0 || failures.length > 0;
  const settled = varying.size === 0 && isSettled(plan, course, view);
  const growing = growthOf(world.program, course, near, settled, afterFault);
  const lost = new Set(plan.faults.flatMap(({ what }) => emptied(world.program, what)));
  const flows = flowReports({
    model,
    world,
    growing,
    course,
    outlook: near,
    settled,
    unresolved,
    afterFault,
    emptied: lost,
    slice,
    varying,
    unsteady,
  });
  const timeline = timelineReport(world, course, plan.duration, slice);
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
    components: withKeys(
      unstretched(componentReports(world.program, course, view, slice), uncut, world.program, slice),
      keyReports(world, course, near, world.flows.confidence),
    ),
    bottleneck: world.program.stations.ids[view.bottleneck] ?? null,
    stability: stabilityOf(world.program, course, growing, unsteady.length > 0 ? near : view, slice),
    timeline,
    ...(times === undefined ? {} : { drawn: drawnReport(failures, times, course.measured) }),
    faults: faultReports(
      {
        program: world.program,
        slices: timeline,
        measured: course.measured,
        waitedForBy: near.waitedForBy,
        part: slice,
        lost: lossesOf(world, plan.warmup),
      },
      plan.faults,
    ),
    stale: staleReports({ model, world, course, slice, unresolved }),
    unresolved,
  };
}

/** Whether the slowest expected answers to the first requests had come when growth begins to be looked at. */
function isSettled(plan: Plan, course: Course, { slowest }: Outlook): boolean {
  return plan.warmup + SETTLING * course.measured >= Math.max(0, ...slowest.map(({ answer }) => answer));
}

/** Share of the measured time before growth is looked at. */
const SETTLING = 0.4;
