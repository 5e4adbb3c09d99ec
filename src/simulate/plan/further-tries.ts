import type { Call } from '#model/flow.js';
import type { ServiceTime } from '#model/service-time.js';
import { exceeds } from './exceeds.js';

/**
 * How many attempts more than one a call takes on average with nobody in its way (those after a timeout, and those sent beside a slow
 * one), how long it takes, and the share of the calls that are answered in time. `own`: the time of what is called, the only one that
 * is taken to vary; `whole`: its mean with all that it waits for.
 */
export function furtherTries(
  { timeout, hedge, retries, retryBudget }: Call,
  own: ServiceTime | undefined,
  whole: number,
): { readonly extra: number; readonly seconds: number; readonly served: number } {
  const beyond = (seconds: number): number => (own === undefined ? (whole > seconds ? 1 : 0) : exceeds(own, seconds - (whole - own.mean)));
  const late = timeout === undefined ? 0 : beyond(timeout);
  const hedged = hedge !== undefined && (timeout === undefined || hedge < timeout);
  // A second attempt is out before the first one is given up: then both have to be late.
  const fails = hedged ? late ** 2 : late;
  let again = 0;
  for (let tried = 1; tried <= retries; tried++) again += fails ** tried;
  again = Math.min(again, retryBudget ?? Infinity);
  const beside = hedged ? beyond(hedge) : 0;
  const each =
    timeout === undefined || late <= NEVER || own === undefined
      ? Math.min(whole, timeout ?? Infinity)
      : upTo(own, whole - own.mean, timeout);
  return { extra: (1 + again) * (1 + beside) - 1, seconds: each * (1 + again), served: 1 - fails ** (1 + again) };
}

/**
 * Seconds that a caller waits for something that is full, or that waits for it: all its timeouts and the pauses between them where it takes
 * longer than that. `whole`: the mean of one try that nobody gives up; `Infinity` without end.
 */
export function inVain(call: Call, own: ServiceTime | undefined, whole: number): number {
  const { timeout, retryBudget = Infinity, retries } = call;
  if (timeout === undefined || whole <= timeout) return furtherTries(call, own, whole).seconds;
  const again = Math.min(retries, retryBudget);
  return (1 + again) * timeout + (retries === 0 ? 0 : (again / retries) * pauses(call));
}

/** Seconds between all attempts that a call may take; with jitter half of what they may come to. */
function pauses({ retries, backoff }: Call): number {
  if (backoff === undefined) return 0;
  let sum = 0;
  for (let tried = 0; tried < Math.min(retries, MOST_TRIES); tried++)
    sum += Math.min(backoff.max ?? Infinity, backoff.base * backoff.factor ** tried);
  return backoff.jitter ? sum / 2 : sum;
}

/** More attempts than this are not counted one by one. */
const MOST_TRIES = 1000;

/** Below this chance nobody is ever given up. */
const NEVER = 1e-9;

/** Steps of the integral below: a smooth curve, to a thousandth. */
const STEPS = 64;

/** Mean of a time that is given up after `timeout`: `fixed` seconds, and an own time cut off there (its tail, summed by Simpson's rule). */
function upTo(own: ServiceTime, fixed: number, timeout: number): number {
  if (fixed >= timeout) return timeout;
  const step = (timeout - fixed) / STEPS;
  let sum = 0;
  for (let i = 0; i <= STEPS; i++)
    sum += exceeds(own, Math.max(Number.MIN_VALUE, i * step)) * (i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2);
  return fixed + Math.min(own.mean, (sum * step) / 3);
}
