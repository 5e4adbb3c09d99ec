import { CAUSE } from '../kernel/instructions.js';
import { WHEN_FULL } from '../kernel/when-full.js';
import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';
import { beginNext } from './own-work.js';

/**
 * A sender brings a message to a queue of bounded length: it is taken, or refused, or its sender waits for room. Messages that are
 * taken and still on their way to the line are not counted, so the bound may be passed by as many.
 */
export function admit(world: World, token: number, pc: number): number {
  const { tokens, program, counts, stations } = world;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const queue = program.a[pc]!;
  const line = world.roomLines + queue;
  const room = world.depth[queue]! < stations.bound[queue]!;
  if (stations.whenFull[queue] === WHEN_FULL.refuse) {
    if (room) return pc + 1;
    counts.add(queue, COUNT.dropped, 1);
    tokens.outcome[token] = CAUSE.refused;
    return program.c[pc]!;
  }
  if (room && world.length[line] === 0) return pc + 1;
  world.enqueue(line, token);
  tokens.pc[token] = pc + 1;
  letIn(world, queue);
  return -1;
}

/** The sender who has waited longest goes on where its queue has room. */
function letIn(world: World, queue: number): void {
  const line = world.roomLines + queue;
  if (world.length[line]! > 0 && world.depth[queue]! < world.stations.bound[queue]!) world.wake(world.dequeue(line));
}

/** A message comes to its consumers: one of them takes it, or it waits in the queue; of a full one it or the oldest is lost. */
export function consume(world: World, token: number, pc: number): number {
  const { tokens, program, counts } = world;
  const { sites, stations } = world;
  const site = program.a[pc]!;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const station = sites.station[site]!;
  const queue = sites.queue[site]!;
  const line = world.sharedLines + station;
  counts.settle(queue, world.clock);
  tokens.since[token * tokens.depth + sites.depth[site]!] = world.now;
  const kind = stations.whenFull[queue]!;
  if (world.depth[queue]! >= stations.bound[queue]! && kind >= WHEN_FULL.dropOldest) {
    counts.add(queue, COUNT.dropped, 1);
    if (kind === WHEN_FULL.dropNewest || world.length[line] === 0) {
      tokens.outcome[token] = CAUSE.refused;
      return sites.after[site]!;
    }
    dropOldest(world, queue, line);
  }
  tokens.pc[token] = pc + 1;
  world.enqueue(line, token);
  world.depth[queue] = world.depth[queue]! + 1;
  counts.add(queue, COUNT.waiting, 1);
  serveShared(world, station);
  return -1;
}

function dropOldest(world: World, queue: number, line: number): void {
  const oldest = world.dequeue(line);
  world.counts.add(queue, COUNT.waiting, -1);
  world.depth[queue] = world.depth[queue]! - 1;
  world.tokens.outcome[oldest] = CAUSE.refused;
  world.tokens.pc[oldest] = world.sites.after[world.program.a[world.tokens.pc[oldest]!]!]!;
  world.wake(oldest);
}

/** Hands waiting messages to consumers with a free slot, oldest first. */
export function serveShared(world: World, station: number): void {
  const { tokens, program, counts } = world;
  const { sites } = world;
  const line = world.sharedLines + station;
  while (world.length[line]! > 0 && world.taken[station]! < world.takers[station]!) {
    const instance = freeConsumer(world, station);
    if (instance < 0) return;
    const token = world.dequeue(line);
    const pc = tokens.pc[token]!;
    const site = program.a[pc]!;
    const queue = sites.queue[site]!;
    counts.settle(queue, world.clock);
    counts.settle(station, world.clock);
    counts.add(queue, COUNT.waiting, -1);
    world.depth[queue] = world.depth[queue]! - 1;
    letIn(world, queue);
    const at = token * tokens.depth + sites.depth[site]!;
    tokens.held[at] = instance;
    tokens.heldEpoch[at] = world.epoch[instance]!;
    world.free[instance] = world.free[instance]! - 1;
    if (world.watched[station] === 1) world.connections[instance] = world.connections[instance]! + 1;
    world.taken[station] = world.taken[station]! + 1;
    counts.add(station, COUNT.inSlots, 1);
    beginNext(world, token, instance);
  }
}

/** The next instance in turn that is up and has a free slot. */
function freeConsumer(world: World, station: number): number {
  const { stations, regions } = world.program;
  const first = stations.first[station]!;
  const count = stations.count[station]!;
  const index = station * (regions.length + 1);
  const turn = world.turn[index]!;
  for (let k = 0; k < count; k++) {
    const instance = first + ((turn + k) % count);
    if (world.alive[instance] === 1 && world.free[instance]! > 0) {
      world.turn[index] = (turn + k + 1) % count;
      return instance;
    }
  }
  return -1;
}
