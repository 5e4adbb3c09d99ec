import { CAUSE } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';
import { COUNT } from '../statistics/station-counts.js';
import { DONE } from './messages.js';

/** The message that a token waits for as. */
export const messageOf = (world: World, token: number): number => {
  const { tokens, program } = world;
  return tokens.register[token * tokens.registers + program.deliveries.message[program.a[tokens.pc[token]!]!]!]!;
};

/** Puts a token at the end of a line or lane. */
export function append(world: World, head: Int32Array, tail: Int32Array, line: number, token: number): void {
  if (tail[line]! < 0) head[line] = token;
  else world.tokens.next[tail[line]!] = token;
  tail[line] = token;
  world.tokens.next[token] = -1;
}

/** What comes back goes before what was never given out, and behind what came back and is older. */
export function insert(world: World, lane: number, token: number): void {
  const { messages, tokens } = world;
  const born = messages.born[messageOf(world, token)]!;
  let before = -1;
  let next = messages.laneHead[lane]!;
  while (next >= 0) {
    const other = messageOf(world, next);
    if (messages.deliveries[other] === 0 || messages.born[other]! > born) break;
    before = next;
    next = tokens.next[next]!;
  }
  tokens.next[token] = next;
  if (before < 0) messages.laneHead[lane] = token;
  else tokens.next[before] = token;
  if (next < 0) messages.laneTail[lane] = token;
}

function unlink(world: World, head: Int32Array, tail: Int32Array, line: number): number {
  const token = head[line]!;
  if (token < 0) return -1;
  head[line] = world.tokens.next[token]!;
  if (head[line]! < 0) tail[line] = -1;
  return token;
}

/** Takes the first of a line or lane; what was acknowledged while it waited to be given out again is passed over. -1: nobody. */
export function takeFirst(world: World, head: Int32Array, tail: Int32Array, line: number): number {
  const { messages, tokens, program } = world;
  for (;;) {
    const token = unlink(world, head, tail, line);
    if (token < 0) return -1;
    const message = messageOf(world, token);
    if (messages.done[message] === DONE.open) return token;
    tokens.pc[token] = program.deliveries.end[program.a[tokens.pc[token]!]!]!;
    messages.drop(message);
    world.wake(token);
  }
}

/** The oldest that waits is lost. Answers whether there was one. */
export function dropOldest(world: World, queue: number, line: number, lane: number): boolean {
  const { messages, tokens, program } = world;
  const oldest = lane < 0 ? unlink(world, messages.head, messages.tail, line) : unlink(world, messages.laneHead, messages.laneTail, lane);
  if (oldest < 0) return false;
  const message = messageOf(world, oldest);
  if (messages.done[message] === DONE.open) {
    world.counts.add(queue, COUNT.waiting, -1);
    world.depth[queue] = world.depth[queue]! - 1;
    messages.waiting[line] = messages.waiting[line]! - 1;
    messages.queued[message] = 0;
  }
  tokens.pc[oldest] = discard(world, oldest, program.a[tokens.pc[oldest]!]!, message);
  world.wake(oldest);
  return true;
}

/** A message that the queue lost: its token ends with a failure. */
export function discard(world: World, token: number, at: number, message: number): number {
  world.tokens.outcome[token] = CAUSE.refused;
  world.messages.done[message] = DONE.givenUp;
  world.messages.drop(message);
  return world.program.deliveries.end[at]!;
}
