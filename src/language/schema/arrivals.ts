import * as z from 'zod';
import { count, time, word } from './leaves.js';
import { either } from './parts.js';

const ramp = z.strictObject({
  to: count('The load at its end, as a multiple of the rate.'),
  over: time('How long it takes to get there.'),
});

const step = z.strictObject({
  at: time('When it begins, after the start.'),
  load: count('The load from then on, as a multiple of the rate.'),
});

/** Ways to write how requests come that are no single word; one of them at a time. */
const spelled = z.strictObject({
  burst: count('The rate of a burst as a multiple of the mean.'),
  on: time('Mean length of a burst.'),
  off: time('Mean time between bursts.'),
  daily: time('The busiest time of the day, after midnight: the load swings over the day about the rate, up to `peak`.'),
  ramp: ramp.optional().meta({ description: 'From the rate up (or down) to another load, and it stays there.' }),
  steps: z.array(step, 'a list of steps').optional().meta({ description: 'Loads that begin one after another: { at: 5min, load: 4x }.' }),
});
export type SpelledArrivals = z.output<typeof spelled>;

export const arrivals = either(
  word(['poisson', 'constant', 'bursty', 'daily'], 'How requests come.'),
  spelled,
  'How requests come: poisson, constant, a burst { burst, on, off }, daily or { daily: 20h }, { ramp: { to, over } }, or { steps: [ { at, load } ] }.',
);
