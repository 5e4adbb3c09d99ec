import * as z from 'zod';
import { count, quantity, time, UNKNOWN, type Written, word } from './leaves.js';

export const TIME_SHAPES = ['exponential', 'constant', 'lognormal', 'gamma', 'uniform', 'pareto'] as const;
export const PERCENTILE_NAMES = ['p50', 'p75', 'p90', 'p95', 'p99', 'p999', 'max'] as const;

/** The long spelling of a service time. */
export const spelledServiceTime = z.strictObject({
  mean: time('Mean on an idle instance.'),
  shape: word(TIME_SHAPES, 'Law of the times; without it the default of the kind.'),
  cv: count('Coefficient of variation (standard deviation / mean), for gamma and lognormal.'),
  alpha: count('Tail exponent of a Pareto law; above 1.'),
  from: time('Shortest, for uniform.'),
  to: time('Longest, for uniform.'),
  p50: time('Median of a percentile table.'),
  p75: time('A percentile of a table.'),
  p90: time('A percentile of a table.'),
  p95: time('A percentile of a table.'),
  p99: time('With a mean: the lognormal with this 99th percentile. Alone: a percentile of a table.'),
  p999: time('A percentile of a table.'),
  max: time('End of a percentile table.'),
});
export type SpelledTime = z.output<typeof spelledServiceTime>;

/** A service time as written; the reader works its figures out and chooses the law. */
export class WrittenServiceTime {
  readonly said: SpelledTime | Written<'time'>;
  constructor(said: SpelledTime | Written<'time'>) {
    this.said = said;
  }
}

/** Every way to write one, for the reference. */
export const SERVICE_TIME_FORMS =
  '`4ms` (a mean), `{ mean: 4ms, p99: 20ms }`, `{ mean: 10ms, shape: gamma, cv: 0.7 }`, or percentiles `{ p50: 3ms, p99: 40ms, max: 2s }`';

/** `4ms`, `{ mean: 4ms, p99: 20ms }`, `{ mean: 10ms, shape: gamma, cv: 0.7 }`, or a table `{ p50: 3ms, p99: 40ms, max: 2s }`. */
export const serviceTime = (doc: string) =>
  z
    .unknown()
    .transform((said, ctx): WrittenServiceTime | undefined => {
      if (said === undefined || said === UNKNOWN) return undefined;
      if (typeof said === 'object' && said !== null && !Array.isArray(said)) {
        const result = spelledServiceTime.safeParse(said);
        if (result.success) return new WrittenServiceTime(result.data);
        for (const issue of result.error.issues) ctx.addIssue(issue as never);
        return z.NEVER;
      }
      const result = quantity('time', doc).safeParse(said);
      if (result.success) return result.data && new WrittenServiceTime(result.data);
      for (const issue of result.error.issues) ctx.addIssue(issue as never);
      return z.NEVER;
    })
    .optional()
    .meta({ description: doc, wanted: 'service-time' });
