import { CAUSE } from '../kernel/instructions.js';
import { WHEN_FULL } from '../kernel/when-full.js';
import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';
import { deliver } from './delivery-clock.js';
import { letIn } from './hand-out.js';
import { DONE } from './messages.js';
import { serveLine, stir } from './serve.js';
import { append, discard, dropOldest, insert } from './waiting-messages.js';

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

/**
 * A message is offered to its consumers: one of them takes it, or it waits; of a full queue it or the oldest is lost. One that
 * comes back goes to the front of its lane, and is not turned away.
 */
export function consume(world: World, token: number, pc: number): number {
  const { tokens, program, counts, messages, stations } = world;
  const { deliveries } = program;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const at = program.a[pc]!;
  const message = tokens.register[token * tokens.registers + deliveries.message[at]!]!;
  const back = messages.deliveries[message]! > 0;
  if (messages.done[message] !== DONE.open) {
    messages.drop(message);
    return deliveries.end[at]!;
  }
  if (!back) messages.born[message] = world.now;
  const line = deliveries.line[at]!;
  if (line < 0) {
    counts.add(deliveries.queue[at]!, COUNT.begun, 1);
    deliver(world, token, at, message);
    return pc + 1;
  }
  const queue = deliveries.queue[at]!;
  counts.settle(queue, world.clock);
  tokens.since[token * tokens.depth + 1] = world.now;
  const kind = stations.whenFull[queue]!;
  if (!back && world.depth[queue]! >= stations.bound[queue]! && kind >= WHEN_FULL.dropOldest) {
    counts.add(queue, COUNT.dropped, 1);
    if (kind === WHEN_FULL.dropNewest || !dropOldest(world, queue, line, messages.lane[message]!))
      return discard(world, token, at, message);
  }
  world.depth[queue] = world.depth[queue]! + 1;
  counts.add(queue, COUNT.waiting, 1);
  messages.waiting[line] = messages.waiting[line]! + 1;
  messages.queued[message] = 1;
  tokens.pc[token] = pc;
  const lane = messages.lane[message]!;
  if (lane < 0) {
    append(world, messages.head, messages.tail, line, token);
    serveLine(world, line);
  } else {
    if (back) insert(world, lane, token);
    else append(world, messages.laneHead, messages.laneTail, lane, token);
    if (back) messages.laneHeld[lane] = messages.laneHeld[lane]! - 1;
    stir(world, lane);
  }
  return -1;
}
