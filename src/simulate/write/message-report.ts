import { secondsOf } from '../kernel/course.js';
import type { Course } from '../kernel/drive.js';
import type { Program } from '../kernel/program.js';
import type { MessageReport } from '../report.js';
import { COUNT } from '../statistics/station-counts.js';

/** What became of the messages of component `i`; `undefined` where nobody takes messages from it. Of a slice the whole is told. */
export function messageReport({ deliveries }: Program, course: Course, i: number, slice: number): MessageReport | undefined {
  if (!deliveries.queue.includes(i)) return undefined;
  const { counts, samples } = course;
  const part = secondsOf(course) / slice;
  const first = samples[0] === undefined ? 0 : course.began;
  const steps = samples.map(({ time, depth, oldest }) => ({
    at: time - first,
    depth: depth[i]! * slice,
    oldest: Number.isFinite(oldest[i]!) ? oldest[i]! : null,
  }));
  const ages = steps.flatMap(({ oldest }) => oldest ?? []);
  return {
    delivered: counts.of(i, COUNT.begun) / part,
    redelivered: counts.of(i, COUNT.redelivered) / part,
    deadLettered: counts.of(i, COUNT.deadLettered) / part,
    lost: counts.of(i, COUNT.discarded) / part,
    twice: counts.of(i, COUNT.twice) / part,
    oldest: ages.length === 0 ? null : ages.reduce((most, age) => Math.max(most, age), 0),
    course: steps,
  };
}
