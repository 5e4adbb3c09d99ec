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
