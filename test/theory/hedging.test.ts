import { describe, expect, test } from 'vitest';
import { bare, expectMean, expectNear, runFor } from '../helpers/lines.js';

/** Calls of an exponential mean of 10 ms at a place with room for all, with a second attempt after `hedge`. */
const text = (attributes: string, rate = 100) =>
  bare(
    `  s: { is: service, replicas: 2, concurrency: 10000, time: { mean: 0ms, shape: constant } }
  t: { is: service, replicas: 2, concurrency: 10000, time: { mean: 10ms, shape: exponential } }`,
    `{ rate: ${rate}/s, path: [ web -> s -> t: { ${attributes} } ] }`,
  );

describe('a hedged call takes the smaller of X and h + Y', () => {
  test.each([5, 20, 40])('its mean, its tail and the load it adds, after %i ms', (h) => {
    const report = runFor(text(`hedge: ${h}ms`), 60_000, 100);
    const late = Math.exp(-h / 10);
    // Until h one of them runs, then two: E = m (1 - e^(-h/m)) + e^(-h/m) m / 2.
    expectMean(report, 0.01 * (1 - late) + late * 0.005, 0.02);
    const { p50, p99, hedged, offered } = { ...report.flows['f']!.latency, ...report.flows['f']! };
    const survives = (q: number) => (-Math.log(q) * 10 <= h ? -Math.log(q) * 10 : h + (-Math.log(q) * 10 - h) / 2) / 1000;
    expectNear(p50, survives(0.5), 0.02);
    expectNear(p99, survives(0.01), 0.06);
    expectNear(hedged / offered, late, 0.05);
    expectNear(report.components['t']!.throughput / offered, 1 + late, 0.02);
    expectNear(report.components['t']!.demand, ((1 + late) * 100 * 0.01) / 20_000, 1e-6);
  });

  test('with a timeout of each attempt and retries, it fails when all of them are late', () => {
    const { flows, components } = runFor(text('hedge: 5ms, timeout: 12ms, retries: 1'), 60_000, 100);
    const late = Math.exp(-12 / 10);
    expectNear(flows['f']!.errors['timeout']! / flows['f']!.offered, late ** 4, 0.1);
    expectNear(flows['f']!.attempted / flows['f']!.offered, 1 + late ** 2, 0.01);
    // Each try sends a second attempt unless the first has answered within 5 ms.
    expectNear(components['t']!.throughput / flows['f']!.offered, (1 + late ** 2) * (1 + Math.exp(-5 / 10)), 0.01);
  });

  test('a failure before that time sends none: trying again is what retries are for', () => {
    const report = runFor(
      bare(
        '  s: { is: service, replicas: 1, concurrency: 10000, time: { mean: 0ms, shape: constant } }\n  t: { is: service, replicas: 1, concurrency: 1, queue: 1, time: { mean: 10ms, shape: constant } }',
        '{ rate: 200/s, path: [ web -> s -> t: { hedge: 50ms } ] }',
      ),
      20_000,
      200,
    );
    expect(report.flows['f']!.errors['refused']).toBeGreaterThan(50);
    expect(report.flows['f']!.hedged).toBe(0);
  });
});
