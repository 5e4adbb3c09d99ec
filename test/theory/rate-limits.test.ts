import { describe, expect, test } from 'vitest';
import { erlangB } from '#analyze/capacity/erlang.js';
import type { SimulationReport } from '#simulate/simulate.js';
import { bare, expectMean, expectNear, runFor } from '../helpers/lines.js';

/** Requests at `rate` a second that pass a limiter and nothing else. */
const limited = (rate: number, attributes: string, arrivals = 'poisson'): string =>
  bare(
    `  limit: { is: rate-limiter, replicas: 1, ${attributes} }\n  s: { is: service, replicas: 1, concurrency: 100000, time: 0s }`,
    `{ rate: ${rate}/s, arrivals: ${arrivals}, path: [ web -> limit -> s ] }`,
  );

const refused = ({ flows }: SimulationReport): number => (flows['f']!.errors['limited'] ?? 0) / flows['f']!.offered;

describe('what rate limits let through of Poisson arrivals', () => {
  test.each([0.5, 1, 3])(
    'a bucket of one token is a single server that loses who finds it busy: a / (1 + a) at a = %s (Erlang; any service time)',
    (a) => {
      const report = runFor(limited(a, 'algorithm: token-bucket, rate: 1 /s, burst: 1'), 80_000, a);

      expectNear(refused(report), a / (1 + a), 0.02);
      expectNear(refused(runFor(limited(a, 'algorithm: leaky-bucket, rate: 1 /s'), 80_000, a)), a / (1 + a), 0.02);
    },
  );

  test('a sliding window of N requests is N servers, each busy for a window: Erlang B', () => {
    const report = runFor(limited(9, 'algorithm: sliding-window, rate: 1 /s, window: 10s'), 100_000, 9);
    const loose = runFor(limited(0.8, 'algorithm: sliding-window, rate: 1 /s, window: 10s'), 100_000, 0.8);

    expectNear(refused(report), erlangB(10, 90), 0.01);
    expectNear(refused(loose), erlangB(10, 8), 0.06);
  });

  test('a fixed window lets through what comes, up to its number: E min(N, X), X Poisson', () => {
    const [most, mean] = [10, 8];
    let passed = 0;
    let chance = Math.exp(-mean);
    for (let x = 0; x <= 200; x++) {
      passed += Math.min(most, x) * chance;
      chance *= mean / (x + 1);
    }
    const report = runFor(limited(0.8, 'algorithm: fixed-window, rate: 1 /s, window: 10s'), 100_000, 0.8);

    expectNear(refused(report), 1 - passed / mean, 0.05);
  });

  test('a bucket with burst tokens loses what an M/D/1 line with as many places does', () => {
    // The chain embedded at departures of M/D/1/K (Gross and Harris, Fundamentals of Queueing Theory, 5.1.7), K = burst.
    const report = runFor(limited(0.9, 'algorithm: token-bucket, rate: 1 /s, burst: 4'), 150_000, 0.9);

    expectNear(refused(report), lossOfMD1K(0.9, 4), 0.04);
  });

  test.each([
    ['token-bucket', 'burst: 20'],
    ['leaky-bucket', 'burst: 20'],
    ['fixed-window', 'window: 5s'],
    ['sliding-window', 'window: 5s'],
  ])('%s: in the long run the lesser of what comes and the rate', (algorithm, more) => {
    const at = (rate: number) =>
      runFor(limited(rate, `algorithm: ${algorithm}, rate: 10 /s, ${more}`, 'constant'), 20_000, rate).flows['f']!;

    expectNear(at(25).served, 10, 0.01);
    expectNear(at(9.9).served, 9.9, 0.001);
    expectNear(at(10).served, 10, 0.001);
  });
});

/** Loss of M/D/1/K with service time 1, from its chain embedded at departures. */
function lossOfMD1K(rho: number, places: number): number {
  const poisson: number[] = [Math.exp(-rho)];
  for (let k = 1; k <= places; k++) poisson.push((poisson[k - 1]! * rho) / k);
  const pi: number[] = [1];
  for (let j = 0; j < places - 1; j++) {
    let inflow = pi[0]! * poisson[j]!;
    for (let i = 1; i <= j; i++) inflow += pi[i]! * poisson[j - i + 1]!;
    pi.push((pi[j]! - inflow) / poisson[0]!);
  }
  const empty = pi[0]! / pi.reduce((sum, each) => sum + each, 0);
  return 1 - 1 / (empty + rho);
}

describe('a limit that delays', () => {
  test('a leaky bucket is an M/D/1 line (Pollaczek and Khinchine)', () => {
    const report = runFor(limited(8, 'algorithm: leaky-bucket, rate: 10 /s, over: delay'), 120_000, 8);
    const wait = (0.1 * 0.8) / (2 * 0.2);

    expectMean(report, wait);
    expectNear(report.components['limit']!.waiting, wait, 0.05);
    expectNear(report.components['limit']!.queueLength, 8 * wait, 0.05);
    expect(report.flows['f']!.errors).toEqual({});
    expect(report.components['limit']!.demand).toBeCloseTo(0.8, 9);
  });

  test('a bucket of tokens spares the first ones of a burst the wait', () => {
    const wait = (burst: number) =>
      runFor(limited(8, `algorithm: token-bucket, rate: 10 /s, burst: ${burst}, over: delay`), 60_000, 8).components['limit']!.waiting;

    expectNear(wait(1), (0.1 * 0.8) / (2 * 0.2), 0.05);
    expect(wait(5)).toBeLessThan(0.5 * wait(1));
  });

  test.each(['token-bucket', 'leaky-bucket', 'fixed-window', 'sliding-window'])(
    '%s: too much piles up, and the rate goes through',
    (algorithm) => {
      const report = runFor(limited(15, `algorithm: ${algorithm}, rate: 10 /s, window: 2s, over: delay`), 15_000, 15);

      expectNear(report.flows['f']!.served, 10, 0.02);
      expect(report.stability).toMatchObject({ verdict: 'unstable', component: 'limit' });
    },
  );
});
