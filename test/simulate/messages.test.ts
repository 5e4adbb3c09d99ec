import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { bare, free, run } from '../helpers/lines.js';

describe('messages', () => {
  const text = (is: string, rate: number) =>
    bare(
      `  q: { is: ${is} }
  a: { is: worker, replicas: 2, concurrency: 1, time: { mean: 100ms, shape: exponential } }
  b: { is: worker, replicas: 2, concurrency: 1, time: { mean: 100ms, shape: exponential } }`,
      `{ rate: ${rate}/s, path: [ web ~> q ~> a, q ~> b ] }`,
    );

  test('consumers of a queue share its messages; each consumer of a stream gets all', () => {
    const queue = run(text('queue', 15)).components;
    expect(queue['a']!.throughput / 7.5).toBeCloseTo(1, 1);
    expect(queue['b']!.throughput / 7.5).toBeCloseTo(1, 1);
    const stream = run(text('stream, partitions: 12', 15)).components;
    expect(stream['a']!.throughput / 15).toBeCloseTo(1, 1);
    expect(stream['b']!.throughput / 15).toBeCloseTo(1, 1);
  });

  test('no more of them are worked on at once than there are partitions', () => {
    const { a } = run(text('stream, partitions: 1', 8)).components;
    expect(a!.utilisation).toBeCloseTo(0.8, 1);
  });

  test('workers of one group share one line: M/M/2', () => {
    const { q } = run(
      bare(
        '  q: { is: queue }\n  a: { is: worker, replicas: 2, concurrency: 1, time: { mean: 1s, shape: exponential } }',
        '{ rate: 1.5/s, path: [ web ~> q ~> a ] }',
      ),
      { duration: 200_000 },
    ).components;
    // Vector mmc-c2-lam1.5.
    expect(Math.abs(q!.waiting - 1.2857142857142858) / 1.2857).toBeLessThan(0.05);
    expect(Math.abs(q!.queueLength - 1.9285714285714286) / 1.9286).toBeLessThan(0.05);
  });

  test('a message whose consumer dies is delivered again', () => {
    const report = run(text('queue', 10), {
      duration: 60,
      faults: [{ what: { kind: 'component', component: ComponentId('a') }, at: 20, for: 5 }],
    });
    expect(report.flows['f']!.handedOverFailures).toBe(0);
  });

  test('a target may count until the end of the handed-over part', () => {
    const report = run(
      bare(
        `  q: { is: queue }\n${free('a', 10)}\n${free('b', 20)}`,
        '{ rate: 50/s, path: [ web -> a ~> q ~> b ] }',
        'requirements:\n  quality:\n    Q1: { flow: f, p99: 15ms }\n    Q2: { flow: f, until: b, p99: 15ms }\n    Q3: { flow: f, until: b, p99: 50ms }',
      ),
    );
    expect(report.flows['f']!.targets.map(({ quality, verdict }) => [quality, verdict])).toEqual([
      ['Q1', 'pass'],
      ['Q2', 'fail'],
      ['Q3', 'pass'],
    ]);
  });
});

describe('a queue of bounded length', () => {
  // 50 messages a second come and 10 are worked on.
  const bounded = (full: string, path = 'web -> s -> q, q ~> w') =>
    bare(
      `  s: { is: service, replicas: 2, concurrency: 100, time: 1ms }
  q: { is: queue, bound: 10, when-full: ${full} }
  w: { is: worker, replicas: 1, concurrency: 1, time: { mean: 100ms, shape: constant }, idempotent: true }`,
      `{ rate: 50/s, path: [ ${path} ] }`,
    );

  test('refuses: the call that waits fails, and one message a second is taken for each that is worked on', () => {
    const { flows, components, stability } = run(bounded('refuse'));
    expect(flows['f']!.served).toBeCloseTo(10, 0);
    expect(flows['f']!.errors['refused']).toBeCloseTo(40, -1);
    expect(flows['f']!.handedOverFailures).toBe(0);
    expect(components['q']!.dropped).toBeCloseTo(40, -1);
    expect(components['q']!.queueLength).toBeLessThanOrEqual(10);
    expect(stability).toMatchObject({ verdict: 'overloaded', component: 'w' });
  });

  test('refuses what was handed over: the answer does not tell, the count of failures does', () => {
    const { errors, handedOverFailures } = run(bounded('refuse', 'web -> s ~> q, q ~> w')).flows['f']!;
    expect(errors).toEqual({});
    expect(handedOverFailures).toBeCloseTo(40, -1);
  });

  test('holds its senders up until there is room: their slots are held, and more of them wait all the time', () => {
    const { flows, components, stability } = run(bounded('wait'), { duration: 300 });
    expect(components['q']!.dropped).toBe(0);
    expect(components['q']!.queueLength).toBeLessThanOrEqual(10);
    expect(components['s']!.held).toBeGreaterThan(0.9);
    expect(flows['f']!.served).toBeCloseTo(10, 0);
    expect(stability.verdict).toBe('unstable');
  });

  test('holds its senders up for the slowest of several groups', () => {
    const text = bare(
      `  q: { is: stream, partitions: 4, bound: 10, when-full: wait }
  a: { is: worker, replicas: 1, concurrency: 1, time: { mean: 100ms, shape: constant } }
  b: { is: worker, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: constant } }`,
      '{ rate: 50/s, path: [ web -> q, q ~> a, q ~> b ] }',
    );
    const { flows, components } = run(text, { duration: 300 });
    expect(components['q']!.queueLength).toBeLessThanOrEqual(11);
    expect(flows['f']!.served).toBeCloseTo(10, 0);
    expect(components['b']!.throughput).toBeCloseTo(10, 0);
  });

  test.each(['drop-newest', 'drop-oldest'])('loses messages without a word: %s', (full) => {
    const { flows, components } = run(bounded(full));
    expect(flows['f']!.errors).toEqual({});
    expect(flows['f']!.served).toBeCloseTo(50, -1);
    expect(flows['f']!.handedOverFailures).toBeCloseTo(40, -1);
    expect(components['q']!.queueLength).toBeLessThanOrEqual(10);
  });

  test('of which the oldest are lost keeps the newest: those that are worked on waited less', () => {
    const wait = (full: string) => run(bounded(full)).components['q']!.waiting;
    expect(wait('drop-oldest')).toBeLessThan(0.5 * wait('drop-newest'));
  });
});

test('the oldest message is one that waits: what has not come to its line yet has no age', () => {
  const text = `
sysdrill: 1
title: a stream
components:
  cron: { is: scheduler }
  log: { is: stream, partitions: 8, key: id }
  work: { is: worker, replicas: 4, concurrency: 4, time: 5ms }
flows:
  put: { rate: 2000/s, path: [ cron ~> log ~> work ] }
`;
  const faults = [{ what: { kind: 'load' as const, factor: 1.001 }, at: 1, for: 1 }];
  const { messages, waiting } = run(text, { duration: 10, faults }).components['log']!;
  expect(waiting).toBeGreaterThan(0);
  expect(messages!.oldest).toBeLessThan(10);
});
