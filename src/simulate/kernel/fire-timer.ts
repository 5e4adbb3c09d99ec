import { giveUp } from '../calls/attempt.js';
import { sendSecond } from '../calls/hedge.js';
import { CAUSE, TIMER } from './instructions.js';
import { answer } from './lifecycle.js';
import type { World } from './world.js';

/** Beside the kinds of timers: the deadline of a flow. */
const DEADLINE = -1;

/** The first timer of `ring` ended: whoever still waits goes on without an answer, or asks a second time. */
export function fireTimer(world: World, ring: number): void {
  const timer = world.timer(ring);
  const kind = ring < world.timers.length ? world.program.timerKinds[ring]! : DEADLINE;
  const subject = timer.first();
  if (agesOf(world, kind)[subject] === timer.firstAge()) {
    timer.drop();
    if (kind === DEADLINE) answer(world, subject, CAUSE.deadline, world.now, -1);
    else if (kind === TIMER.hedge) sendSecond(world, subject, timer.seconds);
    else giveUp(world, subject, timer.seconds);
  }
  // What the timer set off may have made the tables longer.
  const next = timer.skip(agesOf(world, kind));
  timer.armed = next < Infinity;
  if (timer.armed) world.heap.schedule(next, -1 - ring);
}

/** The ages of what timers of this kind are set for. */
function agesOf({ requests, tokens, attempts }: World, kind: number): Int32Array {
  if (kind === DEADLINE) return requests.age;
  return kind === TIMER.hedge ? tokens.age : attempts.age;
}
