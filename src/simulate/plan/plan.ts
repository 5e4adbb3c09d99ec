import type { TimedFault } from '../faults/agenda.js';
import type { SimulationOptions } from '../options.js';
import type { Outlook } from './utilisation.js';

/** How long to simulate, what to cut off before, and how many events that may take. */
export type Plan = {
  readonly warmup: number;
  readonly duration: number;
  readonly events: number;
  /** How long the last answers are worth waiting for, at least. */
  readonly patience: number;
  readonly faults: readonly TimedFault[];
  /** By how much the whole run exceeds its events: one k-th of the design can be followed for so long. */
  readonly excess: number;
};

/** Events of a quick run, of one in which something fails, and of one that was told how long to last or what precision to reach. */
const QUICK = 1_500_000;
const LASTING = 3_000_000;
const THOROUGH = 100_000_000;
/** A failure may make so many times more work than the closed forms see. */
const SPARE = 2.5;
/** A failure lasts at least so many seconds, and so many times what it takes the design to react, unless its time was given. */
const OUTAGE = 10;
const REACTIONS = 3;
/** Longest run that is chosen for the sake of figures alone when something is made to fail. */
const LONGEST = 300;
/** Events a visit takes: its way, its work, and now and then a timer. */
const EVENTS_A_VISIT = 2;
/** Relaxation times to wait until an empty start is forgotten, and to resolve a p99.9 in ten sections of 1,000. */
const WARM = 10;
const WARM_SHARE = 0.2;
const ENOUGH = 10_000;
/** The last answers may take this many times as long as the slowest flow with nobody in its way. */
const PATIENCE = 20;
/** Requests of the rarest flow that give ten sections of 10,000 each. */
const REQUESTS = 100_000;

/** Plans one run from the closed forms. `reaction`: the longest time in which the design notices a failure or fails over. */
export function planRun(outlook: Outlook, rates: readonly number[], options: SimulationOptions, reaction: number): Plan {
  const failing = (options.faults ?? []).length > 0;
  const told = options.duration !== undefined || failing;
  const asked = options.precision !== undefined || options.duration !== undefined;
  const events = options.events ?? (failing ? LASTING : asked ? THOROUGH : QUICK);
  const slowest = Math.max(...outlook.base.filter(Number.isFinite), 0);
  const active = rates.filter((rate) => rate > 0);
  const pace = outlook.visits * EVENTS_A_VISIT + active.reduce((sum, rate) => sum + rate, 0);
  const payable = pace > 0 ? Math.min(options.events ?? QUICK, QUICK) / pace : 1;
  const memory = Math.max(0, ...outlook.flowMemory.map((each) => each.relaxation).filter(Number.isFinite));
  const wanted = Math.max(ENOUGH * memory, active.length > 0 ? REQUESTS / Math.min(...active) : 1, 100 * slowest);
  const natural = Math.min((1 - WARM_SHARE) * payable, wanted);
  const timed = (options.faults ?? []).map((each) => ({ ...each, end: (each.at ?? 0) + (each.for ?? 0) }));
  const last = Math.max(0, ...timed.map((each) => each.end));
  const outages = Math.max(3 * Math.max(OUTAGE, REACTIONS * reaction), Math.min(natural, LONGEST));
  const duration = options.duration ?? (last > 0 ? 1.5 * last : failing ? outages : natural);
  const warm = Math.max(WARM * memory, 3 * slowest);
  const warmup = options.warmup ?? Math.min(warm, told ? duration / 2 : WARM_SHARE * payable);
  const faults = timed.map((each) => ({ what: each.what, at: each.at ?? duration / 3, for: each.for ?? duration / 3 }));
  const excess = failing ? (pace * (warmup + duration)) / events : 1;
  return { warmup, duration, events: failing ? SPARE * events : events, patience: PATIENCE * slowest, faults, excess };
}

/**
 * The plan as it can be paid for in the slice that was found. What still takes too many events is shortened where its times were
 * ours to choose, and takes long where they were given.
 */
export function affordable(plan: Plan, slice: number, options: SimulationOptions): Plan {
  const share = slice / plan.excess;
  if (share >= 1) return plan;
  if (options.duration !== undefined || (options.faults ?? []).some((each) => each.at !== undefined)) {
    return slice > 1 ? plan : { ...plan, events: options.events ?? THOROUGH };
  }
  const faults = plan.faults.map((fault) => ({ ...fault, at: fault.at * share, for: fault.for * share }));
  return { ...plan, warmup: plan.warmup * share, duration: plan.duration * share, faults };
}
