import { describe, expect, test } from 'vitest';
import { seedWords } from '#base/random.js';
import { fill } from '#simulate/caches/fill.js';
import { EVICTION, KeyCache, LOOKUP } from '#simulate/caches/key-cache.js';
import { hitRatio, steadyState } from '#simulate/caches/steady.js';
import { halfWidth } from '#simulate/statistics/intervals.js';
import { drawRank, zipfLaw } from '#simulate/workload/keys.js';
import { popularityOf } from '#simulate/workload/popularity.js';
import { exponential } from '#simulate/workload/variates.js';
import { vector } from '../helpers/lines.js';

type Case = {
  readonly items: number;
  readonly capacity: number;
  readonly exponent: number;
  readonly eviction: keyof typeof EVICTION;
  readonly ttl?: number;
  /** Keys that one copy beyond the first ranks stands for, and how many these are. */
  readonly block?: number;
  readonly head?: number;
  /** Filled as after a long time, or empty at first and then used for so many requests before it is measured. */
  readonly after?: number;
  readonly requests?: number;
};

const RATE = 1000;
const BATCHES = 20;

/** Reads of one cache at 1,000 a second, filling it on each miss: the share that is found, its 99% interval, and the closed form. */
function measure({ items, capacity, exponent, eviction, ttl = Infinity, block = 1, head = Infinity, after, requests = 200_000 }: Case) {
  const words = seedWords(7, 'caches');
  const times = seedWords(7, 'times');
  const most = Math.ceil(Math.min(items, capacity, 50_000) + 100);
  const shape = { parts: 1, eviction: EVICTION[eviction], capacity, ttl, spread: 0, keepsStale: false, sizes: [1], most, head, block };
  const cache = new KeyCache(shape);
  const popularity = popularityOf(items, exponent);
  const reads = [{ rate: popularity.share.map((share) => share * RATE), count: popularity.count, size: 1 }];
  const steady = steadyState(EVICTION[eviction], capacity, ttl, reads);
  const law = zipfLaw(items, exponent);
  const rank = new Float64Array(1);
  let now = 0;
  const read = (): number => {
    now += exponential(times, 0) / RATE;
    cache.clock[0] = now;
    drawRank(law, words, 0, rank, 0);
    if (cache.look(0, 0, rank[0]!) === LOOKUP.hit) return 1;
    cache.put(0, 0, rank[0]!, words, 0);
    return 0;
  };
  if (after === undefined) fill(cache, { popularity: [popularity], reads, steady, partOf: () => 0 }, 0, words, 0);
  else for (let i = 0; i < after; i++) read();
  const ratios: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    let found = 0;
    for (let i = 0; i < requests / BATCHES; i++) found += read();
    ratios.push(found / (requests / BATCHES));
  }
  const ratio = ratios.reduce((sum, each) => sum + each, 0) / BATCHES;
  return { ratio, width: halfWidth(ratios, 0.99)!, closed: hitRatio(reads[0]!, steady.there[0]!), used: cache.used[0]! };
}

/** The exact value, within the interval of what was measured and the error of an approximation. */
function expectHits(measured: { readonly ratio: number; readonly width: number }, exact: number, error = 0): void {
  expect(Math.abs(measured.ratio - exact)).toBeLessThan(measured.width + error);
  expect(measured.width).toBeLessThan(0.02);
}

const CASES = ['che-N10000-C1000-a0.8', 'che-N10000-C100-a1.0'].map((id) => {
  const { inputs, expected } = vector(id);
  return { id, items: inputs['N']!, capacity: inputs['C']!, exponent: inputs['alpha']!, expected };
});

describe.each(CASES)('independent reads under Zipf: $id', ({ items, capacity, exponent, expected }) => {
  test('least recently used: Che’s approximation, from full and from empty', () => {
    const full = measure({ items, capacity, exponent, eviction: 'lru' });
    expect(full.closed).toBeCloseTo(expected['hit_lru']!, 3);
    expectHits(full, expected['hit_lru']!, 0.002);
    expectHits(measure({ items, capacity, exponent, eviction: 'lru', after: 20_000 }), expected['hit_lru']!, 0.002);
  });

  test('least frequently used: the most popular, but for the one place that newcomers pass through', () => {
    const measured = measure({ items, capacity, exponent, eviction: 'lfu' });
    expect(measured.closed).toBeCloseTo(expected['hit_perfect_lfu']!, 3);
    expectHits(measured, expected['hit_perfect_lfu']!, 0.001);
  });

  test('first in, first out finds as much as random (Gelenbe 1973)', () => {
    const fifo = measure({ items, capacity, exponent, eviction: 'fifo', after: 30_000 });
    const random = measure({ items, capacity, exponent, eviction: 'random', after: 30_000 });
    expectHits(fifo, random.ratio, random.width);
    expectHits(fifo, fifo.closed, 0.002);
    expect(fifo.ratio).toBeLessThan(expected['hit_lru']! - 0.02);
  });
});

describe('expiry', () => {
  test('a copy made on a miss is found lambda T / (1 + lambda T) of the time', () => {
    const { ratio, width } = measure({ items: 1, capacity: Infinity, exponent: 0, eviction: 'ttl', ttl: 0.05, after: 100 });
    expectHits({ ratio, width }, 50 / 51);
    const ten = measure({ items: 10, capacity: Infinity, exponent: 0, eviction: 'ttl', ttl: 0.02, after: 100 });
    expectHits(ten, 2 / 3);
  });

  test('of many keys the sum over all of them, and only what is not expired takes room', () => {
    const measured = measure({ items: 100_000, capacity: Infinity, exponent: 0.9, eviction: 'ttl', ttl: 10 });
    expectHits(measured, measured.closed);
    const limited = measure({ items: 100_000, capacity: 20_000, exponent: 0.9, eviction: 'lru', ttl: 10 });
    expectHits(limited, measured.closed);
    expect(limited.used).toBeLessThan(10_000);
  });
});

describe('copies that stand for many keys find as much as each key by itself', () => {
  test.each(['lru', 'fifo', 'random', 'lfu'] as const)('%s', (eviction) => {
    const scaled = measure({ items: 1e9, capacity: 1e7, exponent: 0.9, eviction, block: 500, head: 8000, requests: 400_000 });
    expectHits(scaled, scaled.closed, 0.004);
  });

  test('and a cache of as many single keys agrees', () => {
    const single = measure({ items: 400_000, capacity: 40_000, exponent: 0.8, eviction: 'lru' });
    const scaled = measure({ items: 400_000, capacity: 40_000, exponent: 0.8, eviction: 'lru', block: 20, head: 1000 });
    expectHits(scaled, single.ratio, single.width);
  });
});
