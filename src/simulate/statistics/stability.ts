import type { Course } from '../kernel/drive.js';

/** Growth below this share of what comes in is not told from chance. */
const LEAST_GROWTH = 0.005;
/** Steps, out of ten, that must go up. */
const RISING = 0.75;

/** By how many a second a number grew over the last part of the run, if it did so steadily; `undefined` otherwise. */
export function steadyGrowth(
  course: Course,
  of: (sample: Course['samples'][number]) => number,
  inflow: number,
  share: number,
): number | undefined {
  const samples = course.samples.slice(Math.floor(course.samples.length * (1 - share)));
  if (samples.length < 4) return undefined;
  const first = samples[0]!;
  const last = samples.at(-1)!;
  const growth = (of(last) - of(first)) / (last.time - first.time);
  let rising = 0;
  for (let i = 1; i < samples.length; i++) if (of(samples[i]!) > of(samples[i - 1]!)) rising++;
  const steady = rising >= RISING * (samples.length - 1) && of(last) > 1.3 * of(first) && of(last) >= 50;
  return steady && growth > LEAST_GROWTH * inflow ? growth : undefined;
}
