import { expect, test } from 'vitest';
import { seedWords } from '#base/random.js';
import { type ServiceTime, squaredCv } from '#model/service-time.js';
import { Ratio, Seconds } from '#model/units.js';
import { compileSamplers, sample } from '#simulate/workload/samplers.js';
import { normal } from '#simulate/workload/variates.js';

const DRAWS = 200_000;
const s = Seconds;

/** Laws, their exact value at a percentile, and how far the sampled variance may be off. */
const LAWS: readonly (readonly [string, ServiceTime, number, number, number])[] = [
  ['constant', { shape: 'constant', mean: s(2) }, 0.5, 2, 0],
  ['exponential', { shape: 'exponential', mean: s(2) }, 0.999, 2 * Math.log(1000), 0.03],
  ['lognormal', { shape: 'lognormal', mean: s(2), sigma: 0.8 }, 0.99, 2 * Math.exp(0.8 * 2.3263478740408408 - 0.32), 0.06],
  ['gamma, cv 0.7071', { shape: 'gamma', mean: s(2), cv: Math.SQRT1_2 }, 0.99, 6.638352067993812, 0.03],
  ['gamma, cv 2', { shape: 'gamma', mean: s(2), cv: 2 }, 0.5, 0.3493904188229867, 0.06],
  ['uniform', { shape: 'uniform', mean: s(2), from: s(1), to: s(3) }, 0.9, 2.8, 0.02],
  ['pareto', { shape: 'pareto', mean: s(2), alpha: 6 }, 0.99, (2 * 5) / 6 / 0.01 ** (1 / 6), 0.15],
  [
    'table',
    {
      shape: 'table',
      mean: s(2.25),
      points: [
        { p: Ratio(0), value: s(0) },
        { p: Ratio(0.5), value: s(1) },
        { p: Ratio(1), value: s(7) },
      ],
    },
    0.75,
    4,
    0.03,
  ],
];

test.each(LAWS)('%s: drawn times have its mean, its variance and its percentile', (_, time, p, exact, slack) => {
  const samplers = compileSamplers([time]);
  const words = seedWords(11, time.shape);
  const drawn = Float64Array.from({ length: DRAWS }, () => sample(samplers, 0, words, 0)).sort();
  const mean = drawn.reduce((sum, each) => sum + each, 0) / DRAWS;
  const variance = drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / DRAWS;
  const expected = squaredCv(time) * time.mean ** 2;

  expect(Math.abs(mean - time.mean)).toBeLessThanOrEqual(4 * Math.sqrt(expected / DRAWS) + 1e-9);
  expect(Math.abs(variance - expected)).toBeLessThanOrEqual(slack * expected + 1e-9);
  expect(Math.abs(drawn[Math.floor(p * DRAWS)]! - exact) / exact).toBeLessThan(0.04);
});

test('a gamma law without variation is a constant', () => {
  const samplers = compileSamplers([{ shape: 'gamma', mean: s(3), cv: 0 }]);
  expect(sample(samplers, 0, seedWords(1, 'x'), 0)).toBe(3);
});

test('normal variates: their moments, and the shares beyond what the normal law says, out into both tails', () => {
  const words = seedWords(5, 'normal');
  const draws = 1_000_000;
  const moments = [0, 0, 0, 0, 0];
  // Two-sided points: 1 - 2 (1 - Phi(z)) is 50%, 90%, 99%, 99.9% and 99.99%; the last two lie beyond the edge of the last layer.
  const points: readonly (readonly [number, number])[] = [
    [0.6744897501960817, 0.5],
    [1.6448536269514722, 0.1],
    [2.5758293035489004, 0.01],
    [3.8905918864131, 0.0001],
    [4.4171734134667, 0.00001],
  ];
  const beyond = points.map(() => [0, 0]);
  for (let i = 0; i < draws; i++) {
    const x = normal(words, 0);
    for (let k = 1; k <= 4; k++) moments[k]! += x ** k / draws;
    points.forEach(([z], j) => {
      if (Math.abs(x) > z) beyond[j]![x > 0 ? 1 : 0]!++;
    });
  }
  // Standard errors of the sample moments of a normal law: 1, sqrt 2, sqrt 15, sqrt 96, over the root of their number.
  [0, 1, 0, 3].forEach((exact, k) => {
    expect(Math.abs(moments[k + 1]! - exact)).toBeLessThan((4 * Math.sqrt([1, 2, 15, 96][k]!)) / Math.sqrt(draws));
  });
  points.forEach(([, share], j) => {
    for (const side of beyond[j]!) expect(Math.abs(side - (draws * share) / 2)).toBeLessThan(4 * Math.sqrt((draws * share) / 2) + 1);
  });
});
