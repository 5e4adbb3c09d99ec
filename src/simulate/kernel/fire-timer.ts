import { sendSecond } from '../calls/hedge.js';
import { PART } from '../statistics/spent-table.js';
import { CAUSE, TIMER } from './instructions.js';
import { answer } from './lifecycle.js';
import type { World } from './world.js';

/** The first timer of `ring` ended: whoever still waits goes on without an answer, or asks a second time. */
export function fireTimer(world: World, ring: number): void {
  const timer = world.timer(ring);
  const attempts = ring < world.timers.length;
  const ages = attempts ? world.tokens.age : world.requests.age;
  const subject = timer.first();
  if (ages[subject] === timer.firstAge()) {
    timer.drop();
    if (!attempts) answer(world, subject, CAUSE.deadline, world.now, -1);
    else if (world.program.timerKinds[ring] === TIMER.hedge) sendSecond(world, subject, timer.seconds);
    else giveUp(world, subject, ring);
  }
  const next = timer.skip(ages);
  timer.armed = next < Infinity;
  if (timer.armed) world.heap.schedule(next, -1 - ring);
}

/** An attempt took too long: all the time it was waited for is gone. */
function giveUp(world: World, token: number, ring: number): void {
  const { tokens, program } = world;
  const attempt = tokens.pc[token]! - 1;
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, program.c[attempt]!, world.timers[ring]!.seconds, PART.tries);
  tokens.age[token] = tokens.age[token]! + 1;
  tokens.outcome[token] = CAUSE.timeout;
  world.wake(token);
}
