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
  const each = Math.min(whole, timeout ?? Infinity);
  return { extra: (1 + again) * (1 + beside) - 1, seconds: each * (1 + again), served: 1 - fails ** (1 + again) };
}
