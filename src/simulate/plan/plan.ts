import type { TimedFault } from '../faults/agenda.js';
import type { SimulationOptions } from '../options.js';
import type { Unsteady } from './unsteady.js';
import type { Outlook } from './utilisation.js';

/** How long to simulate, what to cut off before, and how many events that may take. */
export type Plan = {
  readonly warmup: number;
  readonly duration: number;
  /** Seconds that it lasts in any case, however soon its figures are as precise as is asked: it has to see what takes so long. */
  readonly least: number;
  readonly events: number;
  /** How long the last answers are worth waiting for, at least. */
  readonly patience: number;
  readonly faults: readonly TimedFault[];
  /** By how much the whole run exceeds its events: one k-th of the design can be followed for so long. */
  readonly excess: number;
  /** Share of the usual events that is affordable where each one compares many instances. */
  readonly ease: number;
  /** Whether its times may be cut where they are too much. */
  readonly fixed: boolean;
  /** How many times the mean load the highest is: a piece of a run is that around it. */
  readonly steepest: number;
  /** Seconds in which the design reacts to failures whose times are ours to choose; 0: there are none. And events a second that it is thought to take. */
  readonly reaction: number;
  readonly pace: number;
  /** Seconds that were asked for where they are more than can be simulated. */
  readonly asked?: number | undefined;
};

/** Events of a quick run, of one in which something fails, and of one that was told how long to last or what precision to reach. */
const QUICK = 1_500_000;
const LASTING = 800_000;
/** ... that may be spent to follow a batch to its end. */
const BATCH = 3_000_000;
/** ... and of one whose load has a profile, which is followed from its beginning to its end. */
const PROFILED = 6_000_000;
/** A batch is followed for so many times as long as it is thought to take, and for so many periods where that is little work. */
const MARGIN = 1.25;
const PERIODS = 5;
/** Items that tell the pace of one. */
const PACE_ITEMS = 10_000;
const THOROUGH = 100_000_000;
/** A failure may make so many times more work than the closed forms see. */
const SPARE = 2.5;
/** A failure lasts at least so many seconds, and so many times what it takes the design to react, unless its time was given. */
const OUTAGE = 10;
const REACTIONS = 3;
/** ... and so many times that at least, where the whole takes too many events, as long as that takes no more than these. */
const FELT = 1.2;
const MOST_FELT = 1_500_000;
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
/** A run is so many times as long as the slowest answers that are to be expected, or says nothing of them. */
export const ROUNDS = 20;
/** ... and so many times as long as the slowest ends of handed-over parts, where a target waits for them. */
export const REACHES = 8;
/** ... and its warm-up so many times, and so many times. */
const WARM_ROUNDS = 2;
const WARM_REACHES = 1;
/** A run sees so many windows of a rate limit, at least; they begin empty, so that one of them warms up. */
const WINDOWS = 5;
/** What a run is planned to take of the events that it may, where it was told how long to last. */
const PLANNED = 0.8;
/** Instances of one component that a choice between all of them is affordable for, at each visit. */
const COMPARED = 500;

/** Plans one run from the closed forms. `reaction`: the longest time in which the design notices a failure or fails over. */
export function planRun(outlook: Outlook, options: SimulationOptions, reaction: number, compared: number, unsteady: Unsteady): Plan {
  const failing = (options.faults ?? []).length > 0;
  const told = options.duration !== undefined || failing;
  const asked = options.precision !== undefined || options.duration !== undefined;
  const profiled = unsteady.length > 0 && !told;
  const events = options.events ?? (failing ? LASTING : asked ? THOROUGH : profiled || outlook.following > 0 ? PROFILED : QUICK);
  const base = Math.max(...outlook.base.filter(Number.isFinite), 0);
  const longest = (answers: number, reaches: number) =>
    Math.max(base, ...outlook.slowest.flatMap(({ answer, reach }) => [answers * answer, reaches * reach]).filter(Number.isFinite));
  const active = outlook.rates.filter((rate, flow) => rate > 0 && unsteady.batches.every((batch) => batch.flow !== flow));
  const pace = outlook.visits * EVENTS_A_VISIT + active.reduce((sum, rate) => sum + rate, 0);
  const payable = pace > 0 ? Math.min(options.events ?? QUICK, QUICK) / pace : 1;
  const memory = Math.max(0, ...outlook.flowMemory.map((each) => each.relaxation).filter(Number.isFinite));
  const wanted = Math.max(ENOUGH * memory, active.length > 0 ? REQUESTS / Math.min(...active) : 1, 100 * base);
  const least = Math.max(
    longest(ROUNDS, REACHES),
    WINDOWS * Math.max(outlook.period, outlook.following),
    WINDOWS * outlook.keys.settles,
    batchTime(unsteady, pace),
  );
  const natural = profiled ? unsteady.length : Math.max(Math.min((1 - WARM_SHARE) * payable, wanted), least);
  const timed = (options.faults ?? []).map((each) => ({ ...each, end: (each.at ?? 0) + (each.for ?? 0) }));
  const last = Math.max(0, ...timed.map((each) => each.end));
  const outages = Math.max(3 * Math.max(OUTAGE, REACTIONS * reaction), Math.min(natural, LONGEST));
  const most = pace > 0 ? ((1 - WARM_SHARE) * PLANNED * events) / pace : Infinity;
  const tooLong = !failing && (options.duration ?? 0) > most;
  const duration = tooLong ? most : (options.duration ?? (last > 0 ? 1.5 * last : failing ? outages : natural));
  const warm = Math.max(WARM * memory, longest(WARM_ROUNDS, WARM_REACHES), outlook.period, outlook.keys.settles);
  const share = Math.max(WARM_SHARE * payable, (WARM_SHARE / (1 - WARM_SHARE)) * natural);
  const warmup = options.warmup ?? Math.min(warm, told ? duration / 2 : share);
  const faults = timed.map((each) => ({ what: each.what, at: each.at ?? duration / 3, for: each.for ?? duration / 3 }));
  const long = failing || !told ? (pace * (warmup + duration)) / events : 1;
  return {
    warmup,
    duration,
    least: asked || told || profiled ? duration : Math.min(duration, least),
    events:
      (failing ? SPARE * events : told || options.events !== undefined ? events : events / PLANNED) +
      (options.events === undefined ? batchEvents(unsteady, duration) : 0),
    patience: PATIENCE * base,
    faults,
    excess: Math.max(long, compared / COMPARED),
    ease: Math.min(1, COMPARED / compared),
    asked: tooLong ? options.duration : undefined,
    fixed: profiled && unsteady.busiest === undefined,
    reaction: failing && options.events === undefined && timed.every((each) => each.for === undefined) ? reaction : 0,
    pace,
    steepest: profiled ? Math.max(1, ...unsteady.profiles.map((each) => (each.kind === 'daily' ? each.peak : 1))) : 1,
  };
}

/** How long a run lasts so that batches end in it, as far as that can be paid for. */
function batchTime({ batches }: Unsteady, pace: number): number {
  const lengths = batches.map(({ every, takes, visits, items }) => {
    const whole = Math.min(takes, every) * MARGIN;
    const rate = pace + (EVENTS_A_VISIT * visits) / Math.max(1e-9, Math.min(takes, every));
    // One that cannot be followed to its end is followed as long as it takes to tell its pace.
    if (whole > BATCH / rate) return Math.min(BATCH / rate, (takes * PACE_ITEMS) / Math.max(PACE_ITEMS, items));
    const periods = PERIODS * every * (pace + (EVENTS_A_VISIT * visits) / every) < QUICK / 2 ? PERIODS * every : 0;
    return Math.max(whole, periods);
  });
  return Math.max(0, ...lengths);
}

/** What batches bring at once comes on top of what they bring on average. */
const batchEvents = ({ batches }: Unsteady, duration: number): number =>
  batches.reduce((sum, { every, visits }) => sum + 2 * EVENTS_A_VISIT * visits * Math.min(1, Math.ceil(duration / every)), 0);

/** What is hardly too much is not worth a slice, nor any less of a run: its events leave room for it. */
export const LITTLE = 1.2;

/**
 * The plan as it can be paid for in the slice that was found. What still takes too many events is shortened where its times were
 * ours to choose, and takes long where they were given.
 */
export function affordable(plan: Plan, slice: number, options: SimulationOptions): Plan {
  const share = slice / plan.excess;
  if (share >= 1 / LITTLE) return plan;
  if (plan.fixed || options.duration !== undefined || (options.faults ?? []).some((each) => each.at !== undefined)) {
    return slice > 1 ? plan : { ...plan, events: Math.min(options.events ?? THOROUGH, THOROUGH * plan.ease) };
  }
  const felt = Math.min(3 * FELT * plan.reaction, (MOST_FELT * slice) / plan.pace, plan.duration);
  const cut = Math.max(share, felt / plan.duration);
  const faults = plan.faults.map((fault) => ({ ...fault, at: fault.at * cut, for: fault.for * cut }));
  const duration = (plan.duration * cut) / plan.steepest;
  const events = cut > share ? Math.max(plan.events, (SPARE * plan.pace * duration) / slice) : plan.events;
  const piece = { ...plan, warmup: plan.warmup * share, duration, least: Math.min(plan.least, duration), faults, events };
  return plan.steepest > 1 ? { ...piece, asked: plan.duration } : piece;
}
