import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { bare, constant, DATA, free, run, store } from '../helpers/lines.js';

const p50 = (text: string) => run(text).flows['f']!.latency.p50!;

describe('what a request waits for', () => {
  test.each([
    ['calls one after another', '[ web -> a, web -> b ]', 30],
    ['calls within calls', '[ web -> a -> b ]', 30],
    ['side by side, the slowest', '[ { together: [ web -> a, web -> b ] } ]', 20],
    ['the first that answers', '[ { any: [ web -> a, web -> b ] } ]', 10],
    ['nothing that was handed over', '[ web -> a, a ~> b ]', 10],
    ['several times, one after another', '[ { web -> a: { times: 3 } } ]', 30],
    ['several times, two at once', '[ { web -> a: { times: 4, at-once: 2 } } ]', 20],
    ['its timeout, and what is tried instead', '[ { web -> b: { timeout: 5ms } }, { web -> a: { when: timeout } } ]', 15],
    ['nothing that is optional and late', '[ { web -> b: { timeout: 5ms, optional: true } } ]', 5],
    [
      'the pauses between attempts',
      '[ { web -> b: { timeout: 5ms, retries: 2, backoff: { base: 10ms, factor: 2, jitter: false }, optional: true } } ]',
      45,
    ],
  ])('%s', (_, path, milliseconds) => {
    const text = bare(`${free('a', 10)}\n${free('b', 20)}`, `{ rate: 5/s, path: ${path} }`);
    expect(p50(text) * 1000).toBeCloseTo(milliseconds, 0);
  });

  test('a failed call fails the flow unless a later step takes care of it', () => {
    const path = (more: string) => `[ { web -> b: { timeout: 5ms } }${more} ]`;
    const flow = (more: string) => run(bare(`${free('a', 10)}\n${free('b', 20)}`, `{ rate: 50/s, path: ${path(more)} }`)).flows['f']!;
    expect(flow('').errors['timeout']).toBeCloseTo(flow('').offered, 6);
    expect(flow(', { web -> a: { when: error } }').errors['timeout']).toBeGreaterThan(0);
    expect(flow(', { web -> a: { when: timeout } }').errors).toEqual({});
  });

  test('a slot is held until the last waiting step ends, and another visit waits for it', () => {
    const text = bare(
      `  a: { is: service, replicas: 1, concurrency: 1, time: ${constant(1)} }\n${free('b', 9)}`,
      '{ rate: 50/s, arrivals: poisson, path: [ web -> a -> b ] }',
    );
    const { a } = run(text).components;
    expect(a!.utilisation).toBeCloseTo(0.05, 2);
    expect(a!.held).toBeCloseTo(0.45, 1);
    expect(a!.demand).toBeCloseTo(0.5, 6);
    // M/D/1 at utilisation 0.5: half a service time of waiting (Pollaczek and Khinchine).
    expect(a!.waiting).toBeGreaterThan(0.0045);
    expect(a!.waiting).toBeLessThan(0.0055);
  });

  test('own work queues for cores inside the slots', () => {
    const text = bare(
      '  a: { is: service, replicas: 1, concurrency: 1000, cores: 2, time: { mean: 10ms, shape: exponential } }',
      '{ rate: 150/s, path: [ web -> a ] }',
    );
    const report = run(text);
    expect(report.components['a']!.utilisation).toBeCloseTo(0.75, 1);
    // M/M/2 at 0.75, vector mmc-c2-lam1.5 scaled to 10 ms.
    expect(Math.abs(report.flows['f']!.latency.mean! - 0.0228571) / 0.0228571).toBeLessThan(0.05);
  });

  test('keys asked for together miss together: 20 keys at 98% miss in a third of the calls', () => {
    const text = bare(
      `  hot: { is: cache, concurrency: 1000 }\n${store('')}`,
      '{ rate: 100/s, path: [ { web -> hot: { read: row, items: 20, hit: 98% } }, { web -> db: { read: row, when: miss } } ] }',
      DATA,
    );
    const { hot, db } = run(text).components;
    expect(db!.throughput / hot!.throughput).toBeCloseTo(1 - 0.98 ** 20, 2);
  });

  describe('a cache', () => {
    const aside = '[ { web -> hot: { read: row, hit: 80% } }, { web -> db: { read: row, when: miss } } ]';
    const through = '[ { web -> hot: { read: row, hit: 80% } }, { hot -> db: { read: row, when: miss } } ]';
    const failed = (path: string, dead: string) => {
      const text = bare(`  hot: { is: cache, concurrency: 1000 }\n${store('')}`, `{ rate: 100/s, path: ${path} }`, DATA);
      const faults = [{ what: { kind: 'component' as const, component: ComponentId(dead) }, at: 0, for: 500 }];
      const { offered, errors } = run(text, { duration: 500, faults, warmup: 0 }).flows['f']!;
      return (errors['down'] ?? 0) / offered;
    };

    test('that is gone makes every read a miss, where the caller asks the store itself', () => {
      expect(failed(aside, 'hot')).toBe(0);
      expect(failed(through, 'hot')).toBeCloseTo(1, 6);
    });

    test('is no alternative: with the store gone the misses fail', () => {
      expect(failed(aside, 'db')).toBeCloseTo(0.2, 1);
      expect(failed(through, 'db')).toBeCloseTo(0.2, 1);
    });
  });

  test('change capture comes after its lag', () => {
    const text = bare(
      `${store('')}\n  q: { is: queue }\n${free('a', 10)}`,
      '{ rate: 50/s, path: [ { web -> db: { write: row } }, { db ~> q ~> a: { lag: 200ms } } ] }',
      `${DATA}\nrequirements:\n  quality:\n    Q1: { flow: f, until: a, p99: 215ms }\n    Q2: { flow: f, until: a, p99: 240ms }`,
    );
    expect(run(text).flows['f']!.targets.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
  });

  test('cases are drawn once a request and hold for all its steps', () => {
    const flow =
      '{ rate: 100/s, cases: { few: { share: 80%, n: 1 }, many: { share: 20%, n: 10 } }, path: [ { web -> a: { times: n } }, { web -> b: { when: many } } ] }';
    const { a, b } = run(bare(`${free('a', 1)}\n${free('b', 1)}`, flow)).components;
    expect(a!.throughput).toBeCloseTo(100 * (0.8 + 2), -1);
    expect(b!.throughput / 100).toBeCloseTo(0.2, 1);
  });

  test('a transaction holds one slot of the store for all its steps', () => {
    const text = bare(
      store('').replace('100000', '4'),
      '{ rate: 20/s, path: [ { atomic: [ { web -> db: { read: row } }, { web -> db: { write: row } } ] } ] }',
      DATA,
    );
    const report = run(text);
    expect(report.components['db']!.throughput).toBeCloseTo(20, 0);
    expect(report.flows['f']!.latency.p50! * 1000).toBeCloseTo(20, 0);
    expect(report.notModelled).toEqual([]);
  });
});

test('targets are judged at the peak, where a failed request ranks slower than any answer', () => {
  const text = bare(
    '  s: { is: service, replicas: 1, concurrency: 1, shed: 3, time: { mean: 10ms, shape: exponential } }',
    '{ rate: 20/s, peak: 8x, path: [ web -> s ] }',
    'requirements:\n  quality:\n    Q1: { flow: f, p50: 1s, p99: 1s }',
  );
  const report = run(text);
  expect(report.flows['f']!.targets).toMatchObject([
    { name: 'p50', verdict: 'pass' },
    { name: 'p99', verdict: 'fail', measured: null },
  ]);
  expect(report.peak!.flows['f']!.offered).toBeGreaterThan(7 * report.flows['f']!.offered);
});

test('a flow whose rate is not known offers no load, and is listed', () => {
  const report = run(bare(free('a', 10), '{ rate: unknown, path: [ web -> a ] }'));
  expect(report.flows).toEqual({});
  expect(report.notModelled.map(({ path }) => path)).toEqual(['flows.f']);
});

test('what is not part of a run is listed with its place: disks', () => {
  const text = bare(
    `  a: { is: service, pool: 20, bandwidth: 10 Gbps, time: 10ms }
${store('iops: 3000/s, disk: 1 TB')}`,
    '{ rate: 5/s, path: [ web -> a, { a -> db: { read: row } } ] }',
    DATA,
  );
  expect(run(text).notModelled.map(({ path, what }) => [path, what])).toEqual([
    ['components.a', 'what its network card carries'],
    ['components.db', 'the reads and writes a second that its disks do'],
    ['components.db', 'the size of its disk'],
  ]);
});

test('no percentile is above the longest answer', () => {
  const { latency } = run(bare(free('a', 2000), '{ rate: 5/s, path: [ web -> a ] }')).flows['f']!;
  for (const name of ['p50', 'p90', 'p95', 'p99', 'p999'] as const) expect(latency[name] ?? 0).toBeLessThanOrEqual(latency.max!);
});
