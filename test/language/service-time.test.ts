import { describe, expect, test } from 'vitest';
import type { Service } from '#model/component.js';
import { squaredCv } from '#model/service-time.js';
import { design } from '../helpers/design.js';

const timeOf = (text: string) =>
  (design(`sysdrill: 1\ncomponents: { api: { is: service, time: ${text} } }\n`).components.get('api' as never) as Service).time!;

/** P(X <= x) of a lognormal by its error function (Abramowitz and Stegun 7.1.26, error below 1.5e-7). */
function lognormalCdf(x: number, mean: number, sigma: number): number {
  const z = (Math.log(x / mean) + sigma ** 2 / 2) / sigma / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * Math.abs(z));
  const erf = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-z * z);
  return (1 + Math.sign(z) * erf) / 2;
}

describe('service times', () => {
  test('a bare time is exponential', () => expect(timeOf('4ms')).toEqual({ shape: 'exponential', mean: 0.004 }));

  test.each([
    [4, 20],
    [600, 2000],
    [1, 14.9],
    [10, 10.5],
  ])('{ mean: %sms, p99: %sms } is the lognormal with that mean and that percentile, and the smaller sigma', (mean, p99) => {
    const time = timeOf(`{ mean: ${mean}ms, p99: ${p99}ms }`) as { shape: 'lognormal'; mean: number; sigma: number };
    expect(time).toMatchObject({ shape: 'lognormal', mean: mean / 1000 });
    expect(lognormalCdf(p99, mean, time.sigma)).toBeCloseTo(0.99, 6);
    expect(time.sigma).toBeLessThan(2.3264);
  });

  test.each<[string, number]>([
    ['{ mean: 4ms, shape: constant }', 0],
    ['{ mean: 4ms, shape: gamma, cv: 0.7 }', 0.49],
    ['{ mean: 4ms, shape: lognormal, cv: 2 }', 4],
    ['{ from: 0ms, to: 6ms, shape: uniform }', 1 / 3],
    ['{ mean: 4ms, shape: pareto, alpha: 3 }', 1 / 3],
    ['{ p50: 2ms, max: 4ms }', 1 / 3],
  ])('%s knows its own variation', (text, cv2) => expect(squaredCv(timeOf(text))).toBeCloseTo(cv2, 12));

  test('a table has the mean of its straight pieces', () => {
    expect(timeOf('{ p50: 2ms, p99: 10ms, max: 30ms }').mean).toBeCloseTo(0.5 * 0.001 + 0.49 * 0.006 + 0.01 * 0.02, 15);
  });
});
