import { describe, expect, test } from 'vitest';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare } from '../helpers/lines.js';

const S = '  s: { is: service, replicas: 4, concurrency: 8, time: { mean: 10ms, shape: exponential } }';
const judged = (p99: string, more = '') =>
  bare(S, `{ rate: 1k/s, path: [ web -> s ] }${more}`).replace(
    'components:',
    `requirements: { quality: { Q: { flow: f, p99: ${p99} } } }\ncomponents:`,
  );
const WHOLE = 1_500_000;

describe('a run that nobody told how long to last', () => {
  test('ends when its p99 is known to a twentieth, long before its events are spent', () => {
    const { events, flows } = simulate(design(judged('1s')));
    const { p99, p99Interval } = flows['f']!.latency;
    expect((p99Interval![1] - p99Interval![0]) / 2).toBeLessThanOrEqual(0.05 * p99!);
    expect(events).toBeLessThan(WHOLE / 3);
    expect(flows['f']!.targets).toMatchObject([{ verdict: 'pass' }]);
  });

  test('goes on where that leaves a target open', () => {
    const easy = simulate(design(judged('1s')));
    const close = simulate(design(judged(`${Math.round(easy.flows['f']!.latency.p99! * 1e6)}us`)));
    expect(close.events).toBeGreaterThan(2 * easy.events);
  });

  test('goes on for a flow that comes more seldom, as long as its p99 can be known, and not for one that will never be', () => {
    const plain = simulate(design(judged('1s')));
    const second = (rate: string) => simulate(design(judged('1s', `\n  g: { rate: ${rate}, path: [ web -> s ] }`)));
    const seldom = second('30/s');
    expect(seldom.events).toBeGreaterThan(1.5 * plain.events);
    expect(seldom.flows['g']!.latency.p99).not.toBeNull();
    const never = second('1/h');
    expect(never.events).toBeLessThan(1.2 * plain.events);
  });

  test('goes on where much is tried again: what that leads to may take its time', () => {
    const within = (timeout: string) =>
      simulate(design(judged('1s').replace('path: [ web -> s ]', `path: [ { web -> s: { timeout: ${timeout}, retries: 1 } } ]`)));
    expect(within('35ms').simulated).toBeGreaterThan(2 * within('1s').simulated);
  });

  test('lasts as long as it is told all the same', () => {
    expect(simulate(design(judged('1s')), { duration: 200 }).simulated).toBeCloseTo(200, 6);
  });
});

describe('a rate limit', () => {
  const limited = (rate: string) =>
    bare(
      `  edge: { is: api-gateway, limit: ${rate}, replicas: 1, concurrency: 1000, time: 0.1ms }\n${S}`,
      '{ rate: 1k/s, path: [ web -> edge -> s ] }',
    );

  test('that never binds does not make a run longer, one that may is seen through several of its spans', () => {
    const free = simulate(design(bare(S, '{ rate: 1k/s, path: [ web -> s ] }')));
    expect(simulate(design(limited('5000/s'))).simulated).toBeLessThan(3 * free.simulated);
    expect(simulate(design(limited('1050/s'))).simulated).toBeGreaterThanOrEqual(5 * 0.999);
  });
});
