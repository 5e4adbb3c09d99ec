import type { DesignModel } from '#model/design.js';
import { emptied } from '../faults/apply.js';
import type { DrawnFailure } from '../faults/drawn.js';
import type { Course } from '../kernel/course.js';
import type { Program } from '../kernel/program.js';
import type { World } from '../kernel/world.js';
import type { Excess } from '../plan/excess.js';
import type { HeldUp } from '../plan/held-up.js';
import type { Plan } from '../plan/plan.js';
import type { Unsteady } from '../plan/unsteady.js';
import type { Outlook } from '../plan/utilisation.js';
import type { RunReport, Unresolved } from '../report.js';
import { breakerReports } from './breaker-report.js';
import { causeOf } from './cause.js';
import { componentReports } from './component-report.js';
import { drawnReport } from './drawn-report.js';
import { failingShares } from './failing.js';
import { faultReports, lossesOf, timelineReport } from './fault-report.js';
import { flowReports } from './flow-report.js';
import { keyReports } from './key-report.js';
import { believed, growthOf, type Shown, stabilityOf } from './stability-report.js';
import { staleReports } from './stale-report.js';
import { unstretched } from './unstretched.js';

/** What a run leaves, and what it was planned from. */
export type Ran = {
  readonly model: DesignModel;
  /** The program of the whole design. */
  readonly uncut: Program;
  readonly world: World;
  readonly course: Course;
  readonly plan: Plan;
  /** The closed forms of the whole, and of the slice that was followed. */
  readonly view: Outlook;
  readonly near: Outlook;
  /** What holds its slots for something that is full, by the closed forms of the whole. */
  readonly heldUp: ReadonlyMap<number, HeldUp>;
  /** What becomes of what is too much, at the load at which the flows stay. */
  readonly excess: Excess;
  readonly load: number;
  readonly slice: number;
  readonly unsteady: Unsteady;
  /** Flows whose load, or that of something they wait for, is not the same all the time. */
  readonly varying: ReadonlySet<number>;
  /** Failures that were drawn, and how many times as often as in life. */
  readonly failures: readonly DrawnFailure[];
  readonly times: number | undefined;
};

/** The report of one run. */
export function runReport(ran: Ran): RunReport {
  const { model, uncut, world, course, plan, view, near, load, slice, unsteady, varying, failures, times, heldUp } = ran;
  const unresolved: Unresolved[] = [];
  const afterFault = plan.faults.length > 0 || failures.length > 0;
  const settled = varying.size === 0 && isSettled(plan, course, view);
  const ends = [...plan.faults, ...failures].map((each) => each.at + each.for);
  const since = afterFault ? course.measured - Math.max(...ends) : Infinity;
  const growing = growthOf(world.program, course, near, settled, since);
  const shown: Shown = {
    program: world.program,
    course,
    growing,
    settled,
    view: unsteady.length > 0 ? near : view,
    excess: ran.excess,
    heldUp,
    slice,
  };
  const excess = believed(shown);
  const lost = new Set(plan.faults.flatMap(({ what }) => emptied(world.program, what)));
  const seen = { growing, excess, settled, unresolved, afterFault, emptied: lost };
  const flows = flowReports({ model, world, course, outlook: near, slice, varying, unsteady, ...seen });
  const timeline = timelineReport(world, course, plan.duration, slice);
  unresolved.push(...endedEarly(plan, course), ...overTooSoon(plan));
  const breakers = breakerReports(world.program, course, slice);
  const components = withKeys(
    unstretched(componentReports(world.program, course, view, heldUp, slice), uncut, world.program, slice),
    keyReports(world, course, near, world.flows.confidence),
  );
  const stability = stabilityOf({ ...shown, excess });
  const failing = failingShares(world.program, near, { flows, components, breakers, counts: course.counts });
  return {
    load,
    simulated: course.measured,
    warmup: plan.warmup,
    events: course.events,
    ...(course.end === 'interrupted' ? { interrupted: true, completed: course.share } : {}),
    slice,
    confidence: world.flows.confidence,
    flows,
    breakers,
    components,
    bottleneck: world.program.stations.ids[view.bottleneck] ?? null,
    stability: { ...stability, ...causeOf(model, components, stability), ...(failing.length === 0 ? {} : { failing }) },
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

/** Why it did not last as long as was planned, where it did not. */
function endedEarly({ asked }: Plan, { end }: Course): Unresolved[] {
  if (end === 'interrupted' || end === 'stuck') return [{ path: 'simulated', why: end }];
  return end === 'cut short' || asked !== undefined ? [{ path: 'simulated', why: 'cut short' }] : [];
}

/** Failures that had to be cut so short that they are over before the design has reacted. */
const overTooSoon = ({ faults, reaction }: Plan): Unresolved[] =>
  faults.some((fault) => fault.for < reaction) ? [{ path: 'faults', why: 'too short' }] : [];

/** Whether the slowest expected answers to the first requests had come when growth begins to be looked at. */
function isSettled(plan: Plan, course: Course, { slowest }: Outlook): boolean {
  return plan.warmup + SETTLING * course.measured >= Math.max(0, ...slowest.map(({ answer }) => answer));
}

/** Share of the measured time before growth is looked at. */
const SETTLING = 0.4;

const withKeys = (components: RunReport['components'], keys: ReturnType<typeof keyReports>): RunReport['components'] =>
  Object.fromEntries(Object.entries(components).map(([id, each]) => [id, { ...each, ...keys.get(id) }] as const));
