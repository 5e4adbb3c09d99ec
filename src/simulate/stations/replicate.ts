import { below, uniform } from '#base/random.js';
import { wait } from '../kernel/control.js';
import { APPLIED, CAUSE } from '../kernel/instructions.js';
import { startBeside } from '../kernel/lifecycle.js';
import type { Tracker } from '../kernel/replication.js';
import { NOBODY } from '../kernel/tokens.js';
import type { World } from '../kernel/world.js';
import { leaderOf, regionOf, shardFor } from './choose.js';
import { closeWrite } from './followed-writes.js';

/** Each of these answers where the token goes on, or -1 when it stops here. */

/** A write begins at the copies that take it: of a shard drawn for it, or where the leading one has just done its work. */
export function written(world: World, token: number, pc: number): number {
  const { program, tokens, log } = world;
  const index = program.a[pc]!;
  const tracker = program.replication.trackers[index]!;
  const { stations } = program;
  const at = token * tokens.depth + tracker.depth;
  const held = tokens.held[at]!;
  const copies = stations.copies[tracker.station]!;
  const firstInstance = stations.first[tracker.station]!;
  const first = tracker.quorum ? drawCopies(world, token, tracker, held) : held - ((held - firstInstance) % copies);
  const registers = token * tokens.registers;
  tokens.register[registers + tracker.first] = first;
  const name = log.begin(index, world.measuring);
  tokens.register[registers + tracker.log] = name;
  if (name === 0) return pc + 1;
  const record = log.recordOf(name);
  const perSet = stations.shards[tracker.station]! * copies;
  log.set[record] = Math.floor((first - firstInstance) / perSet);
  log.shard[record] = Math.floor(((first - firstInstance) % perSet) / copies);
  log.region[record] = regionOf(world, tracker.quorum ? held : tokens.held[at - 1]!);
  if (tracker.quorum) return pc + 1;
  log.leader[record] = held;
  note(world, record, held, world.now + tokens.debt[token]!);
  return pc + 1;
}

function drawCopies(world: World, token: number, { roaming, key, station }: Tracker, from: number): number {
  const home = roaming ? below(world.random, world.stationStream(station, 1), world.program.regions.length) : regionOf(world, from);
  return shardFor(world, token, key, station, home);
}

/** Copies are told of a write up to so much later; each of them for itself, evenly. The copies of another region are told together. */
export function ship(world: World, token: number, pc: number): number {
  const { program } = world;
  const delay = program.pauses[program.a[pc]!]! * uniform(world.random, world.lagStream(program.b[pc]!));
  const record = recordOf(world, token, program.d[pc]!);
  if (record >= 0) expect(world, token, record, program.c[pc] === 1, delay);
  return world.sleep(token, pc + 1, delay);
}

/** Writes down when the copy that the token is on its way to, or all of its region, will hear of the write. */
function expect(world: World, token: number, record: number, all: boolean, delay: number): void {
  const { program, tokens, log } = world;
  const { stations, instances, roundTrip, places } = program;
  const target = tokens.target[token]!;
  const from = tokens.held[token * tokens.depth]!;
  const way = roundTrip[instances.zone[from]! * places + instances.zone[target]!]!;
  const station = instances.of[target]!;
  const copies = stations.copies[station]!;
  const first = all ? target - ((target - stations.first[station]!) % copies) : target;
  for (let copy = first; copy < (all ? first + copies : first + 1); copy++) {
    const place = placeOf(world, record, copy);
    if (place >= 0) log.expected[place] = world.now + tokens.debt[token]! + delay + way;
  }
}

/** What was to be sent by a leader that died since is not sent: the copy waits for somebody else's word. */
export function shipped(world: World, token: number, pc: number): number {
  const { program, tokens, log } = world;
  const from = tokens.held[token * tokens.depth]!;
  if (tokens.heldEpoch[token * tokens.depth] === world.epoch[from]) return pc + 1;
  tokens.outcome[token] = CAUSE.down;
  const record = recordOf(world, token, program.b[pc]!);
  if (record >= 0 && from === log.leader[record]) log.cut[record] = 1;
  return program.c[pc]!;
}

/**
 * A copy has the write (`b`), and a piece of the work on it has ended (`c`). Nobody hears of a copy that could not take what was sent
 * behind the answer: it catches up.
 */
export function applied(world: World, token: number, pc: number): number {
  const { program, tokens } = world;
  const record = recordOf(world, token, program.c[pc]!);
  const over = (program.b[pc]! & APPLIED.over) !== 0;
  if (record >= 0) {
    if ((program.b[pc]! & APPLIED.has) !== 0 && tokens.outcome[token] === 0) {
      const instance = tokens.held[token * tokens.depth + program.d[pc]!]!;
      note(world, record, instance, world.now + tokens.debt[token]! + tooLate(world, record, program.a[pc]!, instance));
    }
    if (over) ended(world, record);
  }
  if (over && tokens.parent[token] === NOBODY) tokens.outcome[token] = 0;
  return pc + 1;
}

/** The write that a register names on this token; -1: it is none of those that are followed. */
function recordOf(world: World, token: number, register: number): number {
  const { tokens, log } = world;
  if (register < 0) return -1;
  const name = tokens.register[token * tokens.registers + register]!;
  return name === 0 ? -1 : log.recordOf(name);
}

/** The writer is told, or hears that it failed; not where who took the write, or who asked copies without a leader for it, died meanwhile. */
export function acked(world: World, token: number, pc: number): number {
  const { tokens, log, program } = world;
  const record = recordOf(world, token, program.c[pc]!);
  if (record < 0) return pc + 1;
  const { depth } = program.replication.trackers[program.a[pc]!]!;
  const at = token * tokens.depth + depth;
  const told = tokens.outcome[token] === 0 && (depth === 0 || tokens.heldEpoch[at] === world.epoch[tokens.held[at]!]);
  if (told) log.acked[record] = world.now + tokens.debt[token]!;
  if (!told || program.b[pc] === APPLIED.over) ended(world, record);
  return pc + 1;
}

/** The flow that wrote has taken the copies of the answer away (`b` 0), or put them right. */
export function evicted(world: World, token: number, pc: number): number {
  const { program, tokens, log } = world;
  const record = recordOf(world, token, program.c[pc]!);
  if (record < 0 || tokens.outcome[token] !== 0) return pc + 1;
  log.evicted[record] = world.now + tokens.debt[token]!;
  log.put[record] = program.b[pc]!;
  return pc + 1;
}

/** Sends a write to the copies of the other regions: one token for each of them. */
export function regions(world: World, token: number, pc: number): number {
  const { program, tokens, log } = world;
  const set = program.replication.regionSets[program.a[pc]!]!;
  const tracker = program.replication.trackers[set.tracker]!;
  const { stations } = program;
  const registers = tokens.registers;
  const own = tokens.register[token * registers + tracker.first]!;
  const record = log.recordOf(tokens.register[token * registers + tracker.log]!);
  const copies = stations.copies[set.station]!;
  const perSet = stations.shards[set.station]! * copies;
  const firstInstance = stations.first[set.station]!;
  const sets = stations.count[set.station]! / perSet;
  const within = (own - firstInstance) % perSet;
  const parent = set.waits ? token : NOBODY;
  let count = 0;
  for (let k = 0; k < sets; k++) {
    const first = firstInstance + k * perSet + within;
    if (first === own) continue;
    const child = startBeside(world, token, set.code, set.depth, parent);
    tokens.register[child * registers + tracker.first] = first;
    tokens.target[child] = first + Math.max(0, world.leader[leaderOf(world, set.station, first)]!);
    if (record >= 0) log.pending[record] = log.pending[record]! + 1;
    world.wake(child);
    count++;
  }
  if (!set.waits || count === 0) return pc + 1;
  return wait(world, token, pc + 1, count, count, 0);
}

/** Seconds that a copy is behind because the quorum was there without it. */
function tooLate(world: World, record: number, index: number, instance: number): number {
  const { log, program, random } = world;
  const { lag, station } = program.replication.trackers[index]!;
  if (lag === 0 || Number.isNaN(log.acked[record]!) || program.instances.of[instance] !== station) return 0;
  return lag * uniform(random, world.lagStream(station));
}

/** Writes down when `instance` had the write. */
function note(world: World, record: number, instance: number, time: number): void {
  const place = placeOf(world, record, instance);
  if (place >= 0) world.log.applied[place] = time;
}

/** Place of a copy among the times of a write; -1: it is none of its copies. */
function placeOf({ log, program }: World, record: number, instance: number): number {
  const { stations, instances, replication } = program;
  const station = instances.of[instance]!;
  const copies = stations.copies[station]!;
  const offset = instance - stations.first[station]!;
  const place = Math.floor(offset / (stations.shards[station]! * copies)) * copies + (offset % copies);
  for (const slots of replication.trackers[log.tracker[record]!]!.slots) {
    if (slots.station === station) return record * log.stride + slots.from + place;
  }
  return -1;
}

/** A piece of the work on a write has ended; with the last of them it is over. */
export function ended(world: World, record: number): void {
  const { log } = world;
  const left = log.pending[record]! - 1;
  log.pending[record] = left;
  if (left === 0) closeWrite(world, record);
}
