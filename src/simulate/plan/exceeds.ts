import { unreachable } from '#base/invariant.js';
import type { ServiceTime } from '#model/service-time.js';

/** Probability that a service time is longer than `seconds`. */
export function exceeds(time: ServiceTime, seconds: number): number {
  if (seconds < 0) return 1;
  switch (time.shape) {
    case 'constant':
      return time.mean > seconds ? 1 : 0;
    case 'exponential':
      return time.mean === 0 ? 0 : Math.exp(-seconds / time.mean);
    case 'lognormal':
      return time.mean === 0 ? 0 : beyondNormal((Math.log(seconds / time.mean) + time.sigma ** 2 / 2) / time.sigma);
    case 'gamma':
      return time.mean === 0 ? 0 : time.cv === 0 ? (time.mean > seconds ? 1 : 0) : beyondGamma(time.mean, time.cv, seconds);
    case 'uniform':
      return Math.min(1, Math.max(0, (time.to - seconds) / (time.to - time.from)));
    case 'pareto':
      return Math.min(1, ((time.mean * (time.alpha - 1)) / time.alpha / seconds) ** time.alpha);
    case 'table':
      return beyondTable(time.points, seconds);
    default:
      return unreachable(time);
  }
}

/** Upper tail of the standard normal distribution, to 1e-7 (Abramowitz and Stegun 26.2.17). */
function beyondNormal(x: number): number {
  if (x < 0) return 1 - beyondNormal(-x);
  const t = 1 / (1 + 0.2316419 * x);
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/** The cube root of a gamma variate is nearly normal (Wilson and Hilferty 1931): to a few hundredths, enough to plan by. */
function beyondGamma(mean: number, cv: number, seconds: number): number {
  const ninth = cv ** 2 / 9;
  return beyondNormal((Math.cbrt(seconds / mean) - (1 - ninth)) / Math.sqrt(ninth));
}

function beyondTable(points: readonly { readonly p: number; readonly value: number }[], seconds: number): number {
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    if (seconds < a.value) return 1 - a.p;
    if (seconds < b.value) return 1 - (a.p + ((b.p - a.p) * (seconds - a.value)) / (b.value - a.value));
  }
  return 0;
}
