import { startBeside } from '../kernel/lifecycle.js';
import { NOBODY } from '../kernel/tokens.js';
import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';
import { letIn } from './hand-out.js';
import { DONE } from './messages.js';
import { stir } from './serve.js';

/** A token becomes a message. */
export function post(world: World, token: number, pc: number): number {
  const { tokens, program, messages } = world;
  const { deliveries, lines } = program;
  const at = program.a[pc]!;
  const registers = token * tokens.registers;
  const line = deliveries.line[at]!;
  const own = deliveries.lane[at]! < 0 || line < 0 ? -1 : tokens.register[registers + deliveries.lane[at]!]!;
  tokens.register[registers + deliveries.message[at]!] = messages.allocate(at, own < 0 ? -1 : lines.firstLane[line]! + own);
  return pc + 1;
}

/** The time of the first messages of a clock is over: those that nobody acknowledged come back. */
export function expire(world: World, token: number, pc: number): -1 {
  const { messages, heap } = world;
  const ring = messages.rings[world.program.a[pc]!]!;
  while (ring.firstEnd() <= world.now) {
    const message = ring.first();
    const current = ring.firstAge() === messages.age[message];
    ring.drop();
    if (current) comeBack(world, message);
  }
  const next = ring.skip(messages.age);
  ring.armed = next < Infinity;
  if (ring.armed) heap.schedule(next, token);
  return -1;
}

function comeBack(world: World, message: number): void {
  const { messages, program, tokens } = world;
  const { deliveries } = program;
  const at = messages.at[message]!;
  const parked = messages.parked[message]!;
  if (parked >= 0) {
    messages.parked[message] = -1;
    redeliver(world, parked, at);
  } else if (deliveries.strict[at] === 0) messages.overdue[message] = 1;
  else if (messages.deliveries[message]! >= deliveries.attempts[at]!) giveUp(world, message, at);
  else {
    const again = startBeside(world, messages.holder[message]!, deliveries.again[at]!, 0, NOBODY);
    tokens.debt[again] = 0;
    messages.hands[message] = messages.hands[message]! + 1;
    messages.holder[message] = again;
    redeliver(world, again, at);
  }
}

function redeliver(world: World, token: number, at: number): void {
  const { tokens, counts, program } = world;
  counts.add(program.deliveries.queue[at]!, COUNT.redelivered, 1);
  tokens.outcome[token] = 0;
  tokens.pc[token] = program.deliveries.again[at]!;
  world.wake(token);
}

/** The message is put aside, or lost. */
function giveUp(world: World, message: number, at: number): void {
  const { messages, program, counts } = world;
  messages.done[message] = DONE.givenUp;
  messages.age[message] = messages.age[message]! + 1;
  counts.add(program.deliveries.queue[at]!, program.deliveries.deadLetter[at] === 1 ? COUNT.deadLettered : COUNT.discarded, 1);
  free(world, message);
}

/** Who is next in its lane may be given out. */
function free(world: World, message: number): void {
  const lane = world.messages.lane[message]!;
  if (lane < 0) return;
  world.messages.laneHeld[lane] = world.messages.laneHeld[lane]! - 1;
  stir(world, lane);
}

/**
 * The visit of a consumer is over. After a success the message is done; after a failure it comes again when its time is over, or is
 * given up. Those that were taken with it share its fate.
 */
export function acknowledge(world: World, token: number, pc: number): number {
  const { tokens, program, messages } = world;
  const { deliveries } = program;
  if (tokens.debt[token]! > 0) return world.sleep(token, pc, 0);
  const at = program.a[pc]!;
  const message = tokens.register[token * tokens.registers + deliveries.message[at]!]!;
  const riders = messages.takeRiders(token);
  if (riders >= 0) tellRiders(world, token, pc, riders);
  if (tokens.outcome[token] === 0) return succeed(world, token, pc, at, message);
  if (messages.done[message] !== DONE.open || messages.holder[message] !== token) {
    tokens.outcome[token] = 0;
    messages.drop(message);
    return deliveries.end[at]!;
  }
  if (messages.deliveries[message]! >= deliveries.attempts[at]!) {
    giveUp(world, message, at);
    messages.drop(message);
    return deliveries.end[at]!;
  }
  if (messages.overdue[message] === 1) redeliver(world, token, at);
  else messages.parked[message] = token;
  return -1;
}

function succeed(world: World, token: number, pc: number, at: number, message: number): number {
  const { messages, program } = world;
  const { deliveries } = program;
  const before = messages.done[message]!;
  if (before === DONE.open) {
    messages.done[message] = DONE.acknowledged;
    messages.age[message] = messages.age[message]! + 1;
    if (messages.holder[message] === token) free(world, message);
    else withdraw(world, message, at);
  }
  messages.drop(message);
  return before === DONE.acknowledged ? deliveries.end[at]! : pc + 1;
}

/** It waits to be given out again, or somebody else has it: then it waits no longer. Where it stands in the line it is passed over. */
function withdraw(world: World, message: number, at: number): void {
  const { messages, program, counts, tokens } = world;
  const { deliveries } = program;
  if (messages.queued[message] === 0) {
    const parked = messages.parked[message]!;
    if (parked >= 0) {
      messages.parked[message] = -1;
      tokens.outcome[parked] = 0;
      tokens.pc[parked] = deliveries.end[at]!;
      messages.hands[message] = messages.hands[message]! - 1;
      world.wake(parked);
    }
    free(world, message);
    return;
  }
  const queue = deliveries.queue[at]!;
  const line = deliveries.line[at]!;
  counts.settle(queue, world.clock);
  counts.add(queue, COUNT.waiting, -1);
  world.depth[queue] = world.depth[queue]! - 1;
  messages.waiting[line] = messages.waiting[line]! - 1;
  messages.queued[message] = 0;
  letIn(world, queue);
}

/** Those who were taken in the same visit go on as it ended; what it reached, they have reached. */
function tellRiders(world: World, token: number, pc: number, first: number): void {
  const { tokens, requests } = world;
  const own = tokens.request[token]! * requests.marks;
  for (let rider = first; rider >= 0; ) {
    const next = tokens.next[rider]!;
    const other = tokens.request[rider]! * requests.marks;
    for (let mark = 0; mark < requests.marks; mark++) {
      const reached = requests.reached[own + mark]!;
      if (reached >= tokens.since[token * tokens.depth + 1]!) requests.reached[other + mark] = reached;
    }
    tokens.outcome[rider] = tokens.outcome[token]!;
    tokens.pc[rider] = pc;
    world.wake(rider);
    rider = next;
  }
}
