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

/** Mean time that a copy is good for: until `ttl` after it was last put there, or until it is taken away. */
function lifetime(ttl: number, puts: number, drops: number): number {
  if (drops > 0) return ttl === Infinity ? 1 / drops : -Math.expm1(-drops * ttl) / drops;
  return ttl === Infinity || puts * ttl > MOST_PUTS ? Infinity : puts > 0 ? Math.expm1(puts * ttl) / puts : ttl;
}

/** A copy that is put there anew so often within its time never expires. */
const MOST_PUTS = 50;

/** Probability that a key asked for `reads` times a second is there, with room for all until it expires or is pushed out. */
function chance(eviction: number, reads: number, puts: number, drops: number, time: number, ttl: number): number {
  const rate = reads + puts;
  const life = lifetime(ttl, puts, drops);
  const fresh = life === Infinity ? 1 : (rate * life) / (1 + rate * life);
  if (time === Infinity) return rate > 0 ? fresh : 0;
  const kept =
    eviction === EVICTION.fifo || eviction === EVICTION.random || eviction === EVICTION.ttl
      ? (rate * time) / (1 + rate * time)
      : -Math.expm1(-rate * time);
  return kept * fresh;
}

/**
 * What a cache of `capacity` bytes holds under independent reads: Che's approximation for LRU, its counterpart for FIFO and random
 * (V. Martina, M. Garetto, E. Leonardi, "A unified approach to the performance analysis of caching systems", INFOCOM 2014), the most
 * popular for LFU. A copy that is made on a miss and good for the time L on average is there rate L / (1 + rate L) of the time, by
 * renewal: L is the ttl, (1 - exp(-w ttl)) / w where w invalidations a second take it away, (exp(u ttl) - 1) / u where u writes a
 * second make it new. With a limit on memory as well the two are taken to be independent, which holds where one of them binds alone.
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
