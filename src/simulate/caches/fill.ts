import { uniform } from '#base/random.js';
import type { Popularity } from '../workload/popularity.js';
import { EVICTION, type KeyCache } from './key-cache.js';
import type { Reads, Steady } from './steady.js';

/** What is in a cache, one entry a copy: its data and rank, and in seconds the ages of its last use (where numbers of uses count: the time between them) and of itself. */
type Drawn = { readonly data: number[]; readonly rank: number[]; readonly used: number[]; readonly made: number[] };

export type Filling = {
  readonly popularity: readonly Popularity[];
  readonly reads: readonly Reads[];
  readonly steady: Steady;
  /** The part that a key lives in; -1: it is not to be filled. */
  readonly partOf: (data: number, rank: number) => number;
};

/** Age of a copy that never goes, in mean times between its uses: any will do, since only the order counts. */
const LONG = 1e3;

/** Fills one set of parts as it would be after a long time, at time `now`, so that a run need not last until it is. */
export function fill(cache: KeyCache, filling: Filling, now: number, words: Int32Array, at: number): void {
  const { eviction, ttl } = cache.shape;
  const drawn: Drawn = { data: [], rank: [], used: [], made: [] };
  filling.popularity.forEach((popularity, data) => drawCopies(cache, data, popularity, filling, drawn, words, at));
  const oldestFirst = orderOf(drawn.made);
  const parts = Int32Array.from(drawn.rank, (rank, i) => filling.partOf(drawn.data[i]!, rank));
  for (const i of oldestFirst) {
    cache.clock[0] = now - drawn.made[i]!;
    if (parts[i]! >= 0) cache.put(parts[i]!, drawn.data[i]!, drawn.rank[i]!, words, at);
  }
  cache.clock[0] = now;
  if (eviction === EVICTION.lru && ttl < Infinity) {
    for (const i of orderOf(drawn.used)) if (parts[i]! >= 0) cache.look(parts[i]!, drawn.data[i]!, drawn.rank[i]!);
  }
  if (eviction === EVICTION.lfu) {
    orderOf(drawn.used).forEach((i, place) => {
      if (parts[i]! >= 0) cache.usedSoFar(parts[i]!, drawn.data[i]!, drawn.rank[i]!, place / parts.length);
    });
  }
}

/** Draws which keys of one data are there, rank by rank up to the head and block by block beyond. */
function drawCopies(
  cache: KeyCache,
  data: number,
  { from, count }: Popularity,
  { reads, steady }: Filling,
  drawn: Drawn,
  words: Int32Array,
  at: number,
): void {
  const { head, block } = cache.shape;
  for (let group = 0; group < from.length; group++) {
    const chance = steady.there[data]![group]!;
    if (chance <= 0) continue;
    const last = from[group]! + count[group]! - 1;
    const rate = reads[data]!.rate[group]!;
    for (let rank = from[group]!; rank <= last; ) {
      const beyond = rank > head;
      if (beyond) rank = rank > cache.leader(rank) ? cache.leader(rank) + block : cache.leader(rank);
      const jump = chance >= 1 ? 0 : Math.floor(Math.log(uniform(words, at)) / Math.log1p(-chance));
      const next = rank + jump * (beyond ? block : 1);
      rank = beyond ? next : Math.min(next, head + 1);
      if (rank > last) break;
      if (!beyond && next > head) continue;
      add(cache, drawn, data, rank, rate, steady.time, words, at);
      rank += beyond ? block : 1;
    }
  }
}

function add(cache: KeyCache, drawn: Drawn, data: number, rank: number, rate: number, time: number, words: Int32Array, at: number): void {
  const { eviction, ttl } = cache.shape;
  const u = uniform(words, at);
  const stays = Math.min(time, ttl);
  const made = Math.min(stays, LONG / rate) * u;
  const idle = -Math.log1p(-uniform(words, at) * -Math.expm1(-rate * Math.min(time, LONG / rate))) / rate;
  drawn.data.push(data);
  drawn.rank.push(rank);
  drawn.used.push(eviction === EVICTION.lfu ? 1 / rate : Math.min(idle, ttl < Infinity ? made : idle));
  drawn.made.push(eviction === EVICTION.lru && ttl === Infinity ? idle : made);
}

const BUCKETS = 1 << 16;

/** Places of the values, highest first, to one part in 65,536 of the range of their logarithms: by counting, since there are many. */
function orderOf(values: readonly number[]): Int32Array {
  const bucket = new Int32Array(values.length);
  const begins = new Int32Array(BUCKETS + 1);
  let lowest = Infinity;
  let highest = -Infinity;
  const logs = Float64Array.from(values, (each) => Math.log(Math.max(1e-300, each)));
  for (const each of logs) {
    lowest = Math.min(lowest, each);
    highest = Math.max(highest, each);
  }
  const scale = (BUCKETS - 1) / Math.max(1e-300, highest - lowest);
  logs.forEach((each, i) => {
    bucket[i] = Math.floor((highest - each) * scale);
    begins[bucket[i]! + 1]!++;
  });
  for (let i = 0; i < BUCKETS; i++) begins[i + 1]! += begins[i]!;
  const order = new Int32Array(values.length);
  bucket.forEach((each, i) => {
    order[begins[each]!++] = i;
  });
  return order;
}
