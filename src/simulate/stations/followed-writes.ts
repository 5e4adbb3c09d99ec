import { SEEN, SEEN_RECORD } from '../caches/caches.js';
import { PICK } from '../kernel/instructions.js';
import type { CopiesOfAnswers, Reader, Tracker } from '../kernel/replication.js';
import type { World } from '../kernel/world.js';
import type { StaleCounts } from '../statistics/stale-counts.js';
import { share, since, throughCopies, until } from './copies-of-answers.js';

/** Seconds after a write within which its flow has put copies of the answer right, if it does. */
const PATIENCE = 1;
/** Settled writes are dropped from the list this many at a time. */
const MOST_SETTLED = 4096;

/** The work on a write is over. */
export function closeWrite(world: World, record: number): void {
  const { log, program } = world;
  const { readers } = program.replication.trackers[log.tracker[record]!]!;
  if (!readers.some((reader) => program.replication.readers[reader]!.cache !== undefined)) {
    settleWrite(world, record);
    return;
  }
  log.closedAt[record] = world.now;
  log.closed.push(record);
  while (log.closedFrom < log.closed.length && log.closedAt[log.closed[log.closedFrom]!]! < world.now - PATIENCE) {
    settleWrite(world, log.closed[log.closedFrom++]!);
  }
  if (log.closedFrom > MOST_SETTLED) {
    log.closed.splice(0, log.closedFrom);
    log.closedFrom = 0;
  }
}

/** Asks about the writes that are left when the run is over. */
export function settleWrites(world: World): void {
  const { log } = world;
  while (log.closedFrom < log.closed.length) settleWrite(world, log.closed[log.closedFrom++]!);
  // Copies that will hear of a write after the end: it is known when.
  for (const record of log.unfinished()) {
    const places = Array.from({ length: log.stride }, (_, i) => record * log.stride + i);
    const { slots } = world.program.replication.trackers[log.tracker[record]!]!;
    const known = places.filter((place) => !Number.isNaN(log.applied[place]!) || !Number.isNaN(log.expected[place]!)).length;
    if (known < copiesOf(world, slots)) continue;
    for (const place of places) if (Number.isNaN(log.applied[place]!)) log.applied[place] = log.expected[place]!;
    log.cut[record] = 0;
    settleWrite(world, record);
  }
}

const copiesOf = ({ program: { stations } }: World, slots: Tracker['slots']): number =>
  slots.reduce((sum, { station }) => sum + stations.count[station]! / stations.shards[station]!, 0);

/** Counts what a failure took of a write, and who would have read the old value how long after it. */
function settleWrite(world: World, record: number): void {
  const { log, program } = world;
  const tracker = program.replication.trackers[log.tracker[record]!]!;
  if (!Number.isNaN(log.acked[record]!)) {
    const lost = log.cut[record] === 1 && onlyLeaderHas(world, tracker, record) && countLost(world, tracker, record);
    if (log.counts[record] === 1) for (const reader of tracker.readers) ask(world, tracker, record, reader, lost);
  }
  log.release(record);
}

function onlyLeaderHas(world: World, tracker: Tracker, record: number): boolean {
  const { log } = world;
  let have = 0;
  for (let slot = 0; slot < log.stride; slot++) if (!Number.isNaN(log.applied[record * log.stride + slot]!)) have++;
  return have <= 1 && tracker.slots.length > 0;
}

/** Whether another copy leads by now. If not, that is decided when one is chosen, or the old one is back. */
function countLost(world: World, tracker: Tracker, record: number): boolean {
  const { log, program, losses } = world;
  const { stations } = program;
  const copies = stations.copies[tracker.station]!;
  const leader = log.leader[record]!;
  const group = stations.firstLeader[tracker.station]! + Math.floor((leader - stations.first[tracker.station]!) / copies);
  const changed = world.leader[group] !== (leader - stations.first[tracker.station]!) % copies;
  if (changed) losses.add(tracker.station, world.downAt[leader]!, 1);
  else if (world.alive[leader] === 0) losses.unsent[group] = losses.unsent[group]! + 1;
  return changed;
}

function ask(world: World, tracker: Tracker, record: number, index: number, lost: boolean): void {
  const { program, log } = world;
  const reader = program.replication.readers[index]!;
  const all = world.stale[2 * index]!;
  const own = world.stale[2 * index + 1]!;
  all.next();
  own.next();
  const writers = tracker.writers[log.region[record]!]!;
  since[0] = log.acked[record]!;
  for (let region = 0; region < reader.shares.length; region++) {
    readersOf(world, tracker, record, reader, region, reader.shares[region]!, all, lost);
  }
  // Who wrote comes back after the answer, and so after copies of the older one were put right for it.
  if (log.evicted[record]! > since[0]) since[0] = log.evicted[record]!;
  for (let region = 0; region < reader.shares.length; region++) {
    readersOf(world, tracker, record, reader, region, writers[region]!, own, lost);
  }
}

/** The readers of one region. */
function readersOf(
  world: World,
  tracker: Tracker,
  record: number,
  reader: Reader,
  region: number,
  weight: number,
  counts: StaleCounts,
  lost: boolean,
): void {
  if (weight === 0) return;
  const { program, log } = world;
  const { stations } = program;
  const { station } = reader;
  const perSet = stations.shards[station]! * stations.copies[station]!;
  const sets = stations.count[station]! / perSet;
  const from = reader.at[region]!;
  const near = (stations.home[station * program.regions.length + from]! - stations.first[station]!) / perSet;
  if (reader.roaming && !tracker.roaming) {
    for (let set = 0; set < sets; set++) readersAt(world, tracker, record, reader, from, set, weight / sets, counts, lost);
  } else readersAt(world, tracker, record, reader, from, reader.roaming ? log.set[record]! : near, weight, counts, lost);
}

function readersAt(
  world: World,
  tracker: Tracker,
  record: number,
  reader: Reader,
  region: number,
  set: number,
  weight: number,
  counts: StaleCounts,
  lost: boolean,
): void {
  const count = spread(world, tracker, record, reader, set, lost);
  if (count === 0) {
    counts.leaveOut(weight);
    return;
  }
  if (reader.cache !== undefined) {
    const hit = hitOf(world, reader.cache);
    if (hit === undefined) return;
    if (hit > 0) {
      throughCopies(world, record, reader.cache, hit, region, count, weight, counts);
      return;
    }
  }
  for (let i = 0; i < count; i++) counts.add(until[i]!, weight * share[i]!);
}

/** The share of reads that find a copy: as counted where the copies are followed by their keys, else as said; `undefined`: nobody knows. */
export function hitOf({ caches, program }: World, { call, hit }: CopiesOfAnswers): number | undefined {
  const at = program.keys.reads.get(call);
  const seen = at === undefined ? undefined : caches?.seen[at.cache];
  const asked = seen?.[at!.data * SEEN_RECORD + SEEN.asked] ?? 0;
  const counted = asked < ENOUGH ? hit : seen![at!.data * SEEN_RECORD + SEEN.found]! / asked;
  return counted === undefined ? undefined : Math.min(counted, 1 - 1e-9);
}

/** Reads after which the share of those that found a copy is known well enough. */
const ENOUGH = 1000;

/** Fills in where a read may come to in one region set, and how long each of these is behind; answers how many there are. */
function spread(world: World, tracker: Tracker, record: number, reader: Reader, set: number, lost: boolean): number {
  const { program, log } = world;
  const { stations } = program;
  const { station, pick, ask: asked } = reader;
  const copies = stations.copies[station]!;
  const slots = tracker.slots.find((each) => each.station === station);
  if (slots === undefined) return 0;
  const from = record * log.stride + slots.from + set * copies;
  const shard = log.shard[record]! % stations.shards[station]!;
  const lead = world.leader[stations.firstLeader[station]! + set * stations.shards[station]! + shard]!;
  const behind = (copy: number): number => {
    const at = log.applied[from + copy]!;
    return Number.isNaN(at) ? (lost ? Infinity : Number.NaN) : at - since[0]!;
  };
  let count = 0;
  for (let copy = 0; copy < copies && count < until.length; copy++) {
    if (pick === PICK.leader && copy !== lead) continue;
    if (pick === PICK.replica && copies > 1 && copy === lead) continue;
    let least = behind(copy);
    // Copies that are down are passed over.
    for (let k = 1, left = asked - 1; k < copies && left > 0; k++) {
      const other = behind((copy + k) % copies);
      if (Number.isNaN(other)) continue;
      least = Number.isNaN(least) ? other : Math.min(least, other);
      left--;
    }
    if (Number.isNaN(least)) continue;
    until[count++] = least;
  }
  share.fill(1 / Math.max(1, count), 0, count);
  return count;
}
