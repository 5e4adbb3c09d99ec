import { uniform } from '#base/random.js';
import type { CopiesOfAnswers } from '../kernel/replication.js';
import type { World } from '../kernel/world.js';
import { AFTER, type StaleCounts } from '../statistics/stale-counts.js';
import { exponential } from '../workload/variates.js';

/** Copies of an answer that one write is followed through. */
const MOST_COPIES = 1000;
/** The moment from which it is counted how long a copy is behind: that of the acknowledgement, or when the flow of the writer went on. */
export const since = new Float64Array(1);

/** Where the readers of one write stand: how long each of the copies they may be sent to is behind, and their shares. */
export const until = new Float64Array(64);
export const share = new Float64Array(64);

/**
 * Follows the copies of one answer through a write. A copy is there with the probability of a hit and lasts the rest of its life; it
 * goes when it is removed. Who comes when there is none reads the store and leaves a copy for the next: of the old value, where the
 * store's copy was still behind. How soon somebody comes follows from the hit ratio h and the life T: a key is asked for h / (1 - h) / T
 * times a second, where copies live from their load on.
 */
export function throughCopies(
  world: World,
  record: number,
  cache: CopiesOfAnswers,
  hit: number,
  region: number,
  count: number,
  weight: number,
  counts: StaleCounts,
): void {
  const { log, random } = world;
  const stream = world.staleStream(cache.station);
  const reached = (!cache.byRegion || log.region[record] === region) && uniform(random, stream) * cache.instances < 1;
  const removed = !reached ? Number.NaN : cache.through ? 0 : log.evicted[record]! - since[0]!;
  const put = cache.through || log.put[record] === 1;
  const last = latest(count);
  let now = Number.isNaN(removed) ? 0 : Math.min(0, removed);
  let old = uniform(random, stream) < hit;
  let end = now + (Number.isFinite(cache.ttl) ? cache.ttl * uniform(random, stream) : Infinity);
  let lastStale = 0;
  if (!old) end = now;
  for (let copies = 0; copies < MOST_COPIES; copies++) {
    const taken = !Number.isNaN(removed) && removed >= now && removed < end;
    if (taken) end = removed;
    if (old && end > 0) {
      mark(counts, now, end, weight);
      lastStale = Math.max(lastStale, end);
    }
    if (taken && put) break;
    const rate = hit / (1 - hit) / cache.ttl;
    const load = end + (rate > 0 && Number.isFinite(rate) ? exponential(random, stream) / rate : 0);
    if (!(load < Infinity)) break;
    lastStale = Math.max(lastStale, missed(counts, end, load, count, weight));
    if (load >= last && (Number.isNaN(removed) || load >= removed)) break;
    old = until[Math.min(count - 1, Math.floor(uniform(random, stream) * count))]! > load;
    now = load;
    end = load + cache.ttl;
  }
  counts.addVisible(lastStale, weight);
}

function latest(count: number): number {
  let last = 0;
  for (let i = 0; i < count; i++) if (until[i]! > last) last = until[i]!;
  return last;
}

/** A copy of the old value stands from `from` to `to`. */
function mark(counts: StaleCounts, from: number, to: number, weight: number): void {
  for (let k = 0; k < AFTER.length && AFTER[k]! < to; k++) if (AFTER[k]! >= from) counts.addAt(k, weight);
}

/** Nothing stands there from `from` to `to`: who comes reads the store. Answers until when that was old for somebody. */
function missed(counts: StaleCounts, from: number, to: number, count: number, weight: number): number {
  let old = 0;
  for (let i = 0; i < count; i++) {
    const end = Math.min(to, until[i]!);
    if (end <= from || end <= 0) continue;
    mark(counts, from, end, weight * share[i]!);
    old = Math.max(old, end);
  }
  return old;
}
