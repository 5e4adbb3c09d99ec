import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';
import { deliver } from './delivery-clock.js';
import { beginNext } from './own-work.js';
import { takeFirst } from './waiting-messages.js';

/** The sender who has waited longest goes on where its queue has room. */
export function letIn(world: World, queue: number): void {
  const line = world.roomLines + queue;
  if (world.length[line]! > 0 && world.depth[queue]! < world.stations.bound[queue]!) world.wake(world.dequeue(line));
}

/** The instance that a partition belongs to: they are dealt out in turn among those that are up. -1: nobody is. */
export function ownerOf(world: World, line: number, lane: number): number {
  const { lines, stations } = world.program;
  const station = lines.takers[lines.takersFrom[line]!]!;
  const first = stations.first[station]!;
  const count = stations.count[station]!;
  let up = 0;
  for (let k = 0; k < count; k++) up += world.alive[first + k]! & world.fleet.serves[first + k]!;
  if (up === 0) return -1;
  let turn = (lane - lines.firstLane[line]!) % up;
  if (up === count) return first + turn;
  for (let k = 0; k < count; k++) {
    if (world.alive[first + k] === 1 && world.fleet.serves[first + k] === 1 && turn-- === 0) return first + k;
  }
  return -1;
}

/** Gives a message to a free slot of `instance`, and with it as many of those behind it as are taken at once. */
export function giveOut(world: World, token: number, instance: number, head: Int32Array, tail: Int32Array, line: number): void {
  const { tokens, program, counts, messages } = world;
  const { deliveries, instances } = program;
  const pc = tokens.pc[token]!;
  const at = program.a[pc]!;
  const station = instances.of[instance]!;
  let taker = deliveries.from[at]!;
  while (deliveries.taker[taker] !== station) taker++;
  const queue = deliveries.queue[at]!;
  counts.settle(queue, world.clock);
  counts.settle(station, world.clock);
  leaveLine(world, token, at);
  let last = -1;
  for (let more = deliveries.batch[taker]! - 1; more > 0 && head[line]! >= 0 && tokens.pc[head[line]!] === pc; more--) {
    const rider = takeFirst(world, head, tail, line);
    if (rider < 0) break;
    leaveLine(world, rider, at);
    tokens.next[rider] = -1;
    if (last < 0) messages.takeAlong(token, rider);
    else tokens.next[last] = rider;
    last = rider;
  }
  letIn(world, queue);
  tokens.held[token * tokens.depth + 1] = instance;
  tokens.heldEpoch[token * tokens.depth + 1] = world.epoch[instance]!;
  world.free[instance] = world.free[instance]! - 1;
  if (world.watched[station] === 1) world.connections[instance] = world.connections[instance]! + 1;
  world.taken[station] = world.taken[station]! + 1;
  counts.add(station, COUNT.inSlots, 1);
  tokens.pc[token] = deliveries.entry[taker]!;
  beginNext(world, token, instance);
}

/** The message is no longer waiting but in hand. */
function leaveLine(world: World, token: number, at: number): void {
  const { tokens, program, counts, messages } = world;
  const { deliveries } = program;
  const message = tokens.register[token * tokens.registers + deliveries.message[at]!]!;
  const queue = deliveries.queue[at]!;
  const line = deliveries.line[at]!;
  const waited = world.now - tokens.since[token * tokens.depth + 1]!;
  counts.add(queue, COUNT.waiting, -1);
  counts.add(queue, COUNT.waited, waited);
  counts.add(queue, COUNT.begun, 1);
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, queue, waited);
  tokens.since[token * tokens.depth + 1] = world.now;
  world.depth[queue] = world.depth[queue]! - 1;
  messages.waiting[line] = messages.waiting[line]! - 1;
  messages.queued[message] = 0;
  const lane = messages.lane[message]!;
  if (lane >= 0) messages.laneHeld[lane] = messages.laneHeld[lane]! + 1;
  deliver(world, token, at, message);
}
