import type { LatencyPoint } from '../report.js';
import { type Filled, filledBuckets } from '../statistics/histogram.js';

/** Points of one curve at most. */
const MOST = 40;
/** Answers by which a line may be off: a step of a single one is no bend. */
const ONE = 1;

/** A corner of the measured curve: so many were answered within `time` seconds. `edge` runs along the buckets, nearly as the logarithm of the time does. */
type Corner = { readonly edge: number; readonly time: number; readonly answered: number };

/**
 * The share of `requests` that were answered within a time, at times from the shortest to the `longest` answer in seconds. At each point it is what
 * was counted, and it ends below 1 where some got no answer. There are points where a straight line over the logarithm of the time
 * would be most wrong, in standard deviations of a share: so the tail has its part of them. `counts`: histograms of the answers, to be added.
 */
export function latencyDistribution(counts: Uint32Array, longest: number, requests: number): LatencyPoint[] {
  const corners = cornersOf(filledBuckets(counts), longest);
  return thinned(corners).map(({ time, answered }) => ({ within: time, share: answered / requests }));
}

function cornersOf(filled: readonly Filled[], longest: number): Corner[] {
  const corners: Corner[] = [];
  let answered = 0;
  for (const { bucket, low, high, count } of filled) {
    const end = Math.min(high, longest);
    if (corners.at(-1)?.edge !== bucket && end > low) corners.push({ edge: bucket, time: low, answered });
    answered += count;
    corners.push({ edge: bucket + 1, time: end, answered });
  }
  return corners;
}

/** Corners `from` and `to`, and the one between them that a straight line from one to the other misses most. */
type Stretch = { readonly from: number; readonly to: number; readonly worst: number; readonly miss: number };

function thinned(corners: readonly Corner[]): Corner[] {
  if (corners.length <= MOST) return [...corners];
  const stretches = [stretchOf(corners, 0, corners.length - 1)];
  while (stretches.length < MOST - 1) {
    const at = stretches.reduce((most, { miss }, i) => (miss > stretches[most]!.miss ? i : most), 0);
    const { from, to, worst, miss } = stretches[at]!;
    if (miss <= 0) break;
    stretches.splice(at, 1, stretchOf(corners, from, worst), stretchOf(corners, worst, to));
  }
  return [corners[0]!, ...stretches.map(({ to }) => corners[to]!)];
}

function stretchOf(corners: readonly Corner[], from: number, to: number): Stretch {
  const [first, last, all] = [corners[from]!, corners[to]!, corners.at(-1)!.answered];
  const slope = (last.answered - first.answered) / (last.edge - first.edge);
  let worst = from;
  let miss = 0;
  for (let i = from + 1; i < to; i++) {
    const { edge, answered } = corners[i]!;
    const off = Math.abs(first.answered + slope * (edge - first.edge) - answered) - ONE;
    const here = off / Math.sqrt(answered * (all - answered));
    if (here > miss) [worst, miss] = [i, here];
  }
  return { from, to, worst, miss };
}
