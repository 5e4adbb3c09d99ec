import { describe, expect, test } from 'vitest';
import { lruHitRatio } from '#analyze/capacity/che.js';
import { hottestShard } from '#analyze/capacity/skew.js';
import { ComponentId } from '#model/ids.js';
import { type SimulationOptions, type SimulationReport, simulate } from '#simulate/simulate.js';
import { halfWidth } from '#simulate/statistics/intervals.js';
import { placeOf, saltOf } from '#simulate/workload/keys.js';
import { design } from '../helpers/design.js';
import { bare, constant } from '../helpers/lines.js';

const DATA = (count: number, zipf: number, more = ''): string =>
  `data:\n  row: { in: db, key: id, item: 1 kB, count: ${count}, popularity: { zipf: ${zipf} }${more} }`;

const store = (more = '', milliseconds = 10): string =>
  `  db: { is: database, kind: key-value, concurrency: 100000, time: ${constant(milliseconds)}${more} }`;
const cache = (attributes: string): string => `  hot: { is: cache, concurrency: 100000, time: ${constant(0)}, ${attributes} }`;
const ASIDE = (rate: number, hit = 50): string =>
  `{ rate: ${rate}/s, path: [ { web -> hot: { read: row, hit: ${hit}% } }, { web -> db: { read: row, when: miss } } ] }`;

const run = (text: string, options: SimulationOptions = {}): SimulationReport =>
  simulate(design(text), { peak: false, duration: 200, events: 1e8, ...options });
const reads = (report: SimulationReport): number => report.components['db']!.throughput;

/** The measured share of what is found has the exact one in its interval, and the store is asked for the rest. */
function expectFound(report: SimulationReport, exact: number, rate: number, error = 0): void {
  const { measured, interval } = report.components['hot']!.hits![0]!;
  expect(interval![0] - error).toBeLessThan(exact);
  expect(interval![1] + error).toBeGreaterThan(exact);
  expect(interval![1] - interval![0]).toBeLessThan(0.03);
  expect(reads(report) / (rate * (1 - measured))).toBeCloseTo(1, 1);
}

describe('a cache whose keys are known finds what theory says', () => {
  const run1k = (attributes: string, zipf = 0.8) =>
    run(bare(`${cache(attributes)}\n${store('', 0)}`, ASIDE(1000), DATA(10_000, zipf)), { duration: 150 });

  test('by memory, over two shards', () => {
    const report = run1k('memory: 500 kB, shards: 2');
    // Che's approximation for 1,000 of 10,000 keys; each shard has a cache of its own.
    expectFound(report, 0.4366597, 1000, 0.005);
    expect(report.components['hot']!.hits![0]).toMatchObject({ data: 'row', claimed: 0.5 });
    expect(report.components['hot']!.hits![0]!.expected).toBeCloseTo(0.43666, 3);
  });

  test('by memory for millions of copies, of which one stands for several', () => {
    const report = run(bare(`${cache('memory: 1 GB, shards: 3, copies: 2')}\n${store('', 0)}`, ASIDE(1000), DATA(100_000_000, 0.9)), {
      duration: 100,
    });
    const { measured, expected } = report.components['hot']!.hits![0]!;
    expect(expected).toBeCloseTo(lruHitRatio(100_000_000, 3_000_000, 0.9).hit, 4);
    expectFound(report, expected!, 1000, 0.005);
    expect(reads(report) / (1000 * (1 - measured))).toBeCloseTo(1, 1);
  });

  test('by time alone', () => {
    const report = run(bare(`${cache('eviction: ttl, ttl: 100ms')}\n${store('', 0)}`, ASIDE(100), DATA(5, 0)));
    expectFound(report, 2 / 3, 100);
  });

  test('the demand that the plan sees is that of the keys, not of the ratio that is claimed', () => {
    const text = bare(
      `${cache('memory: 1 MB')}\n${store(', concurrency: 20').replace('concurrency: 100000, ', '')}`,
      ASIDE(1000, 99),
      DATA(10_000, 0.8),
    );
    const report = run(text, { duration: 60 });
    expect(report.components['db']!.demand).toBeCloseTo((1000 * (1 - 0.43666) * 0.01) / 20, 2);
    expect(report.components['db']!.utilisation / report.components['db']!.demand!).toBeCloseTo(1, 1);
  });

  test('through a cache that loads by itself, and past one whose misses are put there by a step', () => {
    const through = '{ rate: 1000/s, path: [ { web -> hot: { read: row, hit: 50% } }, { hot -> db: { read: row, when: miss } } ] }';
    const apart =
      '{ rate: 1000/s, path: [ { web -> hot: { read: row, hit: 50%, timeout: 1s } }, { web -> db: { read: row, when: miss } }, { web ~> hot: { write: row, when: miss } } ] }';
    for (const flow of [through, apart])
      expectFound(run(bare(`${cache('memory: 1 MB')}\n${store('', 0)}`, flow, DATA(10_000, 0.8)), { duration: 100 }), 0.43666, 1000, 0.005);
  });

  test('behind a cache with all the popular keys only the others are asked for, and found less often', () => {
    const text = bare(
      `  near: { is: cache, concurrency: 100000, time: ${constant(0)}, memory: 1 MB, eviction: lfu }\n${cache('memory: 1 MB, eviction: lfu')}\n${store('', 0)}`,
      `{ rate: 2000/s, path: [ { web -> near: { read: row, hit: 50% } }, { web -> hot: { read: row, hit: 50%, when: miss } }, { web -> db: { read: row, when: miss } } ] }`,
      DATA(10_000, 0.8),
    );
    const { near, hot } = run(text, { duration: 60 }).components;
    expect(near!.hits![0]!.measured).toBeCloseTo(0.5706, 2);
    expect(hot!.hits![0]!.measured).toBeLessThan(0.4);
    // Its reads are those that found nothing before: no closed form is claimed for them.
    expect(hot!.hits![0]!.expected).toBeNull();
    expect(near!.hits![0]!.expected).toBeCloseTo(0.5706, 2);
  });

  test('invalidated on every write: found a / (a + w) of the time', () => {
    const text = `${bare(`${cache('memory: 1 MB')}\n${store('', 0)}`, ASIDE(30), DATA(10, 0))}  g: { rate: 10/s, path: [ { web -> db: { write: row } }, { web -> hot: { invalidate: row } } ] }\n`;
    const report = run(text, { duration: 500 });
    expectFound(
      { ...report, components: { ...report.components, db: { ...report.components['db']!, throughput: reads(report) - 10 } } },
      0.75,
      30,
    );
  });

  test('taken away by writes before it expires, and made new by those that are put there', () => {
    const both = (step: string) =>
      `${bare(`${cache('eviction: ttl, ttl: 2s')}\n${store('', 0)}`, ASIDE(20), DATA(10, 0))}  g: { rate: 10/s, path: [ { web -> db: { write: row } }, { web -> hot: { ${step}: row } } ] }\n`;
    const life = { invalidate: (1 - Math.exp(-2)) / 1, write: Math.expm1(2) };
    for (const [step, asked] of [
      ['invalidate', 2],
      ['write', 3],
    ] as const) {
      const found = (asked * life[step]) / (1 + asked * life[step]);
      const { measured, interval, expected } = run(both(step), { duration: 1000 }).components['hot']!.hits![0]!;
      expect(expected).toBeCloseTo(found, 6);
      expect(Math.abs(measured - found)).toBeLessThan((interval![1] - interval![0]) / 2);
    }
  });

  test('without keys, memory or time nothing changes, and the report says so', () => {
    const plain = run(bare(`${cache('memory: 1 MB')}\n${store('', 0)}`, ASIDE(100, 80), 'data:\n  row: { in: db, key: id }'));
    expect(plain.components['hot']!.hits).toBeUndefined();
    expect(reads(plain) / 20).toBeCloseTo(1, 1);
    expect(plain.assumptions.join()).toContain('its hit ratio');
  });
});

describe('a key that expires', () => {
  const hotKey = (stampede: string): SimulationReport =>
    run(bare(`${cache(`eviction: ttl, ttl: 10s, stampede: ${stampede}`)}\n${store('', 100)}`, ASIDE(200), DATA(1, 0)), { duration: 1000 });
  // A cycle: the copy lives 10 s, then it is missed, and fetched in 100 ms; a request comes every 5 ms.
  const [rate, ttl, fetch] = [200, 10, 0.1];

  test('is fetched by all who come while it is fetched', () => {
    // The last fetch makes the copy last: it lives from the end of the last one, another fetch time after the first.
    const burst = 1 + rate * fetch;
    const cycle = 1 / rate + 2 * fetch + ttl;
    expect(Math.abs(reads(hotKey('none')) / (burst / cycle) - 1)).toBeLessThan(0.1);
  });

  test('is fetched once where the others wait', () => {
    const report = hotKey('single-flight');
    expect(Math.abs(reads(report) * (1 / rate + fetch + ttl) - 1)).toBeLessThan(0.02);
    expect(report.components['hot']!.hits![0]!.joined / ((rate * fetch) / (1 / rate + fetch + ttl))).toBeCloseTo(1, 1);
    expect(report.flows['f']!.latency.max!).toBeLessThan(0.11);
  });

  test('is fetched once where the old one is served meanwhile, and nobody waits', () => {
    const report = hotKey('serve-stale');
    expect(Math.abs(reads(report) * (1 / rate + fetch + ttl) - 1)).toBeLessThan(0.02);
    expect(report.components['hot']!.hits![0]!.stale / ((1 + rate * fetch) / (1 / rate + fetch + ttl))).toBeCloseTo(1, 1);
    expect(report.flows['f']!.latency.max!).toBeLessThan(0.01);
  });

  test('hardly ever expires where it is fetched anew in time', () => {
    const report = hotKey('early-refresh');
    const { measured, renewed } = report.components['hot']!.hits![0]!;
    expect(measured).toBeGreaterThan(0.9995);
    expect(renewed * ttl).toBeGreaterThan(0.95);
    expect(renewed * ttl).toBeLessThan(1.3);
  });

  test('a fetch that fails fails for all who wait for it', () => {
    const text = bare(`${cache('eviction: ttl, ttl: 10s, stampede: single-flight')}\n${store('', 100)}`, ASIDE(200), DATA(1, 0));
    const what = { kind: 'component' as const, component: ComponentId('db') };
    const report = run(text, { duration: 100, faults: [{ what, at: 20, for: 40 }] });
    const { offered, served, inFlight, errors } = report.flows['f']!;
    expect(inFlight).toBeLessThan(40);
    expect(Object.values(errors).reduce((sum, each) => sum + each, served) / offered).toBeCloseTo(1, 2);
  });
});

describe('keys decide the shard', () => {
  const sharded = (zipf: number, more = '', concurrency = 4): string =>
    bare(
      `  db: { is: database, kind: key-value, time: ${constant(10)}, concurrency: ${concurrency}, shards: { count: 8, by: hash }${more} }`,
      '{ rate: 400/s, path: [ { web -> db: { read: row } } ] }',
      DATA(20_000, zipf),
    );

  /** Shares of the shards if keys are spread over them with `salt`, rank by rank. */
  const sharesOf = (zipf: number, salt: number): Float64Array => {
    const shares = new Float64Array(8);
    for (let rank = 1; rank <= 20_000; rank++) shares[placeOf(rank, salt, 8)]! += rank ** -zipf;
    const all = shares.reduce((sum, each) => sum + each, 0);
    return shares.map((each) => each / all);
  };

  test.each([0.7, 1, 1.3])('the hottest one gets what the popularity of its keys adds up to, exponent %d', (zipf) => {
    const { share, utilisation } = run(sharded(zipf), { duration: 300 }).components['db']!.hottest!;
    const exact = Math.max(...sharesOf(zipf, saltOf('db')));
    expect(Math.abs(share - exact)).toBeLessThan(2.576 * Math.sqrt((exact * (1 - exact)) / (400 * 300)));
    expect(utilisation / ((400 * share * 0.01) / 4)).toBeCloseTo(1, 1);
    // The bounds are those of the mean over ways to spread them.
    const { lower, upper } = hottestShard(20_000, zipf, 8);
    const hottest = Array.from({ length: 60 }, (_, salt) => Math.max(...sharesOf(zipf, salt * 7919)));
    const mean = hottest.reduce((sum, each) => sum + each, 0) / hottest.length;
    expect(mean).toBeGreaterThan(lower - halfWidth(hottest, 0.99)!);
    expect(mean).toBeLessThan(upper + halfWidth(hottest, 0.99)!);
  });

  test('it is full while the mean is not, and the plan knows', () => {
    const report = run(sharded(1.3, '', 1), { duration: 60 });
    const { utilisation, hottest, demand } = report.components['db']!;
    expect(utilisation).toBeLessThan(0.75);
    expect(hottest!.utilisation).toBeGreaterThan(0.98);
    expect(demand! / (400 * hottest!.share * 0.01)).toBeCloseTo(1, 1);
    expect(report.stability).toMatchObject({ verdict: 'unstable', component: 'db' });
  });

  test('leaderless copies work for the keys of their shard', () => {
    const quorum = ', replication: { mode: leaderless, copies: 3, read: 2, write: 2 }';
    const { hottest, demand } = run(sharded(1.3, quorum, 16), { duration: 60 }).components['db']!;
    expect(hottest!.utilisation / ((400 * hottest!.share * 0.01 * (2 / 3)) / 16)).toBeCloseTo(1, 1);
    expect(demand! / hottest!.utilisation).toBeCloseTo(1, 1);
  });

  test('what comes past a cache with the popular keys is even again', () => {
    const behind = bare(
      `${cache('memory: 5 MB, eviction: lfu')}\n  db: { is: database, kind: key-value, time: ${constant(1)}, concurrency: 4, shards: { count: 8, by: hash } }`,
      ASIDE(2000),
      DATA(20_000, 1.3),
    );
    const { share } = run(behind, { duration: 100 }).components['db']!.hottest!;
    expect(share).toBeLessThan(0.16);
  });
});

describe('a cache that lost everything fills again', () => {
  const text = (more = ''): string => bare(`${cache(`memory: 1 MB${more}`)}\n${store('', 1)}`, ASIDE(500), DATA(5000, 0.8));
  const ratios = (report: SimulationReport) => report.timeline.map(({ hits }) => hits!['hot']);
  const fault = (kind: 'cold' | 'component') => ({ what: { kind, component: ComponentId('hot') }, at: 30, for: 15 });

  test('at once where only its copies are gone, and as fast as its keys are asked for', () => {
    const report = run(text(), { duration: 60, faults: [fault('cold')] });
    const mean = (from: number, to: number) =>
      ratios(report)
        .slice(from, to)
        .reduce((sum: number, each) => sum + each!, 0) /
      (to - from);
    const [before, emptied, end] = [mean(15, 30), ratios(report)[30]!, mean(45, 60)];
    expect(emptied).toBeLessThan(before * 0.8);
    expect(end).toBeGreaterThan(before * 0.95);
    // The mean of what is found in the first second of 500 reads from empty: the sum of p (1 - (1 - p)^n) over all before.
    const weights = Array.from({ length: 5000 }, (_, i) => (i + 1) ** -0.8);
    const total = weights.reduce((sum, each) => sum + each, 0);
    const first = weights.reduce((sum, each) => sum + (each / total) * (1 - (1 - (1 - each / total) ** 500) / (500 * (each / total))), 0);
    expect(Math.abs(emptied - first)).toBeLessThan(4 * Math.sqrt((first * (1 - first)) / 500));
    expect(report.faults[0]!.flows['f']!.after).not.toBeNull();
  });

  test('after it is back where it was down, one copy of each shard keeps what both have', () => {
    const down = ratios(run(text(), { duration: 60, faults: [fault('component')] }));
    expect(down.slice(31, 44).every((each) => each === null)).toBe(true);
    expect(down[45]).toBeLessThan(down[29]! * 0.8);
    const what = { kind: 'instance' as const, component: ComponentId('hot'), instances: 1 };
    const copies = ratios(run(text(', copies: 2'), { duration: 60, faults: [{ what, at: 30, for: 15 }] }));
    expect(Math.min(...copies.map((each) => each!))).toBeGreaterThan(down[29]! * 0.85);
  });

  test('before it serves again where it is warmed up for a time', () => {
    const report = run(text(', warm-up: 5s'), { duration: 60, faults: [fault('component')] });
    const found = ratios(report);
    expect(found.slice(31, 49).every((each) => each === null)).toBe(true);
    const before = found.slice(15, 30).reduce((sum: number, each) => sum + each!, 0) / 15;
    expect(found[50]! / before).toBeCloseTo(1, 0.8);
  });

  test('inside its callers each instance has its own, and loses it with the instance', () => {
    const local = bare(
      `  api: { is: service, replicas: 4, concurrency: 1000, time: ${constant(0)} }\n${cache('memory: 1 MB, local: true')}\n${store('', 0)}`,
      '{ rate: 800/s, path: [ web -> api, { api -> hot: { read: row, hit: 50% } }, { api -> db: { read: row, when: miss } } ] }',
      DATA(10_000, 0.8),
    );
    const what = { kind: 'instance' as const, component: ComponentId('api'), instances: 2 };
    const report = run(local, { duration: 60, faults: [{ what, at: 30, for: 5 }] });
    const found = ratios(report).map((each) => each!);
    expect(found[29]!).toBeCloseTo(0.4367, 1);
    expect(Math.min(...found.slice(35, 38))).toBeLessThan(found[29]! - 0.05);
  });
});

describe('copies of answers', () => {
  const through = (edge: string) =>
    bare(
      `  edge: { is: ${edge} }\n${store('', 0)}`,
      '{ rate: 100/s, path: [ { web -> edge: { read: row, hit: 50% } }, { edge -> db: { read: row, when: miss } } ] }',
      DATA(5, 0),
    );

  test.each([
    ['a CDN', 'cdn, ttl: 100ms', 2 / 3],
    ['a reverse proxy', 'reverse-proxy, ttl: 100ms', 2 / 3],
    ['each instance of a gateway by itself', 'api-gateway, ttl: 100ms, replicas: 2, algorithm: random', 1 / 2],
  ])('%s expires them by itself', (_, edge, exact) => {
    const report = run(through(edge));
    const { measured, interval } = report.components['edge']!.hits![0]!;
    // Callers take turns: what one instance is asked for is a little more even than by chance.
    expect(Math.abs(measured - exact)).toBeLessThan((interval![1] - interval![0]) / 2 + 0.015);
    expect(reads(report) / (100 * (1 - measured))).toBeCloseTo(1, 1);
  });

  test('without a ttl, or pushed there, its ratio counts', () => {
    for (const edge of ['cdn', 'cdn, ttl: 100ms, mode: push']) expect(run(through(edge)).components['edge']!.hits).toBeUndefined();
  });
});

describe('a load that is too large for its keys to be followed', () => {
  test('is followed on a slice, where as much is found as the closed form says', () => {
    const text = bare(
      `  hot: { is: cache, concurrency: 16, time: 0.01ms, memory: 1 MB, shards: 10 }\n  db: { is: database, kind: key-value, concurrency: 64, time: 1ms, shards: { count: 20, by: hash } }`,
      ASIDE(20_000, 90),
      DATA(100_000, 0.8),
    );
    const what = { kind: 'cold' as const, component: ComponentId('hot') };
    const report = simulate(design(text), { peak: false, events: 20_000, faults: [{ what }] });
    expect(report.slice).toBeGreaterThan(1);
    expect(report.components['hot']!.hits).toBeUndefined();
    expect(report.faults[0]!.flows['f']!.after).toBeNull();
    const found = lruHitRatio(100_000, 10_000, 0.8).hit;
    const missed = (20_000 * (2 / 3) * (1 - found) + 20_000 / 3) / reads(report);
    expect(Math.abs(missed - 1)).toBeLessThan(0.1);
  });
});
