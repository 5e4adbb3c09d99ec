import { uniform } from '#base/random.js';
import { varying } from '../kernel/control.js';
import type { World } from '../kernel/world.js';
import { drawRank, hashRank, placeOf } from '../workload/keys.js';
import { exponential } from '../workload/variates.js';
import { SEEN, SEEN_RECORD } from './caches.js';
import { LOOKUP } from './key-cache.js';
import { KEY_RECORD, type Lookup, STAMPEDE } from './key-program.js';

/** Draws a key for the data of the instruction; the steps after it, and those beside them, are about the same one. */
export function drawKey(world: World, token: number, pc: number): number {
  const { program } = world;
  draw(world, token, program.a[pc]!, program.b[pc] === 1);
  return pc + 1;
}

function draw(world: World, token: number, data: number, even: boolean): void {
  const { tokens, requests, program, random } = world;
  const { law, even: evenly } = program.keys.data[data]!;
  const stream = world.flowStream(requests.flow[tokens.request[token]!]!, 2);
  const at = (token * program.keys.data.length + data) * KEY_RECORD;
  drawRank(even ? evenly : law, random, stream, tokens.keys, at);
  tokens.keys[at + 1] = uniform(random, stream);
}

/** Place in `tokens.keys` of the key of a data, which is drawn if nobody has. */
export function keyAt(world: World, token: number, data: number): number {
  const at = (token * world.program.keys.data.length + data) * KEY_RECORD;
  if (world.tokens.keys[at] === 0) draw(world, token, data, false);
  return at;
}

/** The shard of `shards` of a component that the key of a data lives on. */
export function shardOf(world: World, token: number, data: number, station: number, shards: number): number {
  return placeOf(world.tokens.keys[keyAt(world, token, data)]!, world.program.keys.salts[station]!, shards);
}

/** The set of a cache that a visit at `depth` is made to: that of its instance, or of the instance that called it. */
function setOf(world: World, token: number, cache: number, depth: number): number {
  const plan = world.program.keys.caches[cache]!;
  const at = token * world.tokens.depth + depth;
  if (plan.partOfCaller.length > 0) return Math.max(0, plan.partOfCaller[world.tokens.held[at - 1]!]!);
  const first = world.tokens.held[at]! - world.stations.first[plan.station]!;
  return Math.floor(first / (plan.copies * plan.shards));
}

/** Leaves the `i`-th key of a call in `world.caches.rank`: the first is that of the request, the others are drawn for this call. */
export function nthKey(world: World, token: number, data: number, i: number): void {
  const { caches, program, tokens } = world;
  const at = keyAt(world, token, data);
  if (i === 0) {
    caches!.rank[0] = tokens.keys[at]!;
    return;
  }
  const { scratch } = caches!;
  const seed = Math.floor(tokens.keys[at + 1]! * 4294967296);
  for (let word = 0; word < 4; word++) scratch[word] = hashRank(4 * i + word, seed | 1);
  drawRank(program.keys.data[data]!.law, scratch, 0, caches!.rank, 0);
}

/** The part that a key lives in: where one copy stands for several keys, all of them in that of the first to put it there. */
export function partOf(world: World, cache: number, set: number, rank: number): number {
  const { shards, station } = world.program.keys.caches[cache]!;
  if (shards === 1) return set;
  return set * shards + placeOf(world.caches!.caches[cache]!.leader(rank), world.program.keys.salts[station]!, shards);
}

/** The time by the token's own clock: stays that the events do not know of are ahead of it. */
export const setClock = (world: World, token: number, cache: number): void => {
  world.caches!.caches[cache]!.clock[0] = world.now + world.tokens.debt[token]!;
};

export const keysOf = (world: World, token: number, { items }: Lookup): number =>
  items < 0 ? 1 : Math.max(1, Math.round(varying(world, token, items)));

/** Looks the keys of a call up: one that is missing makes it a miss. */
export function look(world: World, token: number, pc: number): number {
  const { program, tokens, caches } = world;
  const lookup = program.keys.lookups[program.a[pc]!]!;
  const { cache, data } = lookup;
  const plan = program.keys.caches[cache]!;
  const set = setOf(world, token, cache, program.d[pc]!);
  setClock(world, token, cache);
  let missed = 0;
  let anew = 0;
  const count = keysOf(world, token, lookup);
  for (let i = 0; i < count; i++) {
    nthKey(world, token, plan.data[data]!, i);
    const rank = caches!.rank[0]!;
    const found = caches!.caches[cache]!.look(partOf(world, cache, set, rank), data, rank);
    if (found === LOOKUP.miss) missed = 1;
    else if (found === LOOKUP.stale || (plan.stampede === STAMPEDE.earlyRefresh && soonExpires(world, cache))) anew = 1;
    note(world, cache, data, found);
  }
  const registers = token * tokens.registers;
  tokens.register[registers + lookup.missed] = missed;
  tokens.register[registers + lookup.part] = missed + anew > 0 ? set + 1 : 0;
  return pc + 1;
}

function note(world: World, cache: number, data: number, found: number): void {
  const { caches } = world;
  world.timeline?.asked(cache, found !== LOOKUP.miss, world.now);
  if (!world.measuring) return;
  const seen = caches!.seen[cache]!;
  seen[data * SEEN_RECORD + SEEN.asked]!++;
  if (found !== LOOKUP.miss) seen[data * SEEN_RECORD + SEEN.found]!++;
  if (found === LOOKUP.stale) seen[data * SEEN_RECORD + SEEN.stale]!++;
}

/**
 * Whether a copy is fetched anew before it expires: by chance, the more likely the nearer its end and the longer a fetch takes
 * (A. Vattani, F. Chierichetti, K. Lowenstein, "Optimal probabilistic cache stampede prevention", VLDB 2015, with beta 1).
 */
function soonExpires(world: World, cache: number): boolean {
  const { expires, found, clock } = world.caches!.caches[cache]!;
  const stream = world.stationStream(world.program.keys.caches[cache]!.station, 3);
  return clock[0]! + world.caches!.fetchTime[cache]! * exponential(world.random, stream) >= expires[found]!;
}

export function put(world: World, token: number, pc: number): number {
  const { program, caches, random } = world;
  const { cache, data } = program.keys.changes[program.a[pc]!]!;
  const plan = program.keys.caches[cache]!;
  const set = setOf(world, token, cache, program.d[pc]!);
  const rank = world.tokens.keys[keyAt(world, token, plan.data[data]!)]!;
  setClock(world, token, cache);
  caches!.caches[cache]!.put(partOf(world, cache, set, rank), data, rank, random, world.stationStream(plan.station, 3));
  return pc + 1;
}

export function drop(world: World, token: number, pc: number): number {
  const { program, caches } = world;
  const { cache, data } = program.keys.changes[program.a[pc]!]!;
  const plan = program.keys.caches[cache]!;
  const set = setOf(world, token, cache, program.d[pc]!);
  const rank = world.tokens.keys[keyAt(world, token, plan.data[data]!)]!;
  caches!.caches[cache]!.remove(partOf(world, cache, set, rank), data, rank);
  return pc + 1;
}
