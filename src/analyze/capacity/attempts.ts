import type { Call } from '#model/flow.js';
import { type ServiceTime, squaredCv } from '#model/service-time.js';

/** How often a call is tried, in the mean, and how long its caller waits over all of its attempts. */
export type Attempts = { readonly mean: number; readonly wait: number };

/** Below this chance of another attempt there is none worth the name. */
const NEVER = 1e-9;

/**
 * Attempts of a call whose target is up and idle: a visit that takes longer than the timeout is tried again, and what was given up goes
 * on working, so every attempt is load (the utilisation law counts visits, not answers). `fixed`: seconds of the way there and of what
 * the visit waits for itself; `time`: its own work. A hedge is one more attempt after its delay. Failures that come from parts that are
 * down are not load at the peak of a system that is up: they are `worstAttempts`.
 */
export function attemptsOf(call: Call, fixed: number, time: ServiceTime | undefined): Attempts {
  const whole = fixed + (time?.mean ?? 0);
  if (!call.waits) return { mean: 1, wait: whole };
  const hedged = call.hedge === undefined ? 0 : longer(time, call.hedge - fixed);
  const late = call.timeout === undefined ? 0 : longer(time, call.timeout - fixed);
  if (late < NEVER || call.timeout === undefined) return { mean: 1 + (hedged < NEVER ? 0 : hedged), wait: whole };
  let mean = 1;
  for (let again = 1, chance = late; again <= call.retries && chance > NEVER; again++, chance *= late) mean += chance;
  mean = Math.min(mean, 1 + (call.retryBudget ?? Infinity));
  const each = Math.min(fixed, call.timeout) + upTo(time, call.timeout - fixed);
  return { mean: mean * (1 + hedged), wait: mean * each + (mean - 1) * (call.backoff?.base ?? 0) };
}

/** P(a service time is longer than `t`). Exact but for gamma, which is taken by its cube root (Wilson and Hilferty 1931). */
export function longer(time: ServiceTime | undefined, t: number): number {
  if (t < 0) return 1;
  if (time === undefined || time.mean === 0) return 0;
  switch (time.shape) {
    case 'constant':
      return time.mean > t ? 1 : 0;
    case 'exponential':
      return Math.exp(-t / time.mean);
    case 'lognormal':
      return t === 0 ? 1 : normalTail((Math.log(t / time.mean) + time.sigma ** 2 / 2) / time.sigma);
    case 'gamma': {
      const ninth = squaredCv(time) / 9;
      return ninth === 0 ? (time.mean > t ? 1 : 0) : normalTail((Math.cbrt(t / time.mean) - (1 - ninth)) / Math.sqrt(ninth));
    }
    case 'uniform':
      return Math.min(1, Math.max(0, (time.to - t) / Math.max(Number.MIN_VALUE, time.to - time.from)));
    case 'pareto': {
      const least = (time.mean * (time.alpha - 1)) / time.alpha;
      return t <= least ? 1 : (least / t) ** time.alpha;
    }
    case 'table':
      return 1 - shareBelow(time.points, t);
  }
}

/** Steps of the integral below: a smooth curve, to a thousandth. */
const STEPS = 64;

/** Mean of a service time that is cut off at `t`: the integral of what is longer (Simpson's rule). */
function upTo(time: ServiceTime | undefined, t: number): number {
  if (time === undefined || t <= 0) return 0;
  const step = t / STEPS;
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) sum += longer(time, i * step) * (i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2);
  return Math.min(time.mean, (sum * step) / 3);
}

function shareBelow(points: readonly { readonly p: number; readonly value: number }[], t: number): number {
  const above = points.findIndex(({ value }) => value > t);
  const [a, b] = [points[above - 1], points[above]];
  if (above < 0) return 1;
  return a === undefined || b === undefined ? 0 : a.p + ((b.p - a.p) * (t - a.value)) / (b.value - a.value);
}

/** P(standard normal > z), Abramowitz and Stegun 26.2.17: error below 7.5e-8. */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const k = 1 / (1 + 0.2316419 * z);
  const series = k * (0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
