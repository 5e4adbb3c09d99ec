import { EVICTION } from './key-cache.js';

/**
 * What groups of keys see in one cache: reads a second of one key, how often its copy is put there by a write or taken away, how many
 * keys there are, and the bytes of one.
 */
export type Reads = {
  readonly rate: Float64Array;
  readonly puts?: Float64Array | undefined;
  readonly drops?: Float64Array | undefined;
  readonly count: Float64Array;
  readonly size: number;
};

/** What a cache holds after a long time. */
export type Steady = {
  /** Characteristic time in seconds: how long a copy stays that is not asked for (LRU), or at all (FIFO, random); `Infinity`: there is room. */
  readonly time: number;
  /** By data and group: the probability that a key is there. */
  readonly there: readonly Float64Array[];
};

/** Policies by which a copy goes when its time has come, however often it is used. */
const BY_AGE: ReadonlySet<number> = new Set([EVICTION.fifo, EVICTION.random, EVICTION.ttl]);

/** A copy that is put there anew so often within its time never expires. */
const MOST_PUTS = 50;

/** Mean of the time that something lasts which ends at `end`, or before at `rate` a second. */
const lasts = (end: number, rate: number): number => (rate > 0 ? -Math.expm1(-rate * end) / rate : end);

/** Mean time that a copy lasts until it expires, if it is put there anew `puts` times a second. */
function untilExpired(ttl: number, puts: number): number {
  if (ttl === Infinity || puts * ttl > MOST_PUTS) return Infinity;
  return puts > 0 ? Math.expm1(puts * ttl) / puts : ttl;
}

/**
 * Probability that a key asked for `reads` times a second is there: L / (L + 1 / rate), where L is the mean time that a copy lasts. It
 * ends when the copy expires, when an invalidation takes it away, or when it is pushed out: after the characteristic time where age
 * decides; where use does, when it was not used for so long. The time until then is taken as exponential beyond the first stretch.
 */
function chance(eviction: number, reads: number, puts: number, drops: number, time: number, ttl: number): number {
  const rate = reads + puts;
  if (rate <= 0) return 0;
  const expires = untilExpired(ttl, puts);
  if (expires === Infinity && !BY_AGE.has(eviction)) return (rate / (rate + drops)) * -Math.expm1(-(rate + drops) * time);
  let life = lasts(Math.min(time, expires), drops);
  if (time < expires && !BY_AGE.has(eviction)) {
    const excess = Math.expm1(rate * time) / rate - time;
    life += Math.exp(-drops * time) * lasts(expires - time, drops + 1 / Math.max(excess, 1e-300));
  }
  return life === Infinity ? 1 : (rate * life) / (1 + rate * life);
}

/**
 * What a cache of `capacity` bytes holds under independent reads: Che's approximation for LRU, its counterpart for FIFO and random
 * (V. Martina, M. Garetto, E. Leonardi, "A unified approach to the performance analysis of caching systems", INFOCOM 2014), the most
 * popular for LFU. What expires or is taken away goes by renewal, exactly where memory does not bind.
 */
export function steadyState(eviction: number, capacity: number, ttl: number, reads: readonly Reads[]): Steady {
  const at = (time: number) =>
    reads.map(({ rate, puts, drops }) =>
      Float64Array.from(rate, (each, g) => chance(eviction, each, puts?.[g] ?? 0, drops?.[g] ?? 0, time, ttl)),
    );
  const bytes = (there: readonly Float64Array[]) =>
    reads.reduce((sum, { count, size }, i) => sum + size * there[i]!.reduce((of, each, g) => of + each * count[g]!, 0), 0);
  const all = at(Infinity);
  if (bytes(all) <= capacity) return { time: Infinity, there: all };
  if (eviction === EVICTION.lfu) return { time: Infinity, there: mostAsked(capacity, all, reads) };
  let high = 1e-9;
  while (bytes(at(high)) < capacity && high < 1e30) high *= 4;
  let low = high / 4;
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (bytes(at(middle)) < capacity) low = middle;
    else high = middle;
  }
  return { time: high, there: at(high) };
}

/** The keys that are asked for most, as many as there is room for. */
function mostAsked(capacity: number, fresh: readonly Float64Array[], reads: readonly Reads[]): Float64Array[] {
  const there = reads.map(({ rate }) => new Float64Array(rate.length));
  const order = reads.flatMap(({ rate }, data) => [...rate].map((each, group) => ({ each, data, group }))).sort((a, b) => b.each - a.each);
  let left = capacity;
  for (const { data, group } of order) {
    const { count, size } = reads[data]!;
    const room = Math.min(1, Math.max(0, left / (count[group]! * size)));
    there[data]![group] = room * fresh[data]![group]!;
    left -= room * count[group]! * size;
    if (left <= 0) break;
  }
  return there;
}

/** Share of the reads of one data that find their key. */
export function hitRatio({ rate, count }: Reads, there: Float64Array): number {
  let all = 0;
  let found = 0;
  for (let group = 0; group < rate.length; group++) {
    all += rate[group]! * count[group]!;
    found += rate[group]! * count[group]! * there[group]!;
  }
  return all === 0 ? 0 : found / all;
}
