import { describe, expect, test } from 'vitest';
import type { ServiceTime } from '#model/service-time.js';
import { Ratio, Seconds } from '#model/units.js';
import { exceeds } from '#simulate/plan/exceeds.js';
import { compileSamplers, sample } from '#simulate/workload/samplers.js';
import { bare, expectNear, run } from '../helpers/lines.js';

const mean = Seconds(0.01);
const SHAPES: readonly [string, ServiceTime, number][] = [
  ['constant', { shape: 'constant', mean }, 0],
  ['exponential', { shape: 'exponential', mean }, 0.002],
  ['lognormal', { shape: 'lognormal', mean, sigma: 1.2 }, 0.002],
  ['gamma of a small spread', { shape: 'gamma', mean, cv: 0.4 }, 0.01],
  ['gamma of a wide spread', { shape: 'gamma', mean, cv: 1.5 }, 0.06],
  ['uniform', { shape: 'uniform', mean, from: Seconds(0.005), to: Seconds(0.015) }, 0.002],
  ['pareto', { shape: 'pareto', mean, alpha: 2.5 }, 0.002],
  [
    'percentiles',
    {
      shape: 'table',
      mean,
      points: [
        { p: Ratio(0), value: Seconds(0) },
        { p: Ratio(0.5), value: Seconds(0.008) },
        { p: Ratio(0.99), value: Seconds(0.05) },
        { p: Ratio(1), value: Seconds(0.1) },
      ],
    },
    0.002,
  ],
];

describe('the probability that a time is longer', () => {
  test.each(SHAPES)('%s: as often as it is when drawn', (_, time, tolerance) => {
    const samplers = compileSamplers([time]);
    const words = Int32Array.of(1, 2, 3, 4);
    const drawn = Array.from({ length: 40_000 }, () => sample(samplers, 0, words, 0));
    for (const seconds of [0.004, 0.0099, 0.0101, 0.02, 0.045]) {
      const share = drawn.filter((each) => each > seconds).length / drawn.length;
      expect(Math.abs(exceeds(time, seconds) - share)).toBeLessThanOrEqual(tolerance + 0.004);
    }
  });
});

describe('the demand of calls that are tried more than once', () => {
  test.each([
    'timeout: 8ms, retries: 2',
    'timeout: 30ms, retries: 3, retry-budget: 5%',
    'hedge: 12ms',
    'hedge: 6ms, timeout: 25ms, retries: 1',
  ])('is that of the run: %s', (attributes) => {
    const { components } = run(
      bare(
        `  s: { is: service, replicas: 4, concurrency: 50, time: 1ms }
  t: { is: service, replicas: 4, concurrency: 10, time: { mean: 10ms, shape: exponential } }`,
        `{ rate: 100/s, path: [ web -> s, s -> t: { ${attributes} } ] }`,
      ),
      { duration: 150 },
    );
    expectNear(components['t']!.demand, components['t']!.utilisation, 0.05);
  });
});
