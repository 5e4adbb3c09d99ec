import { describe, expect, test } from 'vitest';
import { ComponentId, ZoneId } from '#model/ids.js';
import { bare, constant, expectNear, free, run } from '../helpers/lines.js';

const GONE = [{ what: { kind: 'component', component: ComponentId('gone') }, at: 0, for: 1e9 }] as const;

/** A queue whose consumer fails a share of its visits: what it then calls is slower than it waits. */
const failing = (queue: string, share: string, worker = 'replicas: 1, concurrency: 1000, time: 1ms'): string =>
  bare(
    `  q: { is: queue, ${queue} }
  w: { is: worker, ${worker}, idempotent: true }
${free('slow', 50)}`,
    `{ rate: 100/s, path: [ web ~> q ~> w, w -> slow: { when: ${share}, timeout: 10ms } ] }`,
  );

describe('a message whose processing fails', () => {
  test.each([
    [0.3, 1],
    [0.3, 3],
    [0.6, 4],
  ])('comes again, up to the attempts: with chance %f and %i of them, a truncated geometric number of times', (p, attempts) => {
    const text = failing(`attempts: ${attempts}, redeliver-after: 1s, dead-letter: true`, `${p * 100}%`);
    const { messages } = run(text, { duration: 400, warmup: 20 }).components['q']!;
    expectNear(messages!.delivered / 100, (1 - p ** attempts) / (1 - p), 0.03);
    expectNear(messages!.deadLettered / 100, p ** attempts, 0.08);
    expect(messages!.lost).toBe(0);
    expect(messages!.twice).toBe(0);
  });

  test('is lost after its attempts where nothing puts it aside, and counts as a failure of handed-over work', () => {
    const { components, flows } = run(failing('attempts: 2, redeliver-after: 1s', '50%'), { duration: 300 });
    expectNear(components['q']!.messages!.lost, 25, 0.06);
    expect(components['q']!.messages!.deadLettered).toBe(0);
    expectNear(flows['f']!.handedOverFailures, 25, 0.05);
  });

  test('does not come again where it is delivered at most once', () => {
    const { components, flows } = run(failing('delivery: at-most-once, attempts: 5, redeliver-after: 1s', '50%'), { duration: 300 });
    expect(components['q']!.messages!.redelivered).toBe(0);
    expectNear(flows['f']!.handedOverFailures, 50, 0.05);
  });

  test('stays hidden for its time, counted from when it was given out', () => {
    const text = `${failing('attempts: 10, redeliver-after: 2s', '30%')}requirements:
  quality:
    Q1: { flow: f, until: w, p50: 1900ms }
    Q2: { flow: f, until: w, p99: 5900ms }
    Q3: { flow: f, until: w, p99: 6100ms }
`;
    // Its k-th delivery is 2 s (k - 1) after the first: 97.3% are done within three of them, 99.2% within four.
    const { targets } = run(text, { duration: 300, warmup: 30 }).flows['f']!;
    expect(targets.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'pass']);
  });

  test('that can never be dealt with is delivered for ever without a dead letter, and is the oldest', () => {
    const text = bare(
      `  q: { is: queue, redeliver-after: 5s }
  w: { is: worker, replicas: 1, concurrency: 100, time: 1ms, idempotent: true }
  gone: { is: external }`,
      '{ rate: 10/s, cases: { good: 99%, poison: 1% }, path: [ web ~> q ~> w, w -> gone: { when: poison, timeout: 1s } ] }',
    );
    const { messages } = run(text, { duration: 400, warmup: 0, faults: GONE }).components['q']!;
    // 0.1 of them come a second, and each is given out every 5 s from then on: on average half of 400 s.
    expectNear(messages!.redelivered, (0.1 * 200) / 5, 0.4);
    expect(messages!.oldest).toBeGreaterThan(300);
    expect(messages!.deadLettered).toBe(0);
  });

  test('is given out twice where its work takes longer than it is hidden', () => {
    const text = bare(
      `  q: { is: queue, redeliver-after: 2s, attempts: 10 }
  w: { is: worker, replicas: 1, concurrency: 1000, time: ${constant(3000)}, idempotent: true }`,
      '{ rate: 10/s, path: [ web ~> q ~> w ] }',
    );
    const { components, flows } = run(text, { duration: 500 });
    expectNear(components['q']!.messages!.twice, 10, 0.05);
    expectNear(components['q']!.messages!.delivered, 20, 0.05);
    expectNear(components['w']!.throughput, 20, 0.05);
    expect(flows['f']!.handedOverFailures).toBe(0);
  });

  test('may be given out twice with others that are taken in the same visit: all of them are told of each', () => {
    const text = bare(
      `  cron: { is: scheduler }
  q: { is: queue, redeliver-after: 2s, attempts: 10 }
  w: { is: worker, replicas: 1, concurrency: 2, batch: 4, time: ${constant(3000)}, idempotent: true }`,
      '{ every: 60s, items: 10, path: [ cron ~> q ~> w ] }',
    );
    // Two go first, eight in two visits after them, and all are given out once more in the moment in which these visits end.
    const { components, flows } = run(text, { duration: 599, warmup: 1 });
    expect(flows['f']!.batch).toMatchObject({ done: 10, basis: 'measured' });
    expect(components['q']!.messages!.twice).toBeGreaterThan(0);
  });

  test('of a consumer that died comes again when its time is over', () => {
    const text = bare(
      `  q: { is: queue, redeliver-after: 30s, attempts: 5 }
  w: { is: worker, replicas: 1, concurrency: 10, time: ${constant(1000)}, idempotent: true }`,
      '{ rate: 5/s, path: [ web ~> q ~> w ] }',
    );
    const fault = { what: { kind: 'component', component: ComponentId('w') }, at: 50, for: 5 } as const;
    const { components, flows } = run(text, { duration: 200, faults: [fault] });
    const again = components['q']!.messages!.redelivered * 200;
    expect(again).toBeGreaterThanOrEqual(1);
    expect(again).toBeLessThanOrEqual(10);
    expect(flows['f']!.handedOverFailures).toBe(0);
  });

  test('blocks what is behind it where a queue keeps one order', () => {
    const text = (ordering: string) =>
      bare(
        `  q: { is: queue, ordering: ${ordering}, attempts: 2, redeliver-after: 1s }
  w: { is: worker, replicas: 4, concurrency: 4, time: 1ms, idempotent: true }
${free('slow', 50)}`,
        '{ rate: 2/s, path: [ web ~> q ~> w, w -> slow: { when: 10%, timeout: 10ms } ] }',
      );
    const waiting = (ordering: string) => run(text(ordering), { duration: 2000 }).components['q']!.waiting;
    expect(waiting('none')).toBeLessThan(0.01);
    expect(waiting('total')).toBeGreaterThan(0.05);
  });
});

test('a queue gives a message out after its delay', () => {
  const text = bare(
    `  q: { is: queue, delay: 5s }
  w: { is: worker, replicas: 1, concurrency: 100, time: 10ms }`,
    '{ rate: 10/s, path: [ web ~> q ~> w ] }',
    'requirements:\n  quality:\n    Q1: { flow: f, until: w, p50: 4900ms }\n    Q2: { flow: f, until: w, p50: 5100ms }',
  );
  const report = run(text, { duration: 500, warmup: 20 });
  expect(report.flows['f']!.targets.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
  expect(report.components['q']!.waiting).toBeLessThan(0.01);
});

test('messages that are hidden because who had them died hold up those behind them for a while, which is no pile without end', () => {
  const text = (time: string) => `
sysdrill: 1
title: a zone of consumers
network: none
regions: { r: { zones: [a, b] } }
components:
  cron: { is: scheduler }
  log: { is: stream, partitions: 16, key: id, delivery: at-least-once }
  w: { is: worker, replicas: 4, zones: [a, b], concurrency: 4, time: ${time}, idempotent: true }
flows:
  f: { rate: 400/s, path: [ cron ~> log ~> w ] }
`;
  const faults = [{ what: { kind: 'zone', zone: ZoneId('r', 'a') }, at: 2, for: 2 }] as const;
  // Hidden for 30 s where nothing else is said.
  const soon = run(text('20ms'), { duration: 12, faults });
  expect(soon.components['log']!.messages!.course.at(-1)!.depth).toBeGreaterThan(500);
  expect(soon.stability.verdict).toBe('stable');
  expect(run(text('20ms'), { duration: 120, faults }).components['log']!.messages!.course.at(-1)!.depth).toBeLessThan(100);
  // One whose consumers are too slow is ever more all the same.
  expect(run(text('60ms'), { duration: 12, faults }).stability.verdict).toBe('unstable');
});
