import type { Ratio, Seconds } from './units.js';

/**
 * How long one visit keeps a slot of an idle instance, queueing not included. Every shape knows its own mean.
 *
 * `lognormal` carries the sigma of its logarithm; written as `{ mean, p99 }` it is the smaller of the two sigmas with that
 * ratio, which exists for 1 < p99/mean < 14.97.
 */
export type ServiceTime =
  | { readonly shape: 'constant'; readonly mean: Seconds }
  | { readonly shape: 'exponential'; readonly mean: Seconds }
  | { readonly shape: 'lognormal'; readonly mean: Seconds; readonly sigma: number }
  | { readonly shape: 'gamma'; readonly mean: Seconds; readonly cv: number }
  | { readonly shape: 'uniform'; readonly mean: Seconds; readonly from: Seconds; readonly to: Seconds }
  /** Classical Pareto (type I) with tail exponent `alpha` > 1; minimum = mean * (alpha - 1) / alpha. */
  | { readonly shape: 'pareto'; readonly mean: Seconds; readonly alpha: number }
  /** Percentiles read as a piecewise linear inverse distribution from `p` 0 to 1. */
  | { readonly shape: 'table'; readonly mean: Seconds; readonly points: readonly { readonly p: Ratio; readonly value: Seconds }[] };

/** Squared coefficient of variation (variance / mean²) of a service time; `Infinity` for a Pareto with alpha <= 2. */
export function squaredCv(time: ServiceTime): number {
  switch (time.shape) {
    case 'constant':
      return 0;
    case 'exponential':
      return 1;
    case 'lognormal':
      return Math.expm1(time.sigma ** 2);
    case 'gamma':
      return time.cv ** 2;
    case 'uniform':
      return time.mean === 0 ? 0 : (time.to - time.from) ** 2 / 12 / time.mean ** 2;
    case 'pareto':
      return time.alpha <= 2 ? Infinity : 1 / (time.alpha * (time.alpha - 2));
    case 'table':
      return tableSquaredCv(time.points, time.mean);
  }
}

function tableSquaredCv(points: readonly { readonly p: number; readonly value: number }[], mean: number): number {
  let second = 0;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    second += ((b.p - a.p) * (a.value ** 2 + a.value * b.value + b.value ** 2)) / 3;
  }
  return mean === 0 ? 0 : second / mean ** 2 - 1;
}
