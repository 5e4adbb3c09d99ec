import type { Call } from '#model/flow.js';
import type { ServiceTime } from '#model/service-time.js';
import { attemptsOf } from './attempts.js';

/**
 * Mean seconds that a call holds its caller where something that it waits for is full: all its timeouts, and the pauses between them, or for
 * ever where it has none. `fixed`: the way there and what the visit waits for, `Infinity` where that has no end.
 */
export function waitInVain(call: Call, fixed: number, own: ServiceTime | undefined): number {
  const { timeout, retries, retryBudget = Infinity } = call;
  const whole = fixed + (own?.mean ?? 0);
  if (timeout === undefined) return whole;
  if (whole <= timeout) return attemptsOf(call, fixed, own).wait;
  const again = Math.min(retries, retryBudget);
  return (1 + again) * timeout + (retries === 0 ? 0 : (again / retries) * pauses(call));
}

/** Attempts beyond this are not counted one by one. */
const MOST = 1000;

/** Seconds between all attempts; with jitter half of what they may come to, in the mean. */
function pauses({ retries, backoff }: Call): number {
  if (backoff === undefined) return 0;
  let total = 0;
  for (let i = 0; i < Math.min(retries, MOST); i++) total += Math.min(backoff.base * backoff.factor ** i, backoff.max ?? Infinity);
  return backoff.jitter ? total / 2 : total;
}
