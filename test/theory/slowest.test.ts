import { expect, test } from 'vitest';
import type { FlowReport } from '#simulate/report.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

function flowOf(text: string, duration: number): FlowReport {
  return simulate(design(text), { duration, events: 1e9, peak: false }).flows['f']!;
}

const totalOf = ({ slowest }: FlowReport): number =>
  Object.values(slowest!.parts).reduce((sum, each) => sum + each.waiting + each.work + each.network + each.tries, slowest!.other);

const tandem = (components: string, path: string, more = '') => `
sysdrill: 1
title: a tandem
${more}
components:
  web: { is: client }
${components}
flows:
  f: { rate: 50/s, path: [ ${path} ] }
`;

test('all parts of the slowest hundredth add up to its mean, which in one M/M/1 line is the p99 and a mean time more', () => {
  const text = tandem(
    '  a: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }',
    'web -> a',
    'network: none',
  );
  const flow = flowOf(text, 20_000);
  expect(totalOf(flow)).toBeCloseTo(flow.slowest!.mean, 9);
  expect(flow.slowest!.other).toBeCloseTo(0, 9);
  // A time in the system is exponential with mean 1 / (100 - 50): beyond its p99 it is the p99 and that mean once more.
  const p99 = Math.log(100) / 50;
  expect(flow.latency.p99).toBeCloseTo(p99, 2);
  expect(flow.slowest!.mean / (p99 + 1 / 50)).toBeGreaterThan(0.95);
  expect(flow.slowest!.mean / (p99 + 1 / 50)).toBeLessThan(1.05);
});

test('of two equal M/M/1 lines in a row, each has half of the slowest', () => {
  const components = ['a', 'b'].map(
    (id) => `  ${id}: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }`,
  );
  const flow = flowOf(tandem(components.join('\n'), 'web -> a, web -> b', 'network: none'), 20_000);
  const { parts, mean, other } = flow.slowest!;
  const share = (id: string) => (parts[id]!.waiting + parts[id]!.work) / mean;
  expect(other).toBeLessThan(1e-9);
  // The sum of two independent exponential times of mean m (Burke 1956): its p99 t is 6.6384 m, the mean beyond it (t^2 + 2 t m + 2 m^2) / (t + m).
  const m = 1 / 50;
  const t = 6.6384 * m;
  expect(mean / ((t ** 2 + 2 * t * m + 2 * m ** 2) / (t + m))).toBeGreaterThan(0.95);
  expect(mean / ((t ** 2 + 2 * t * m + 2 * m ** 2) / (t + m))).toBeLessThan(1.05);
  expect(share('a')).toBeGreaterThan(0.42);
  expect(share('a')).toBeLessThan(0.58);
  expect(share('a') + share('b')).toBeCloseTo(1, 9);
});

test.each(['', ', breaker: { at: 90% }', ', hedge: 40ms'])(
  'ways, own work and tries that failed are told apart, and nothing is left over%s',
  (breaker) => {
    const components = `
  api: { is: service, replicas: 1, concurrency: 200, time: { mean: 2ms, shape: constant } }
  slow: { is: service, replicas: 1, concurrency: 200, time: { mean: 30ms, shape: exponential } }`;
    const path = `web -> api, api -> slow: { timeout: 50ms, retries: 3, backoff: 10ms${breaker} }`;
    const flow = flowOf(tandem(components, path), 4_000);
    const { parts, mean, other } = flow.slowest!;
    expect(totalOf(flow)).toBeCloseTo(mean, 9);
    expect(other / mean).toBeLessThan(1e-6);
    expect(parts['api']!.work).toBeCloseTo(0.002, 9);
    expect(parts['slow']!.network).toBeGreaterThan(0);
    // The slowest hundredth failed at least twice: two timeouts and the pauses behind them, or the wait for a second attempt.
    expect(parts['slow']!.tries).toBeGreaterThan(0.05);
    expect(parts['slow']!.waiting).toBeLessThan(0.001);
  },
);
