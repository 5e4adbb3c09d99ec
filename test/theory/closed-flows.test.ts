import { describe, expect, test } from 'vitest';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, expectMean, expectNear, vector } from '../helpers/lines.js';

/** Stations one after another with exponential times of the given means, and users who think in between. */
function network(users: number, think: number, means: readonly number[]) {
  const stations = means.map(
    (mean, i) => `  s${i}: { is: service, replicas: 1, concurrency: 1, time: { mean: ${mean * 1000}ms, shape: exponential } }`,
  );
  const path = means.map((_, i) => `web -> s${i}`).join(', ');
  return design(bare(stations.join('\n'), `{ users: ${users}, think: ${think}s, path: [ ${path} ] }`));
}

describe('users who wait for their answers, as the run is planned when nothing is said', () => {
  test.each([
    ['mva-repair', [1], 4, 10],
    ['mva-3tier', [0.005, 0.03, 0.02], 0.5, 50],
  ] as const)('%s', (id, means, think, users) => {
    const { inputs, expected } = vector(id);
    expect(inputs).toMatchObject({ demands: means, Z: think, N: users });
    const report = simulate(network(users, think, means));
    expectMean(report, expected['R']!, 0.03);
    expectNear(report.flows['f']!.offered, expected['X']!, 0.02);
    expectNear(Math.max(...Object.values(report.components).map(({ utilisation }) => utilisation)), expected['util_max']!, 0.01);
    expect(report.stability).toEqual({ verdict: 'stable' });
    expectNear(report.knee!.users, expected['Nstar']!, 1e-9);
  });

  test('machine repairman M/M/1//20 with 100 ms and 1 s: no more is offered than is served', () => {
    // Closed form of the repairman: R = 1.00375 s, X = 9.98131/s (the recursion of Reiser and Lavenberg).
    const report = simulate(network(20, 1, [0.1]), { seed: 2 });
    expectMean(report, 1.0037451, 0.02);
    expectNear(report.flows['f']!.offered, 9.9813095, 0.01);
    expect(report.components['s0']!.demand).toBeLessThanOrEqual(1);
  });

  test('far above the capacity the users wait: X = 100/s and R = N / X - Z', () => {
    const text = bare(
      '  s: { is: service, replicas: 1, concurrency: 10, time: { mean: 100ms, shape: exponential } }',
      '{ users: 300, think: 1s, path: [ web -> s ] }',
    );
    const report = simulate(design(text));
    expectMean(report, 2, 0.02);
    expect(report.flows['f']!.offered).toBeLessThan(101);
    expectNear(report.knee!.users, 110, 1e-9);
    expect(report.stability).toEqual({ verdict: 'stable' });
  });
});
