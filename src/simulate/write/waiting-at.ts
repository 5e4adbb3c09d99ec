import type { Course } from '../kernel/course.js';

/** Visits in all lines of components at a time of the measured run, between the moments at which they were counted; messages aside. */
export function waitingAt({ samples, began }: Pick<Course, 'samples' | 'began'>, time: number): number {
  let before = { at: 0, waiting: 0 };
  for (const sample of samples) {
    const next = {
      at: sample.time - began,
      waiting: sample.waiting.reduce((sum, each, i) => sum + Math.max(0, each - sample.depth[i]!), 0),
    };
    if (next.at >= time) {
      const share = next.at > before.at ? (time - before.at) / (next.at - before.at) : 1;
      return before.waiting + share * (next.waiting - before.waiting);
    }
    before = next;
  }
  return before.waiting;
}
