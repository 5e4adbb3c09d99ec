import type { DesignModel } from '#model/design.js';
import type { StationSpec } from '../compile/station-spec.js';
import type { FlowProgram, Program } from '../kernel/program.js';
import { DAY, lastingLoad, lengthOf, loadAt, meanLoad, type Profile, profileOf } from '../workload/profile.js';
import type { Outlook } from './utilisation.js';
import { outlook } from './utilisation.js';

/** A batch as the closed forms see it. Seconds. */
export type BatchPlan = {
  readonly flow: number;
  readonly every: number;
  /** How long a batch keeps the fullest component busy with what the other flows leave of it; at most a few periods. */
  readonly takes: number;
  readonly items: number;
  /** Visits of one batch. */
  readonly visits: number;
  /** Components that it keeps busy to an extent that others notice while it runs. */
  readonly weighs: ReadonlySet<number>;
};

/** What changes during a run by the design's own will. */
export type Unsteady = {
  readonly profiles: readonly Profile[];
  /** Seconds until the profiles have shown what they do; 0: there are none. */
  readonly length: number;
  /** The busiest time of the day of the flow that has most to do; `undefined`: there is no such flow. */
  readonly busiest: number | undefined;
  readonly batches: readonly BatchPlan[];
};

const FLAT: Profile = { kind: 'flat' };
/** Periods that a batch which never ends is thought of as taking, at most. */
const LONGEST = 4;
/** Share of what the other flows leave of a component that a batch takes while it runs without being noticed: lines are a tenth longer. */
const NOTICED = 0.1;

/** `steady`: the flows run at one load, that of their peak. `view`: the closed forms at the mean load. */
export function unsteadyOf(program: Program, steady: boolean): Omit<Unsteady, 'batches'> {
  const profiles = program.flows.map((flow) => (steady || flow.kind !== 'open' ? FLAT : profileOf(flow.arrivals, flow.peak)));
  const days = program.flows.filter((flow, i): flow is FlowProgram => profiles[i]!.kind === 'daily');
  const largest = days.reduce<FlowProgram | undefined>((most, flow) => (most && most.rate >= flow.rate ? most : flow), undefined);
  return {
    profiles,
    length: Math.max(0, ...profiles.map(lengthOf)),
    busiest: largest?.arrivals.kind === 'daily' ? largest.arrivals.at : undefined,
  };
}

/** Where the clock of the profiles stands when the measurement of so many seconds begins: a piece of a day is that around its peak. */
export const profileFrom = ({ busiest, length }: Omit<Unsteady, 'batches'>, duration: number): number =>
  busiest === undefined || length > DAY || duration >= DAY * 0.999 ? 0 : busiest - duration / 2;

/** Mean loads of the flows over the measured time, as factors on top of `factors`. */
export function meanFactors(factors: readonly number[], unsteady: Omit<Unsteady, 'batches'>, duration: number | undefined): number[] {
  const length = duration ?? unsteady.length;
  const from = profileFrom(unsteady, length);
  return factors.map((factor, i) => factor * meanLoad(unsteady.profiles[i]!, from, length));
}

/** The loads at which the flows stay, or to which they come back. */
export const lastingFactors = (factors: readonly number[], { profiles }: Pick<Unsteady, 'profiles'>): number[] =>
  factors.map((factor, i) => factor * lastingLoad(profiles[i]!));

/** The loads with which a run begins. */
export const beginningFactors = (
  factors: readonly number[],
  unsteady: Omit<Unsteady, 'batches'>,
  run: { readonly warmup: number; readonly duration: number },
) => {
  const from = profileFrom(unsteady, run.duration) - run.warmup;
  return factors.map((factor, i) => factor * loadAt(unsteady.profiles[i]!, from));
};

/** Each batch alone against what the other flows leave. */
export function batchPlans(
  model: DesignModel,
  program: Program,
  specs: readonly StationSpec[],
  factors: readonly number[],
  view: Outlook,
): BatchPlan[] {
  return program.flows.flatMap(({ kind, every, items }, flow): BatchPlan[] => {
    if (kind !== 'batch' || factors[flow] === 0) return [];
    const own = outlook(
      model,
      program,
      specs,
      factors.map((factor, i) => (i === flow ? factor : 0)),
    );
    const busy = own.demand.map((each, i) => every * ((each ?? 0) / Math.max(1 / LONGEST, 1 - ((view.demand[i] ?? 0) - (each ?? 0)))));
    const takes = Math.min(LONGEST * every, Math.max(0, ...busy) + own.slowest[flow]!.answer);
    const noticed = specs.flatMap((spec, i) =>
      isNoticed(spec, (view.demand[i] ?? 0) - (own.demand[i] ?? 0), own, i, every, takes) ? [i] : [],
    );
    return [{ flow, every, takes, items: items * factors[flow]!, visits: own.visits * every, weighs: new Set(noticed) }];
  });
}

/** `others`: demand of the other flows over capacity. What only refuses has no line that would get longer: there it counts how many come at once. */
function isNoticed(spec: StationSpec, others: number, own: Outlook, station: number, every: number, takes: number): boolean {
  const demand = (own.demand[station] ?? 0) * every;
  if (demand <= 0) return false;
  const left = NOTICED * Math.max(0, 1 - others);
  const refuses = spec.limit !== undefined && !spec.limit.delays && !Number.isFinite(Math.min(spec.slots, spec.cores));
  return refuses ? own.visitRates[station]! * every > left * spec.limit.rate * spec.limit.window : demand > left * takes;
}

/** Runs that hold this many periods of a batch are steady all the same; so are those in which it takes next to no time. */
const PERIODS = 20;
const NEXT_TO_NOTHING = 0.001;
/** A batch is thought to be longer than a run by this at least before it is. */
const AND_MORE = 1.25;

/**
 * Flows whose load, or the load of something their answers wait for, is not the same all the time. A batch that runs from the beginning to
 * the end of the measurement is always there.
 */
export function unsteadyFlows(unsteady: Unsteady, view: Outlook, duration: number): ReadonlySet<number> {
  const own = new Set(unsteady.profiles.flatMap(({ kind }, flow) => (kind === 'flat' ? [] : [flow])));
  const touched = new Set([...own].flatMap((flow) => [...view.visitedBy[flow]!]));
  for (const { flow, every, takes, weighs } of unsteady.batches) {
    if (every <= duration / PERIODS || takes <= duration * NEXT_TO_NOTHING) continue;
    own.add(flow);
    if (takes < AND_MORE * duration) for (const station of weighs) touched.add(station);
  }
  return new Set(
    view.waitedForBy.flatMap((stations, flow) => (own.has(flow) || [...stations].some((each) => touched.has(each)) ? [flow] : [])),
  );
}
