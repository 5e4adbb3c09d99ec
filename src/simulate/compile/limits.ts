import type { Component, RateLimiter } from '#model/component.js';
import { UNLIMITED } from '../kernel/instructions.js';
import { ALGORITHM, type LimitTable } from '../kernel/limit-table.js';
import type { PoolTable } from '../kernel/pool-table.js';

/** A rate limit as the simulation has it. */
export type LimitSpec = {
  readonly algorithm: NonNullable<RateLimiter['algorithm']>;
  /** Requests a second. */
  readonly rate: number;
  /** Tokens of a bucket, or requests that may wait in a leaky one; `Infinity`: any number. */
  readonly burst: number;
  /** Seconds of a window. */
  readonly window: number;
  readonly perUser: boolean;
  /** All instances count together. */
  readonly shared: boolean;
  /** What is too much waits instead of being refused. */
  readonly delays: boolean;
};

/** A bucket holds what comes in this many seconds unless it is said (Guava, `RateLimiter.create`: one second); so long is a window, too. */
const USUAL = 1;

const bucketOf = (rate: number): number => Math.max(1, rate * USUAL);

/** The rate limit of a component; `undefined`: it has none, or its rate is not known. */
export function limitOf(component: Component): LimitSpec | undefined {
  if (component.is === 'rate-limiter') return limiterOf(component);
  const rate = component.is === 'external' ? component.rateLimit : 'limit' in component ? component.limit : undefined;
  if (rate === undefined || rate <= 0) return undefined;
  return { algorithm: 'token-bucket', rate, burst: bucketOf(rate), window: USUAL, perUser: false, shared: true, delays: false };
}

function limiterOf({ algorithm = 'token-bucket', rate, burst, window, per = 'all', shared, over }: RateLimiter): LimitSpec | undefined {
  if (rate === undefined || rate <= 0) return undefined;
  const delays = over === 'delay';
  const leaky = delays ? Infinity : (burst ?? 0);
  return {
    algorithm,
    rate,
    burst: algorithm === 'leaky-bucket' ? leaky : Math.max(1, burst ?? bucketOf(rate)),
    // A window that would not let a single request through is stretched until it does.
    window: Math.max(window ?? USUAL, 1 / rate),
    perUser: per !== 'all',
    shared: shared === true,
    delays,
  };
}

/** What is taken for granted of a limit, in sentences. */
export function limitAssumptions(component: Component): string[] {
  const limit = limitOf(component);
  if (limit === undefined) return [];
  const path = `components.${component.id}`;
  if (component.is !== 'rate-limiter') {
    const name = component.is === 'external' ? 'rate-limit' : 'limit';
    return [`${path}.${name} is a token bucket that holds what comes in ${USUAL} s`];
  }
  const sentences: string[] = [];
  if (component.algorithm === undefined) sentences.push(`${path}.algorithm is not known: taken as token-bucket`);
  if (component.per === undefined) sentences.push(`${path}.per is not known: taken as all`);
  if (limit.algorithm === 'token-bucket' && component.burst === undefined)
    sentences.push(`${path}.burst is not known: taken as what comes in ${USUAL} s`);
  if ((limit.algorithm === 'fixed-window' || limit.algorithm === 'sliding-window') && component.window === undefined)
    sentences.push(`${path}.window is not known: taken as ${limit.window} s`);
  if (component.shared === undefined && component.replicas > 1)
    sentences.push(`${path}.shared is not known: each instance counts for itself`);
  if (component.per === 'ip' || component.per === 'key')
    sentences.push(`every user of ${component.id} has ${component.per === 'ip' ? 'an address' : 'a key'} of their own`);
  return sentences;
}

/** The same limit in a slice: `instances` of one k-th of the load count together, or each of them gets `share` of what it got. */
export function slicedLimit(limit: LimitSpec | undefined, k: number, share: number): LimitSpec | undefined {
  if (limit === undefined || limit.perUser) return limit;
  const part = limit.shared ? 1 / k : share;
  const least = limit.algorithm === 'leaky-bucket' ? 0 : 1;
  const rate = limit.rate * part;
  return { ...limit, rate, burst: Math.max(least, limit.burst * part), window: Math.max(limit.window, 1 / rate) };
}

const NUMBER = {
  'token-bucket': ALGORITHM.tokenBucket,
  'leaky-bucket': ALGORITHM.leakyBucket,
  'fixed-window': ALGORITHM.fixedWindow,
  'sliding-window': ALGORITHM.slidingWindow,
} as const;

/** Requests that one window lets through; rounding of the product aside. */
const perWindow = ({ rate, window }: LimitSpec): number => Math.floor(rate * window + 1e-9);

/** Writes the limits down as arrays; `counts`: instances by component. */
export function limitTable(limits: readonly (LimitSpec | undefined)[], counts: Int32Array): LimitTable {
  let rows = 0;
  const row = limits.map((limit, i) => {
    const first = rows;
    rows += limit === undefined ? 0 : limit.shared ? 1 : counts[i]!;
    return first;
  });
  const floats = (of: (limit: LimitSpec) => number) => Float64Array.from(limits, (limit) => (limit === undefined ? 0 : of(limit)));
  const bytes = (of: (limit: LimitSpec) => number) => Uint8Array.from(limits, (limit) => (limit === undefined ? 0 : of(limit)));
  return {
    algorithm: bytes((limit) => NUMBER[limit.algorithm]),
    gap: floats((limit) => 1 / limit.rate),
    slack: floats((limit) => (limit.algorithm === 'leaky-bucket' ? limit.burst : limit.burst - 1) / limit.rate),
    window: floats((limit) => limit.window),
    most: floats(perWindow),
    delays: bytes((limit) => (limit.delays ? 1 : 0)),
    perUser: bytes((limit) => (limit.perUser ? 1 : 0)),
    shared: bytes((limit) => (limit.shared ? 1 : 0)),
    row: Int32Array.from(row),
    rows,
  };
}

/** Pools under construction: one for each component that keeps connections and each store it calls. */
export class PoolList {
  private readonly pools: { from: number; to: number; size: number }[] = [];

  /** The pool that `from` keeps to `to`. */
  of(from: number, to: number, size: number): number {
    const known = this.pools.findIndex((each) => each.from === from && each.to === to);
    return known >= 0 ? known : this.pools.push({ from, to, size: Math.min(size, UNLIMITED) }) - 1;
  }

  table(counts: Int32Array): PoolTable {
    let rows = 0;
    const row = this.pools.map(({ from }) => {
      const first = rows;
      rows += counts[from]!;
      return first;
    });
    const ints = (of: (pool: PoolList['pools'][number]) => number) => Int32Array.from(this.pools, of);
    return {
      from: ints((each) => each.from),
      to: ints((each) => each.to),
      size: ints((each) => each.size),
      row: Int32Array.from(row),
      rows,
    };
  }
}
