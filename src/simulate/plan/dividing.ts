import type { DesignModel } from '#model/design.js';
import { hurriedOf } from '../compile/hurried.js';
import { crowdsOf } from '../compile/scattered.js';
import type { SliceNeeds } from '../compile/slice.js';
import type { StationSpec } from '../compile/station-spec.js';
import { PICK, UNLIMITED } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import type { FaultOption } from '../options.js';
import { PERIOD } from '../stations/fleet.js';
import type { HeldUp } from './held-up.js';
import type { Unsteady } from './unsteady.js';
import type { Outlook } from './utilisation.js';

type Whole = {
  readonly model: DesignModel;
  readonly program: Program;
  readonly view: Outlook;
  readonly heldUp: ReadonlyMap<number, HeldUp>;
  readonly changes: Omit<Unsteady, 'batches'>;
  readonly faults: readonly FaultOption[];
};

/** What a slice of a design has to keep so that it tells of the whole. */
export function needsOf({ model, program, view, heldUp, changes, faults }: Whole): SliceNeeds {
  const whole = new Set(faults.flatMap(({ what }) => (what.kind === 'instance' ? [what.component as string] : [])));
  const following = view.following > 0 || changes.length > 0 || faults.length > 0;
  return {
    // Slots that are all taken by waiting decide who gets how much of what is full.
    demand: view.demand.map((each, i) => (each === undefined ? each : Math.max(each, Math.min(1, heldUp.get(i)?.demand ?? 0)))),
    busy: view.busy,
    following,
    zonal: faults.some(({ what }) => what.kind === 'zone' || what.kind === 'partition'),
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
}

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

/** Into how many slices the load can be divided at most: of a batch of few items, or a handful of users, none would be left. */
export const mostSlices = ({ flows }: Program, factors: readonly number[]): number =>
  flows.reduce((most, { kind, items, users }, flow) => {
    const whole = kind === 'batch' ? items : kind === 'closed' ? users : 0;
    return whole === 0 ? most : Math.min(most, (whole * factors[flow]!) / FEW);
  }, Infinity);
const FEW = 20;

/** Most instances that are compared with each other for one visit. */
export function mostCompared({ sites, stations }: Program): number {
  const compares = (pick: number) => pick >= PICK.leastConnections && pick < PICK.powerOfTwo;
  return Math.max(1, ...[...sites.station].map((station, site) => (compares(sites.pick[site]!) ? stations.most[station]! : 1)));
}

/** The longest time in which a balancer notices a failure or somebody takes over. */
export function reactionOf(specs: readonly StationSpec[]): number {
  const times = specs.flatMap(({ component, failover, scale }) => [
    failover,
    (scale?.delay ?? -PERIOD) + PERIOD,
    'healthCheck' in component ? (component.healthCheck ?? 0) : 0,
  ]);
  return Math.max(0, ...times.filter(Number.isFinite));
}
