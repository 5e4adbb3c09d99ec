import { describe, expect, test } from 'vitest';
import { longer } from '#analyze/capacity/attempts.js';
import { capacityOf } from '#analyze/capacity/capacity.js';
import { runRules } from '#analyze/run-rules.js';
import type { ServiceTime } from '#model/service-time.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare } from '../helpers/lines.js';

const shop = (call: string): string =>
  bare(
    `  api: { is: service, concurrency: 100000, time: { mean: 0ms, shape: constant } }
  slow: { is: service, concurrency: 100000, cores: 1, time: { mean: 10ms, shape: exponential } }
  deep: { is: service, concurrency: 100000, time: { mean: 1ms, shape: constant } }`,
    `{ rate: 50/s, path: [ web -> api, api -> slow: { ${call} }, slow -> deep ] }`,
  );
const at = (text: string, id: string) => capacityOf(design(text)).components.get(id as never)!;

describe('demand with retries', () => {
  // A millisecond is for what it waits on; of exponential times with a mean of 10 ms, e^-2 take longer than 20.
  const late = Math.exp(-2);

  test('what takes longer than its timeout is tried again, with all that it calls', () => {
    const text = shop('timeout: 21ms, retries: 2');
    const times = 1 + late + late ** 2;
    for (const id of ['slow', 'deep']) {
      expect(at(text, id).demand.peak).toBeCloseTo(50 * times, 6);
      expect(at(text, id).repeated).toBeCloseTo(1 - 1 / times, 6);
    }
    expect(at(text, 'api').demand.peak).toBe(50);
    expect(at(shop('timeout: 10s, retries: 2'), 'slow').demand.peak).toBe(50);
    expect(at(shop('timeout: 21ms'), 'slow').demand.peak).toBe(50);
  });

  test('no more often than the budget lets it', () => {
    expect(at(shop('timeout: 21ms, retries: 2, retry-budget: 5%'), 'slow').demand.peak).toBeCloseTo(52.5, 9);
  });

  test('a hedge is one more attempt, where no answer has come by then', () => {
    expect(at(shop('hedge: 21ms'), 'slow').demand.peak).toBeCloseTo(50 * (1 + late), 6);
  });

  test('the simulation sees as many', () => {
    // Without cores nothing queues: what is late is late by its own work.
    const text = shop('timeout: 21ms, retries: 2').replace(', cores: 1', '');
    const { components } = simulate(design(text), { seed: 4, duration: 400, warmup: 1, peak: false });
    const times = 1 + late + late ** 2;
    // Four standard deviations of 20,000 requests.
    expect(Math.abs(components['slow']!.throughput! / (50 * times) - 1)).toBeLessThan(4 / Math.sqrt(20_000));
    expect(Math.abs(components['deep']!.throughput! / (50 * times) - 1)).toBeLessThan(4 / Math.sqrt(20_000));
  });

  test('what is full of them says so', () => {
    const { findings } = runRules(design(shop('timeout: 21ms, retries: 2').replace('rate: 50/s', 'rate: 95/s')));
    const full = findings.find(({ code, subject }) => code === 'capacity/at-peak:work' && subject[0] === 'slow')!;
    expect(full.message).toContain('13.3% of them tried again after a timeout');
    expect(full.evidence['repeated']).toBeCloseTo(1 - 1 / (1 + late + late ** 2), 6);
  });
});

const two = { mean: 2 as never };
test.each<[string, ServiceTime, number, number, number]>([
  ['constant', { shape: 'constant', ...two }, 1.9, 1, 0],
  ['exponential', { shape: 'exponential', ...two }, 4, Math.exp(-2), 1e-12],
  // Its median is the mean over exp(sigma^2 / 2).
  ['lognormal', { shape: 'lognormal', ...two, sigma: 1 }, 2 * Math.exp(-0.5), 0.5, 1e-7],
  // A gamma of cv 1 is exponential; the cube root is good to a few thousandths.
  ['gamma', { shape: 'gamma', ...two, cv: 1 }, 4, Math.exp(-2), 3e-3],
  ['uniform', { shape: 'uniform', ...two, from: 1 as never, to: 3 as never }, 2.5, 0.25, 1e-12],
  ['pareto', { shape: 'pareto', ...two, alpha: 2 }, 2, 0.25, 1e-12],
  [
    'table',
    { shape: 'table', ...two, points: [0, 0.5, 1].map((p, i) => ({ p: p as never, value: [1, 2, 5][i] as never })) },
    3.5,
    0.25,
    1e-12,
  ],
])('how many are longer: %s', (_, time, t, share, within) => {
  expect(Math.abs(longer(time, t) - share)).toBeLessThanOrEqual(within);
  expect([longer(time, -1), longer(time, 1e9)]).toEqual([1, expect.closeTo(0, 6)]);
});
