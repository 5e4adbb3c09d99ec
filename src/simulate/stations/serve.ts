import type { World } from '../kernel/world.js';
import { freeAmong, freeConsumer } from './free-consumer.js';
import { giveOut, ownerOf } from './hand-out.js';
import { takeFirst } from './waiting-messages.js';

/** A lane that has messages and none in hand is ready: its line or the instance it belongs to is served. */
export function stir(world: World, lane: number): void {
  const { messages } = world;
  const { lines } = world.program;
  if (messages.laneHeld[lane]! > 0 || messages.laneHead[lane]! < 0 || messages.laneQueued[lane] === 1) return;
  const line = lines.laneLine[lane]!;
  if (lines.pinned[line] === 0) {
    messages.makeReady(line, lane);
    serveLine(world, line);
    return;
  }
  const instance = ownerOf(world, line, lane);
  if (instance < 0) return;
  messages.makeReady(lines.count + instance, lane);
  serveShared(world, world.program.instances.of[instance]!, instance);
}

/** Hands the messages of a line to whoever of its consumers is free. */
export function serveLine(world: World, line: number): void {
  for (;;) {
    if (sinceOf(world, line) === Infinity) return;
    const instance = freeAmong(world, line);
    if (instance < 0) return;
    if (!takeOne(world, line, instance)) return;
  }
}

/** Hands waiting messages to a consumer with a free slot, those first that have waited longest. `instance`: one of it that is free; -1: any. */
export function serveShared(world: World, station: number, instance: number): void {
  const { lines } = world.program;
  for (;;) {
    let oldest = Infinity;
    let best = -1;
    for (let i = lines.linesFrom[station]!; i < lines.linesFrom[station + 1]!; i++) {
      const line = lines.lines[i]!;
      if (lines.pinned[line] === 1) continue;
      const since = sinceOf(world, line);
      if (since < oldest) {
        oldest = since;
        best = line;
      }
    }
    const own = instance < 0 ? Infinity : sinceReady(world, lines.count + instance);
    if (oldest === Infinity && own === Infinity) return;
    if (own <= oldest) {
      if (world.free[instance]! <= 0 || world.alive[instance] === 0) return;
      takeLane(world, lines.count + instance, instance);
    } else {
      const taker = freeConsumer(world, station);
      if (taker < 0) return;
      takeOne(world, best, taker);
    }
  }
}

/** Since when the first message has waited that could be given out now. */
function sinceOf(world: World, line: number): number {
  const { messages, tokens } = world;
  const head = messages.head[line]!;
  const plain = head < 0 ? Infinity : tokens.since[head * tokens.depth + 1]!;
  return Math.min(plain, sinceReady(world, line));
}

function sinceReady(world: World, list: number): number {
  const { messages, tokens } = world;
  const lane = messages.readyHead[list]!;
  const head = lane < 0 ? -1 : messages.laneHead[lane]!;
  return lane < 0 ? Infinity : head < 0 ? 0 : tokens.since[head * tokens.depth + 1]!;
}

function takeOne(world: World, line: number, instance: number): boolean {
  const { messages, tokens } = world;
  const head = messages.head[line]!;
  if (head >= 0 && tokens.since[head * tokens.depth + 1]! <= sinceReady(world, line)) {
    const token = takeFirst(world, messages.head, messages.tail, line);
    if (token >= 0) giveOut(world, token, instance, messages.head, messages.tail, line);
    return true;
  }
  return takeLane(world, line, instance);
}

function takeLane(world: World, list: number, instance: number): boolean {
  const { messages } = world;
  if (messages.readyHead[list]! < 0) return false;
  const lane = messages.takeReady(list);
  const token = takeFirst(world, messages.laneHead, messages.laneTail, lane);
  if (token >= 0) giveOut(world, token, instance, messages.laneHead, messages.laneTail, lane);
  return true;
}
