import { describe, expect, test } from 'vitest';
import { sweep } from '#simulate/sweep/sweep.js';
import { design } from '../helpers/design.js';

/** One server of 100 a second, one retry, work that is not cancelled; 1x is 10 requests a second. */
const retrying = (call: string) =>
  design(`
sysdrill: 1
title: retries
network: none
components:
  web: { is: client }
  api: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }
flows:
  f: { rate: 10/s, path: [ web -> api${call} ] }
`);

describe('three bands of load where retries are in play', () => {
  test('metastable-des-T0.1: with a timeout of 0.1 s it collapses by itself between 50 and 55 a second, half of what the closed form sees', () => {
    const { throughput, retries, expected } = sweep(retrying(': { timeout: 0.1s, retries: 1 }'), {
      from: 4,
      to: 6,
      points: 3,
      events: 300_000,
    });
    expect(retries!.safe).toBeCloseTo(5, 9);
    expect(retries!.unstable.holds).toBeGreaterThan(4.5);
    expect(retries!.unstable.leaves).toBeGreaterThan(4.8);
    expect(retries!.unstable.leaves).toBeLessThan(5.6);
    expect(expected!.load).toBeCloseTo(10, 2);
    // Without a line nobody waits so long that a retry is to be expected: that is what the closed form does not see.
    expect(throughput.agrees).toBe(false);
    expect(throughput.why).toMatch(
      /expected it at 10x, without the retries that a line brings: at [\d.]+x each request of f is tried 1\.\d+ times/,
    );
  });

  test('metastable-des-T1: with 1 s it is healthy to 80 a second until something happens, and from 55 a second up it then stays down', () => {
    const { retries, points } = sweep(retrying(': { timeout: 1s, retries: 1 }'), { from: 4, to: 8, points: 3 });
    const { safe, vulnerable, unstable, trials, trigger } = retries!;
    for (const { flows } of points) expect(flows['f']!.goodput / flows['f']!.offered).toBeGreaterThan(0.99);
    expect(unstable).toEqual({ holds: 8, leaves: null });
    expect(trigger).toMatchObject({ component: 'api', for: 10 });
    // Below capacity / (1 + retries) it always recovers; from 10% above on it never does.
    expect(safe).toBeCloseTo(5, 9);
    expect(vulnerable.holds).toBeGreaterThanOrEqual(5);
    expect(vulnerable.leaves).toBeLessThan(5.65);
    expect(trials.filter(({ load }) => load < safe).map(({ after }) => after)).toEqual(['recovered']);
    const above = trials.filter(({ load }) => load >= 5.5);
    expect(above.length).toBeGreaterThan(1);
    for (const trial of above) {
      expect(trial.after).toBe('stays down');
      expect(trial.before).toBeGreaterThan(0.97);
      expect(trial.last).toBeLessThan(0.1);
    }
  });

  test('without retries there are no bands, and a budget leaves room for more load', () => {
    expect(sweep(retrying(': { timeout: 1s }'), { from: 4, to: 5, points: 2, events: 20_000 }).retries).toBeUndefined();
    const budget = sweep(retrying(': { timeout: 1s, retries: 1, retry-budget: 10% }'), { from: 4, to: 5, points: 2, events: 20_000 });
    expect(budget.retries!.safe).toBeCloseTo(10 / 1.1, 9);
  });
});
