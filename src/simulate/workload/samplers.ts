import { unreachable } from '#base/invariant.js';
import { uniform } from '#base/random.js';
import type { ServiceTime } from '#model/service-time.js';
import { exponential, gamma, normal } from './variates.js';

const SHAPES = { constant: 0, exponential: 1, lognormal: 2, gamma: 3, uniform: 4, pareto: 5, table: 6 } as const;

/** Service times as numbers: a shape, up to three parameters, and a slice of `points` (pairs of probability and value). */
export type Samplers = {
  readonly shape: Uint8Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly points: Float64Array;
};

/** Compiles service times, in order: the index of a time is the index of its sampler. */
export function compileSamplers(times: readonly ServiceTime[]): Samplers {
  const points: number[] = [];
  const rows = times.map((time) => {
    const from = points.length;
    if (time.shape === 'table') for (const { p, value } of time.points) points.push(p, value);
    const [a, b] = parameters(time);
    return { shape: SHAPES[time.shape], a, b, from, to: points.length };
  });
  return {
    shape: Uint8Array.from(rows, (row) => row.shape),
    a: Float64Array.from(rows, (row) => row.a),
    b: Float64Array.from(rows, (row) => row.b),
    from: Int32Array.from(rows, (row) => row.from),
    to: Int32Array.from(rows, (row) => row.to),
    points: Float64Array.from(points),
  };
}

function parameters(time: ServiceTime): readonly [number, number] {
  switch (time.shape) {
    case 'constant':
    case 'exponential':
    case 'table':
      return [time.mean, 0];
    case 'lognormal':
      return [time.mean > 0 ? Math.log(time.mean) - time.sigma ** 2 / 2 : -Infinity, time.sigma];
    case 'gamma':
      return time.cv > 0 ? [time.mean * time.cv ** 2, 1 / time.cv ** 2] : [time.mean, 0];
    case 'uniform':
      return [time.from, time.to - time.from];
    case 'pareto':
      return [(time.mean * (time.alpha - 1)) / time.alpha, -1 / time.alpha];
    default:
      return unreachable(time);
  }
}

/** One service time in seconds, drawn from the stream at `at`. Small, so that the commonest laws are drawn without a call. */
export function sample(samplers: Samplers, index: number, words: Int32Array, at: number): number {
  if (samplers.shape[index] === SHAPES.exponential) return samplers.a[index]! * exponential(words, at);
  if (samplers.shape[index] === SHAPES.lognormal) return Math.exp(samplers.a[index]! + samplers.b[index]! * normal(words, at));
  return sampleOther(samplers, index, words, at);
}

function sampleOther(samplers: Samplers, index: number, words: Int32Array, at: number): number {
  const a = samplers.a[index]!;
  switch (samplers.shape[index]) {
    case SHAPES.constant:
      return a;
    case SHAPES.gamma:
      return samplers.b[index] === 0 ? a : a * gamma(words, at, samplers.b[index]!);
    case SHAPES.uniform:
      return a + samplers.b[index]! * uniform(words, at);
    case SHAPES.pareto:
      return a * uniform(words, at) ** samplers.b[index]!;
    default:
      return fromTable(samplers, index, uniform(words, at));
  }
}

function fromTable(samplers: Samplers, index: number, p: number): number {
  const { points } = samplers;
  const end = samplers.to[index]! - 2;
  let i = samplers.from[index]!;
  if (p <= points[i]!) return points[i + 1]!;
  while (i < end && points[i + 2]! < p) i += 2;
  if (i >= end) return points[end + 1]!;
  const share = (p - points[i]!) / (points[i + 2]! - points[i]!);
  return points[i + 1]! + share * (points[i + 3]! - points[i + 1]!);
}
