import type { LatencyName } from '#model/design.js';
import type { Memory } from '../plan/utilisation.js';
import type { Interval } from '../report.js';
import { BATCHES, type FlowCounts, SECTIONS } from './flow-counts.js';
import { BUCKETS, bucketOf, valueAtRank } from './histogram.js';
import { halfWidth } from './intervals.js';

/** Probability, and relaxation times and samples that one section needs before its percentile is trusted (3a-figures of the design notes). */
const PERCENTILES: Readonly<Record<Exclude<LatencyName, 'mean' | 'max'>, { p: number; times: number; samples: number }>> = {
  p50: { p: 0.5, times: 30, samples: 30 },
  p90: { p: 0.9, times: 50, samples: 30 },
  p95: { p: 0.95, times: 75, samples: 60 },
  p99: { p: 0.99, times: 150, samples: 300 },
  p999: { p: 0.999, times: 1_000, samples: 3_000 },
};
/** Relaxation times a batch needs before its mean counts as independent of the next. */
const BATCH_MEMORY = 15;
/** ... and that even many lines side by side cannot make up for. */
const LEAST_MEMORY = 15;
/** The 99.5% point of the normal law: intervals at 99%. */
const Z995 = 2.5758;
/** A half-width above this share of the figure is no knowledge. */
const WIDEST = 0.5;

export type Figure = { readonly value: number; readonly interval: Interval | undefined; readonly resolved: boolean };

/** A measured latency in seconds: its value, its interval, and whether that may be trusted. `undefined` without answers. */
export function latencyFigure(flows: FlowCounts, flow: number, name: LatencyName, memory: Memory): Figure | undefined {
  if (flows.served[flow] === 0) return undefined;
  if (name === 'max') return { value: flows.longest[flow]!, interval: undefined, resolved: true };
  return name === 'mean' ? meanFigure(flows, flow, memory) : percentileFigure(flows, flow, name, memory);
}

function meanFigure(flows: FlowCounts, flow: number, memory: Memory): Figure {
  let sum = 0;
  let answers = 0;
  const means: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const at = flow * BATCHES + batch;
    sum += flows.sum[at]!;
    answers += flows.answers[at]!;
    if (flows.answers[at]! > 0) means.push(flows.sum[at]! / flows.answers[at]!);
  }
  const value = sum / answers;
  const enough = means.length >= BATCHES / 2 && answers >= 100 && enoughTime(flows.batch, BATCH_MEMORY, memory);
  return judged(value, halfWidth(means, flows.confidence), enough);
}

function percentileFigure(flows: FlowCounts, flow: number, name: keyof typeof PERCENTILES, memory: Memory): Figure {
  const { p, times, samples } = PERCENTILES[name];
  const counts = flows.sections[flow]!;
  const total = new Float64Array(BUCKETS);
  const values: number[] = [];
  let least = Infinity;
  let answers = 0;
  for (let section = 0; section < SECTIONS; section++) {
    let here = 0;
    for (let i = 0; i < BUCKETS; i++) {
      const count = counts[section * BUCKETS + i]!;
      here += count;
      total[i] = total[i]! + count;
    }
    answers += here;
    if (section >= flows.seen) continue;
    least = Math.min(least, here);
    const value = valueAtRank(counts, section * BUCKETS, Math.ceil(p * here));
    if (value !== undefined && here > 0) values.push(value);
  }
  const value = Math.min(flows.longest[flow]!, valueAtRank(total, 0, Math.ceil(p * answers)) ?? 0);
  const enough = flows.seen >= SECTIONS / 2 && least >= samples && enoughTime((flows.batch * BATCHES) / SECTIONS, times, memory);
  return judged(value, halfWidth(values, flows.confidence), enough);
}

/** Whether a piece of the run is so long that it forgets the one before, and shows enough of what is rare: many lines show more. */
function enoughTime(seconds: number, times: number, { relaxation, lines }: Memory): boolean {
  if (!Number.isFinite(relaxation)) return true;
  return seconds >= Math.max(LEAST_MEMORY, times / lines) * relaxation;
}

function judged(value: number, half: number | undefined, enough: boolean): Figure {
  const interval: Interval | undefined = half === undefined ? undefined : [Math.max(0, value - half), value + half];
  return { value, interval, resolved: enough && half !== undefined && half <= WIDEST * value + 1e-12 };
}

/**
 * The latency below which a share `p` of all requests, failed ones included, was answered: a failure ranks slower than any
 * answer. `Infinity` where the rank falls among the failures, `undefined` when nothing ended.
 */
export function rankedLatency(counts: Uint32Array, sections: number, failures: number, p: number): number | undefined {
  const total = new Float64Array(BUCKETS);
  let answers = 0;
  for (let section = 0; section < sections; section++) {
    for (let i = 0; i < BUCKETS; i++) {
      total[i] = total[i]! + counts[section * BUCKETS + i]!;
      answers += counts[section * BUCKETS + i]!;
    }
  }
  if (answers + failures === 0) return undefined;
  const rank = Math.ceil(p * (answers + failures));
  return rank > answers ? Infinity : valueAtRank(total, 0, Math.max(1, rank));
}

/**
 * Whether the latency at probability `p` is within `target`, as far as a count can tell: from the share of requests that took
 * longer or failed, with its interval (Wilson 1927). `undefined` when that interval holds both answers. This needs far fewer
 * requests than the percentile itself where the target is far away.
 */
export function withinTarget(counts: Uint32Array, sections: number, failures: number, p: number, target: number): boolean | undefined {
  const edge = bucketOf(target);
  let longer = failures;
  let all = failures;
  for (let section = 0; section < sections; section++) {
    for (let i = 0; i < BUCKETS; i++) {
      const count = counts[section * BUCKETS + i]!;
      all += count;
      if (i > edge) longer += count;
    }
  }
  if (all === 0) return undefined;
  const share = longer / all;
  const square = Z995 ** 2 / all;
  const half = Z995 * Math.sqrt((share * (1 - share)) / all + square / (4 * all));
  const middle = share + square / 2;
  if ((middle + half) / (1 + square) < 1 - p) return true;
  return (middle - half) / (1 + square) > 1 - p ? false : undefined;
}

/** Whether a whole run is long enough for its requests to count as independent of how it began. */
export const longEnough = (seconds: number, { relaxation }: Memory): boolean =>
  !Number.isFinite(relaxation) || seconds >= SECTIONS * LEAST_MEMORY * relaxation;

export const PROBABILITY: Readonly<Record<keyof typeof PERCENTILES, number>> = {
  p50: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  p999: 0.999,
};
