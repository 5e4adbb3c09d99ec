import { sendSecond } from '../calls/hedge.js';
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
    else giveUp(world, subject);
  }
  const next = timer.skip(ages);
  timer.armed = next < Infinity;
  if (timer.armed) world.heap.schedule(next, -1 - ring);
}

function giveUp(world: World, token: number): void {
  const { tokens } = world;
  tokens.age[token] = tokens.age[token]! + 1;
  tokens.outcome[token] = CAUSE.timeout;
  world.wake(token);
}
