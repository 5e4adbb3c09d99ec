import { CAUSE, OP, PICK, UNLIMITED } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';
import { PART } from '../statistics/spent-table.js';
import { COUNT, RECORD, settle } from '../statistics/station-counts.js';
import { sample } from '../workload/samplers.js';
import { choose } from './choose.js';
import { otherEntrance } from './names.js';
import { begin, beginNext } from './own-work.js';
import { serveShared } from './serve.js';

/** Weight of the newest answer in the moving mean of an instance's response time. */
const NEWEST = 0.1;

/** Chooses an instance and travels to it; a component without slots does its own work on the way. Answers where to go on, or -1. */
export function visit(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  const { sites, stations, instances } = program;
  const site = program.a[pc]!;
  const pick = sites.pick[site]!;
  if (pick >= PICK.leastConnections && pick <= PICK.powerOfTwo && tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const at = token * tokens.depth + sites.depth[site]!;
  const from = tokens.held[at - 1]!;
  const only = sites.only[site]!;
  let instance = only >= 0 && world.alive[only] === 1 ? only : chooseHeard(world, token, site, from);
  if (instance < 0) instance = otherEntrance(world, token, sites.station[site]!, from);
  if (instance < 0) {
    tokens.outcome[token] = CAUSE.down;
    world.counts.add(sites.station[site]!, COUNT.unmet, 1);
    return sites.after[site]!;
  }
  if (world.partitions.active > 0 && world.partitions.apart(instances.zone[from]!, instances.zone[instance]!)) {
    tokens.pc[token] = pc;
    world.partitions.hold(token);
    return -1;
  }
  tokens.held[at] = instance;
  tokens.heldEpoch[at] = world.epoch[instance]!;
  const station = sites.station[site]!;
  // The way is added to what the token owes rather than passed on: a number that is not whole would be boxed on each call.
  if (program.spread) tokens.debt[token]! += program.roundTrip[instances.zone[from]! * program.places + instances.zone[instance]!]!;
  if (tokens.trace[token]! >= 0) traceWay(world, token, station, from, instance);
  if (stations.finite[station] === 0) {
    if (world.alive[instance] === 0) {
      tokens.outcome[token] = CAUSE.down;
      return sites.after[site]!;
    }
    const next = program.op[pc + 1];
    // Past a gate, who is let in does the work.
    if (next !== OP.limit && next !== OP.open) passThrough(world, token, site, station);
    return pc + 1;
  }
  if (world.watched[station] === 1) world.connections[instance] = world.connections[instance]! + 1;
  if (program.op[pc + 1] !== OP.arrive) return pc + 1;
  return tokens.debt[token]! > 0 ? world.sleep(token, pc + 1, 0) : arrive(world, token, pc + 1);
}

/** One that can be heard, if there is any. */
function chooseHeard(world: World, token: number, site: number, from: number): number {
  const { partitions } = world;
  if (partitions.active === 0) return choose(world, token, site, from);
  partitions.asking = world.program.instances.zone[from]!;
  const heard = choose(world, token, site, from);
  partitions.asking = -1;
  return heard >= 0 ? heard : choose(world, token, site, from);
}

function traceWay(world: World, token: number, station: number, from: number, instance: number): void {
  const { roundTrip, instances, places } = world.program;
  world.trace.add(
    world.tokens.trace[token]!,
    station,
    roundTrip[instances.zone[from]! * places + instances.zone[instance]!]!,
    PART.network,
  );
}

/** The whole stay at a component without slots: its own work is done on the way. */
export function passThrough(world: World, token: number, site: number, station: number): void {
  const { counts, tokens } = world;
  const sampler = world.sites.sampler[site]!;
  counts.add(station, COUNT.visits, 1);
  if (sampler < 0) return;
  const time = sample(world.samplers, sampler, world.random, world.stationStream(station, 0)) * world.slow[station]!;
  tokens.debt[token]! += time;
  counts.add(station, COUNT.workingArea, time);
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, station, time, PART.work);
}

/** Takes a slot of the chosen instance, or a place in its line, or is turned away. */
export function arrive(world: World, token: number, pc: number): number {
  const { tokens, program, counts } = world;
  const { sites, stations } = world;
  const site = program.a[pc]!;
  const at = token * tokens.depth + sites.depth[site]!;
  const instance = tokens.held[at]!;
  const station = sites.station[site]!;
  const { values } = counts;
  const record = station * RECORD;
  settle(values, record, world.clock);
  tokens.since[at] = world.now;
  if (world.alive[instance] === 0) {
    counts.add(station, COUNT.unmet, 1);
    return turnAway(world, token, site, instance, CAUSE.down);
  }
  tokens.heldEpoch[at] = world.epoch[instance]!;
  if (world.free[instance]! > 0) {
    world.free[instance] = world.free[instance]! - 1;
    values[record + COUNT.inSlots]!++;
    return begin(world, token, pc + 1, site, instance, at);
  }
  if (world.length[instance]! >= stations.line[station]!) {
    counts.add(station, COUNT.dropped, 1);
    return turnAway(world, token, site, instance, CAUSE.refused);
  }
  world.enqueue(instance, token);
  values[record + COUNT.waiting]!++;
  tokens.pc[token] = pc + 1;
  return -1;
}

function turnAway(world: World, token: number, site: number, instance: number, cause: number): number {
  if (world.watched[world.sites.station[site]!] === 1) world.connections[instance] = Math.max(0, world.connections[instance]! - 1);
  world.tokens.outcome[token] = cause;
  return world.sites.after[site]!;
}

/** Own work ended: the core goes to who waits for it. */
export function worked(world: World, token: number, pc: number): number {
  const { tokens, program, counts } = world;
  const { sites } = world;
  const site = program.a[pc]!;
  const station = sites.station[site]!;
  const at = token * tokens.depth + sites.depth[site]!;
  const instance = tokens.held[at]!;
  settle(counts.values, station * RECORD, world.clock);
  if (tokens.heldEpoch[at] !== world.epoch[instance]) {
    return lost(world, token, sites.leave[site]!);
  }
  counts.values[station * RECORD + COUNT.working]!--;
  world.coresFree[instance] = world.coresFree[instance]! + 1;
  if (world.stations.cores[station]! < UNLIMITED) serveCore(world, station, instance);
  return program.op[pc + 1] === OP.leave ? release(world, token, pc + 1, site, station, instance, at) : pc + 1;
}

function serveCore(world: World, station: number, instance: number): void {
  const line = world.coreLines + instance;
  if (world.length[line]! === 0) return;
  const next = world.dequeue(line);
  world.counts.add(station, COUNT.waiting, -1);
  world.counts.add(station, COUNT.inSlots, 1);
  beginNext(world, next, instance);
}

/** Own work once more on the slot that is held. */
export function again(world: World, token: number, pc: number): number {
  const { tokens, program } = world;
  const site = program.a[pc]!;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const at = token * tokens.depth + world.sites.depth[site]!;
  const instance = tokens.held[at]!;
  world.counts.settle(world.sites.station[site]!, world.clock);
  tokens.since[at] = world.now;
  if (tokens.heldEpoch[at] === world.epoch[instance]) {
    // It is one visit that begins its work, however often it does.
    world.counts.add(world.sites.station[site]!, COUNT.begun, -1);
    return begin(world, token, pc + 1, site, instance, at);
  }
  tokens.outcome[token] = CAUSE.reset;
  return world.sites.leave[site]!;
}

/** Its instance died: nobody knows what was done. */
function lost(world: World, token: number, pc: number): number {
  world.tokens.outcome[token] = CAUSE.reset;
  return pc;
}

/** Gives the slot back: the visit is over, and who waits first gets it. */
export function leave(world: World, token: number, pc: number): number {
  const { tokens, program, sites } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const site = program.a[pc]!;
  const station = sites.station[site]!;
  const at = token * tokens.depth + sites.depth[site]!;
  const instance = tokens.held[at]!;
  if (tokens.heldEpoch[at] !== world.epoch[instance]) {
    return lost(world, token, pc + 1);
  }
  settle(world.counts.values, station * RECORD, world.clock);
  return release(world, token, pc, site, station, instance, at);
}

/** Gives the slot back; the counts of the component go up to now. Answers where the token goes on. */
function release(world: World, token: number, pc: number, site: number, station: number, instance: number, at: number): number {
  const { tokens, stations, sites, program } = world;
  world.counts.values[station * RECORD + COUNT.visits]!++;
  if (world.watched[station] === 1) {
    world.connections[instance] = world.connections[instance]! - 1;
    world.coldStarts.lastUsed[instance] = world.now;
    world.responseTime[instance] = (1 - NEWEST) * world.responseTime[instance]! + NEWEST * (world.now - tokens.since[at]!);
  }
  freeSlot(world, station, instance);
  if (stations.shared[station] === 1) {
    if (sites.queue[site]! >= 0) world.taken[station] = world.taken[station]! - 1;
    serveShared(world, station, instance);
  }
  return tokens.outcome[token] === 0 && program.idle[pc + 1] === 1 ? pc + 2 : pc + 1;
}

function freeSlot(world: World, station: number, instance: number): void {
  const { counts } = world;
  if (world.length[instance]! === 0) {
    world.free[instance] = world.free[instance]! + 1;
    counts.values[station * RECORD + COUNT.inSlots]!--;
    return;
  }
  const next = world.dequeue(instance);
  counts.values[station * RECORD + COUNT.waiting]!--;
  beginNext(world, next, instance);
}
