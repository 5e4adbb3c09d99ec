import { describe, expect, test } from 'vitest';
import { mmc, mmck } from '#analyze/capacity/erlang.js';
import { bare, DATA, EXPONENTIAL, expectMean, expectNear, line, runFor } from '../helpers/lines.js';

describe('a pool of connections', () => {
  const pooled = (rate: number, pool: number, replicas = 1) =>
    bare(
      `  api: { is: service, replicas: ${replicas}, concurrency: 100000, pool: ${pool}, time: 0s }
  db: { is: database, concurrency: 100000, time: ${EXPONENTIAL} }`,
      `{ rate: ${rate}/s, path: [ web -> api, { api -> db: { read: row } } ] }`,
      DATA,
    );

  test.each([
    [1, 0.7],
    [4, 3],
    [8, 7.2],
  ])('of %s in one instance is an M/M/c line at %s a second', (pool, rate) => {
    const exact = mmc(rate, 1, pool);
    const report = runFor(pooled(rate, pool), rate === 7.2 ? 250_000 : 100_000, rate);
    const { db } = report.components['api']!.pools!;

    expectMean(report, exact.response, 0.08);
    expectNear(db!.waiting, exact.waiting, 0.12);
    expectNear(db!.queueLength, exact.queueLength, 0.12);
    expectNear(db!.utilisation, rate / pool, 0.02);
    expect(report.components['api']!.demand).toBeCloseTo(rate / pool, 9);
  });

  test('of each instance is its own: four instances with one connection are four lines, not one', () => {
    const text = pooled(2.8, 1, 4)
      .replace('web -> api,', 'web -> edge -> api,')
      .replace('components:', 'components:\n  edge: { is: load-balancer, algorithm: random }');
    expectMean(runFor(text, 100_000, 2.8), mmc(0.7, 1, 1).response, 0.06);
  });

  test('too small a pool is told as what is full, though the store stands idle', () => {
    const report = runFor(pooled(5, 4), 30_000, 5);
    expect(report.stability).toMatchObject({ verdict: 'unstable', component: 'api' });
    expect(report.components['db']!.utilisation).toBeLessThan(0.01);
    expect(report.knee).toMatchObject({ component: 'api', load: 4 / 5 });
  });
});

describe('load shedding', () => {
  test.each([
    [1, 5, 0.8],
    [4, 10, 4.4],
    [8, 8, 10],
  ])('with %s slots and %s places it turns away what M/M/c/K does at %s a second', (slots, places, rate) => {
    const exact = mmck(rate, 1, slots, places);
    const report = runFor(line(rate, `replicas: 1, concurrency: ${slots}, shed: ${places}, time: ${EXPONENTIAL}`), 150_000, rate);
    const { errors, offered } = report.flows['f']!;

    expectNear(errors['refused']! / offered, exact.blocked, 0.06);
    expectMean(report, exact.response);
  });

  test('keeps the goodput under overload, where a line without bounds answers nobody in time', () => {
    const good = (attributes: string) => {
      const text = bare(
        `  s: { is: service, replicas: 1, concurrency: 4, ${attributes} time: { mean: 40ms, shape: exponential } }`,
        '{ rate: 200/s, deadline: 500ms, path: [ web -> s ] }',
      );
      return runFor(text, 30_000, 200, { warmup: 20 }).flows['f']!.served;
    };
    // Four slots of 40 ms: a hundred a second at most.
    expect(good('shed: 12,')).toBeGreaterThan(95);
    expect(good('')).toBeLessThan(5);
  });
});
