import { describe, expect, test } from 'vitest';
import { bare, constant, expectNear, free, run } from '../helpers/lines.js';

const EXPONENTIAL = '{ mean: 100ms, shape: exponential }';

/** A stream, or another channel, and consumers of it. */
const stream = (attributes: string, consumers: string, rate: number, more = '', path = 'q ~> w'): string =>
  bare(
    `  db: { is: database }\n  q: { ${attributes} }\n${consumers}`,
    `{ rate: ${rate}/s, path: [ web -> q: { publish: row }, ${path} ] }`,
    more,
  );

const keyed = (count: number, zipf: number): string => `data:\n  row: { in: db, key: id, count: ${count}, popularity: { zipf: ${zipf} } }`;
const PLAIN = 'data:\n  row: { in: db, key: id }';
const worker = (attributes: string, name = 'w'): string => `  ${name}: { is: worker, idempotent: true, ${attributes} }`;

describe('partitions', () => {
  test('are each a line of their own: M/M/1 in each of four', () => {
    const text = stream('is: stream, partitions: 4', worker(`replicas: 4, concurrency: 1, time: ${EXPONENTIAL}`), 28, PLAIN);
    // 7 a second come to each, 10 are worked on: waiting 0.7 / 3 s.
    expectNear(run(text, { duration: 4000 }).components['q']!.waiting, 0.7 / 3, 0.07);
  });

  test('belong to one instance each: two partitions of one consumer wait for each other, others do not', () => {
    const text = stream('is: stream, partitions: 8', worker(`replicas: 4, concurrency: 1, time: ${EXPONENTIAL}`), 28, PLAIN);
    expectNear(run(text, { duration: 4000 }).components['q']!.waiting, 0.7 / 3, 0.07);
  });

  test('bound what is in hand, however many slots there are', () => {
    const text = stream('is: stream, partitions: 2', worker(`replicas: 2, concurrency: 50, time: ${constant(100)}`), 60, PLAIN);
    const { components, stability } = run(text, { duration: 300 });
    expectNear(components['w']!.throughput, 20, 0.02);
    expect(components['w']!.utilisation).toBeGreaterThan(0.99);
    expect(stability.verdict).toBe('unstable');
  });

  test('are dealt out anew when an instance dies: what is left has all of them', () => {
    const text = stream('is: stream, partitions: 4', worker(`replicas: 2, concurrency: 2, time: ${constant(100)}`), 15, PLAIN);
    const fault = { what: { kind: 'instance', component: 'w', instances: 1 }, at: 100, for: 100 } as never;
    const { components, flows } = run(text, { duration: 400, faults: [fault] });
    expectNear(components['w']!.throughput, 15, 0.05);
    expect(flows['f']!.handedOverFailures).toBe(0);
  });

  test('a hot key bounds its partition: no more than one message of it is in hand', () => {
    // Of 10 keys under Zipf 2 the first has 1 / sum k^-2 = 64.5% of the messages: 32 of 50 a second, and a partition does 10.
    const text = stream(
      'is: stream, partitions: 8, key: id, ordering: key',
      worker(`replicas: 8, concurrency: 4, time: ${constant(100)}`),
      50,
      keyed(10, 2),
    );
    const { components, stability } = run(text, { duration: 300, warmup: 1 });
    expect(components['w']!.throughput).toBeLessThan(10 + 0.36 * 50);
    expect(components['w']!.demand).toBeGreaterThan(3.2);
    expect(stability).toMatchObject({ verdict: 'unstable', component: 'w' });
  });

  test('a key that nobody skews spreads evenly', () => {
    const text = stream('is: stream, partitions: 8, key: id', worker(`replicas: 8, concurrency: 4, time: ${constant(100)}`), 50, PLAIN);
    expectNear(run(text, { duration: 300 }).components['w']!.throughput, 50, 0.03);
  });
});

describe('order in a queue', () => {
  test('total: one message at a time, M/M/1 whoever takes it', () => {
    const text = stream('is: queue, ordering: total', worker(`replicas: 3, concurrency: 4, time: ${EXPONENTIAL}`), 7, PLAIN);
    const { components } = run(text, { duration: 10_000 });
    expectNear(components['q']!.waiting, 0.7 / 3, 0.08);
    expectNear(components['w']!.utilisation, 0.7, 0.03);
  });

  test('by key: a message waits for those of its key alone', () => {
    const text = (zipf: number) =>
      stream('is: queue, ordering: key', worker(`replicas: 4, concurrency: 25, time: ${EXPONENTIAL}`), 20, keyed(10, zipf));
    // Two a second for each of ten keys, 10 are worked on: waiting 0.2 / 8 s.
    expectNear(run(text(0), { duration: 3000 }).components['q']!.waiting, 0.2 / 8, 0.08);
    expect(run(text(2), { duration: 300 }).stability.verdict).toBe('unstable');
  });
});

describe('consumers', () => {
  const two = `${worker(`replicas: 1, concurrency: 3, time: ${EXPONENTIAL}`, 'a')}\n${worker(`replicas: 1, concurrency: 1, time: ${EXPONENTIAL}`, 'b')}`;

  test('of one queue compete: whoever is free takes the next message, so that they are one M/M/4', () => {
    const text = stream('is: queue', two, 32, PLAIN, 'q ~> a, q ~> b');
    const { components } = run(text, { duration: 4000 });
    // Erlang C of 4 servers at 3.2: 0.5964; waiting 0.5964 / (40 - 32) s.
    expectNear(components['q']!.waiting, 0.5964 / 8, 0.08);
    expectNear(components['a']!.utilisation, 0.8, 0.03);
    expectNear(components['b']!.utilisation, 0.8, 0.04);
  });

  test('of a topic get a message each', () => {
    const { components } = run(stream('is: pubsub', two, 5, PLAIN, 'q ~> a, q ~> b'), { duration: 1000 });
    expectNear(components['a']!.throughput, 5, 0.06);
    expectNear(components['b']!.throughput, 5, 0.06);
    expectNear(components['q']!.messages!.delivered, 10, 0.06);
  });
});

describe('a consumer that takes several messages at once', () => {
  test.each([
    [2, 15],
    [4, 30],
  ])('M/M(1,%i)/1 at %i a second: the line of the general bulk service rule', (most, rate) => {
    // J. Medhi, "Stochastic Models in Queueing Theory" (2003), chapter 4: n wait while it works with chance A r^n, where r is the root
    // below 1 of mu r^(b+1) - (lambda + mu) r + lambda, and A = 1 / (1 / (1 - r) + mu / lambda).
    const mu = 10;
    let low = 0;
    let high = 1 - 1e-9;
    for (let i = 0; i < 200; i++) {
      const r = (low + high) / 2;
      if (mu * r ** (most + 1) - (rate + mu) * r + rate > 0) low = r;
      else high = r;
    }
    const waiting = low / (1 - low) ** 2 / (1 / (1 - low) + mu / rate);
    const busy = 1 / (1 - low) / (1 / (1 - low) + mu / rate);
    const text = stream('is: queue', worker(`replicas: 1, concurrency: 1, batch: ${most}, time: ${EXPONENTIAL}`), rate, PLAIN);
    const { components } = run(text, { duration: 3000 });
    expectNear(components['q']!.queueLength, waiting, 0.08);
    expectNear(components['w']!.utilisation, busy, 0.03);
    expectNear(components['q']!.messages!.delivered, rate, 0.02);
  });

  test('acknowledges them together, and each comes again by itself', () => {
    const text = bare(
      `  q: { is: queue, attempts: 3, redeliver-after: 1s, dead-letter: true }
  w: { is: worker, replicas: 1, concurrency: 1, batch: 20, time: ${constant(100)}, idempotent: true }
${free('slow', 50)}`,
      '{ rate: 50/s, path: [ web ~> q ~> w, w -> slow: { when: 50%, timeout: 10ms } ] }',
    );
    const { messages } = run(text, { duration: 500, warmup: 30 }).components['q']!;
    expectNear(messages!.delivered, 50 * 1.75, 0.05);
    expectNear(messages!.deadLettered, 50 / 8, 0.12);
  });
});
