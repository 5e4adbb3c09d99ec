import { callsOf } from '#model/calls.js';
import type { ComponentId } from '#model/ids.js';
import { aftermathOf } from '../faults/aftermath.js';
import type { FaultOption } from '../options.js';
import { outlook } from '../plan/utilisation.js';
import type { RunReport } from '../report.js';
import type { Prepared } from '../simulate.js';
import { bracketOf, rounded } from './loads.js';
import type { Bracket, RetryBands, RetryTrial } from './report.js';

/**
 * The trigger: a stall of what retries fill, so long that a line builds up behind it. A component that is down refuses at once, and leaves none.
 * Where so many requests come that this is more than can be followed, a shorter one.
 */
const STALL = 10;
/** Events that one trial is meant to take. */
export const TRIAL_EVENTS = 600_000;
const EVENTS_A_VISIT = 2;
const FACTOR = 100;
/** Seconds in front of the trigger and after it, in stalls. */
const BEFORE = 2;
const AFTER = 12;
/** A stall is so many times as long as the longest timeout, so that it is felt. */
const TIMEOUTS = 2;
/** Share of the safe load at which it is shown that it recovers. */
const WITHIN = 0.8;

/** What stands before any trial: the component that retries fill first, and the load up to which there is room for every try. */
export type RetryOutlook = {
  readonly component: string;
  readonly safe: number;
  /**
   * The component to stall: of those that retries fill the first with work of its own, done in slots, and so much of it that it is
   * full when that is slow. A limit or connections are as full as before when their component is slower. `undefined`: there is none.
   */
  readonly stalled: string | undefined;
  /** Shortest stall that is felt, in seconds, and events a second at 1x with every try made. */
  readonly least: number;
  readonly pace: number;
};

/** The component that retries fill first; `undefined` where nothing is tried again, or nothing binds. */
export function retryOutlook(prepared: Prepared): RetryOutlook | undefined {
  const { model, specs, program } = prepared;
  if (!program.endings.retries.some((retries) => retries > 0)) return undefined;
  // A batch fills whatever it runs on until it is done: that is no load to be kept up with.
  const once = program.flows.map(({ kind }) => (kind === 'batch' ? 0 : 1));
  const { asked, visits, rates } = outlook(model, program, specs, once, true);
  const plain = outlook(model, program, specs, once).asked;
  const more = asked.map((each, i) => (each > plain[i]! * (1 + 1e-9) ? each : 0));
  const most = Math.max(0, ...more);
  if (most <= 0) return undefined;
  const least = TIMEOUTS * Math.max(0, ...program.timeouts);
  const pace = EVENTS_A_VISIT * visits + rates.reduce((sum, rate) => sum + rate, 0);
  const safe = 1 / most;
  const felt = more.map((each, i) => (plain[i]! * safe * FACTOR > 1 && worksInSlots(prepared, i) ? each : 0));
  const stalled = Math.max(...felt) > 0 ? program.stations.ids[felt.indexOf(Math.max(...felt))]! : undefined;
  return { component: program.stations.ids[more.indexOf(most)]!, safe, stalled, least, pace };
}

/** Whether a component does work of its own, and has so many slots or cores for it and no more. */
function worksInSlots({ model, specs }: Prepared, station: number): boolean {
  const { component, slots, cores, time } = specs[station]!;
  if (!Number.isFinite(Math.min(slots, cores))) return false;
  const calls = [...model.flows.values()].flatMap(callsOf).filter(({ visit }) => visit.component === component.id);
  return calls.some((call) => ((call.time ?? time)?.mean ?? 0) > 0);
}

/** Seconds of the trigger at loads up to `highest`: the same in all trials. */
export function stallOf({ least, pace }: RetryOutlook, highest: number): number {
  const payable = TRIAL_EVENTS / (pace * highest) / (BEFORE + 1 + AFTER);
  return Number(Math.max(least, Math.min(Math.max(STALL, least), payable)).toPrecision(2));
}

/** What is done to the design in one trial: times in seconds, on the clock that starts after the warm-up. */
export function trialOf(
  component: string,
  stall: number,
): { readonly faults: readonly FaultOption[]; readonly duration: number; readonly untilRecovered: true } {
  const what = { kind: 'slow' as const, component: component as ComponentId, factor: FACTOR };
  return { faults: [{ what, at: BEFORE * stall, for: stall }], duration: (BEFORE + 1 + AFTER) * stall, untilRecovered: true };
}

/** Loads to try first: within the safe band, where it must recover, and from its end up to where it no longer works by itself. */
export function firstTrials({ safe }: RetryOutlook, from: number, to: number): number[] {
  const low = Math.max(from, safe);
  const loads = from <= WITHIN * safe ? [rounded(WITHIN * safe)] : [];
  if (to <= low) return loads;
  return [...loads, ...[0.25, 0.6, 0.95].map((share) => rounded(low * (to / low) ** share))];
}

/** A flow that came less often in a trial does not tell what becomes of the others. */
const TELLING = 300;

/** What became of the flow that fared worst. */
export function readTrial(run: RunReport): RetryTrial {
  const [fault] = run.faults;
  const trials = Object.entries(run.flows)
    .filter(([, { batch, offered }]) => batch === undefined && (offered * run.simulated) / run.slice >= TELLING)
    .map(([id]) => aftermathOf(run.timeline, id, fault?.at ?? 0, (fault?.at ?? 0) + (fault?.for ?? 0), run.slice));
  const worst = ORDER.find((after) => trials.some((each) => each.after === after)) ?? 'not seen';
  const trial = trials.find(({ after }) => after === worst);
  return { load: run.load, after: worst, before: trial?.before ?? null, last: trial?.last ?? null };
}

const ORDER = ['stays down', 'recovering', 'not seen', 'recovered'] as const;

/** Whether it came back: `undefined` where the trial does not say. */
const cameBack = ({ after }: RetryTrial): boolean | undefined =>
  after === 'recovered' ? true : after === 'stays down' ? false : undefined;

/** Where the vulnerable band begins, as far as the trials tell. */
export const vulnerableFrom = (trials: readonly RetryTrial[]): Bracket => bracketOf(trials, cameBack);

/** The bands, from the trials in rising order of load. `unstable`: where it no longer works although nothing happens. */
export function bandsOf({ safe, stalled }: RetryOutlook, stall: number, trials: readonly RetryTrial[], unstable: Bracket): RetryBands {
  const { holds, leaves } = vulnerableFrom(trials);
  // A trial just below the safe load takes longer to recover than it is watched: there the closed form is proof enough.
  const vulnerable = leaves === null || leaves > safe ? { holds: Math.max(holds ?? 0, safe), leaves } : { holds, leaves };
  const trigger = stalled === undefined ? null : { component: stalled, factor: FACTOR, for: stall };
  return { trigger, safe, vulnerable, unstable, trials };
}
