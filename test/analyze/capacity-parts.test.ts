import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { hottestShard } from '#analyze/capacity/skew.js';
import { storageOf } from '#analyze/capacity/storage.js';
import { below, seedWords } from '#base/random.js';
import { modelOf } from './judge.js';

const design = (components: string, data: string, path: string, rate = '100 /s'): string => `
sysdrill: 1
title: Parts
components:
  web: { is: client }
  api: { is: service, replicas: 4, time: 1ms, concurrency: 100 }
${components}
data:
${data}
flows:
  f: { rate: ${rate}, peak: 2x, path: [ web -> api, ${path} ] }
`;
const of = (text: string, id: string) => analyze(modelOf(text)).capacity.components.get(id as never)!;

const db = (more: string): string =>
  `  db: { is: database, kind: key-value, replication: { mode: leaderless, copies: 1, read: 1, write: 1 }, time: 5ms, concurrency: 10, ${more} }`;

describe('what falls on one shard', () => {
  test('a read by an index beside the rows asks every shard, one by an index of its own asks one', () => {
    const data = (scope: string): string => `  row: { in: db, key: id, indexes: [ { by: owner, scope: ${scope} } ] }`;
    const used = (scope: string, step: string): number => of(design(db('shards: 8'), data(scope), step), 'db').utilisation!;
    expect(used('local', 'api -> db: { read: row, by: owner }')).toBeCloseTo((200 * 0.005) / 10, 9);
    expect(used('global', 'api -> db: { read: row, by: owner }')).toBeCloseTo((200 * 0.005) / 10 / 8, 9);
    expect(used('local', 'api -> db: { read: row }')).toBeCloseTo((200 * 0.005) / 10 / 8, 9);
  });

  test('a write goes to each index that has shards of its own, and loads every copy there too', () => {
    const data =
      '  row: { in: db, key: id, indexes: [ { by: owner, scope: global }, { by: town, scope: global }, { by: day, scope: local } ] }';
    expect(of(design(db('shards: 8'), data, 'api -> db: { write: row }'), 'db').utilisation).toBeCloseTo((3 * 200 * 0.005) / 10 / 8, 9);
  });

  test('the shard of the most popular key gets that key and its part of the rest; what misses ask for is even', () => {
    const data = '  row: { in: db, key: id, count: 1000, popularity: { zipf: 1 } }';
    const harmonic = Array.from({ length: 1000 }, (_, i) => 1 / (i + 1)).reduce((sum, each) => sum + each, 0);
    const top = 1 / harmonic;
    const read = of(design(db('shards: 8'), data, 'api -> db: { read: row }'), 'db');
    expect(read.hottest).toBeCloseTo(top + (1 - top) / 8, 9);
    expect(read.utilisation).toBeCloseTo((200 * 0.005 * (top + (1 - top) / 8)) / 10, 9);
    const cached = design(
      `  hot: { is: cache }\n${db('shards: 8')}`,
      data,
      'api -> hot: { read: row, hit: 50% }, api -> db: { read: row, when: miss }',
    );
    expect(of(cached, 'db').hottest).toBe(1 / 8);
  });

  test('the expected share of the busiest shard lies between the bounds, whatever the hash', () => {
    const words = seedWords(5, 'hash');
    for (const [items, exponent, shards] of [
      [50, 1, 4],
      [500, 0.8, 10],
      [500, 0, 10],
      [2000, 1.2, 16],
    ] as const) {
      const weights = Array.from({ length: items }, (_, i) => (i + 1) ** -exponent);
      const total = weights.reduce((sum, each) => sum + each, 0);
      const most = Array.from({ length: 400 }, () => {
        const loads = new Array<number>(shards).fill(0);
        for (const weight of weights) loads[below(words, 0, shards)]! += weight / total;
        return Math.max(...loads);
      });
      const mean = most.reduce((sum, each) => sum + each, 0) / most.length;
      const error = (4 * Math.sqrt(most.reduce((sum, each) => sum + (each - mean) ** 2, 0))) / most.length;
      const { lower, upper } = hottestShard(items, exponent, shards);
      expect(mean).toBeGreaterThan(lower - error);
      expect(mean).toBeLessThan(upper + error);
    }
  });
});

describe('bytes and connections', () => {
  const data = '  row: { in: db, key: id, item: 1 kB }';

  test('a card carries what comes in and what goes on', () => {
    const text = design(db('bandwidth: 1 MB/s'), data, 'api -> db: { write: row, items: 2 }').replace(
      'concurrency: 100',
      'bandwidth: 1 MB/s',
    );
    expect(of(text, 'db')).toMatchObject({ bandwidth: expect.closeTo(0.4, 9), carries: expect.closeTo(400_000, 3) });
    expect(of(text, 'api')).toMatchObject({ bandwidth: expect.closeTo(0.1, 9), limit: 'bandwidth' });
  });

  test('pools of all callers meet at the leader', () => {
    const sql = (connections: number): string =>
      `  db: { is: database, kind: sql, connections: ${connections}, replication: { mode: single-leader, copies: 3 } }`;
    const text = design(sql(100), data, 'api -> db: { write: row }').replace('concurrency: 100', 'concurrency: 100, pool: 50');
    expect(of(text, 'db')).toMatchObject({ pooled: 200, connections: 2, limit: 'connections' });
    const spread = text.replace('{ write: row }', '{ read: row, from: any }');
    expect(of(spread, 'db').pooled).toBeCloseTo(200 / 3, 9);
  });
});

test('ten times the peak: what is full then, worst first', () => {
  const text = design(db('shards: 1'), '  row: { in: db, key: id }', 'api -> db: { read: row }');
  expect(analyze(modelOf(text)).capacity.tenfold).toEqual([{ component: 'db', saturation: expect.closeTo(1, 9), limit: 'work' }].slice(1));
  const more = text.replace('rate: 100 /s', 'rate: 150 /s');
  expect(analyze(modelOf(more)).capacity.tenfold).toEqual([{ component: 'db', saturation: expect.closeTo(1.5, 9), limit: 'work' }]);
});

test('more load never lowers use, and a cache that finds less never lowers what is asked behind it', () => {
  const text = (rate: number, hit: number): string =>
    design(
      `  hot: { is: cache, shards: 3, copies: 2, time: 1ms }\n${db('shards: 4')}`,
      '  row: { in: db, key: id, count: 1000, popularity: { zipf: 0.9 } }',
      `api -> hot: { read: row, hit: ${hit}%, items: 3 }, api -> db: { read: row, when: miss }, api -> db: { write: row, when: 10% }`,
      `${rate} /s`,
    );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 99 }), (rate, more, hit) => {
      const before = analyze(modelOf(text(rate, hit))).capacity;
      const after = analyze(modelOf(text(rate + more, hit))).capacity;
      for (const [id, { saturation }] of before.components) {
        if (saturation !== null) expect(after.components.get(id)!.saturation!).toBeGreaterThan(saturation);
      }
      const colder = analyze(modelOf(text(rate, Math.max(1, hit - 10)))).capacity.components.get('db' as never)!;
      expect(colder.demand.peak).toBeGreaterThanOrEqual(before.components.get('db' as never)!.demand.peak);
      expect(before.afterCacheLoss[0]!.saturation.get('db' as never)!).toBeGreaterThan(before.components.get('db' as never)!.saturation!);
    }),
    { numRuns: 40, seed: 4 },
  );
});

describe('storage by year', () => {
  test('what is only added to grows until it is as old as it is kept, and a disk is full one day', () => {
    const data =
      '  row: { in: db, key: id, item: 1 kB, changes: append, keep: 2 year }\n  user: { in: db, key: id, item: 1 kB, count: 1M }\n  odd: { in: db, key: id, changes: update, item: 1 kB }';
    const held = storageOf(modelOf(design(db('shards: 2, disk: 2 TB'), data, 'api -> db: { write: row, items: 2 }'))).get('db' as never)!;
    const year = 31_536_000 * 100 * 2 * 1000;
    const users = 1e9;
    expect(held.yearly.map((each) => each / year)).toEqual([1, 2, 2, 2, 2].map((each) => expect.closeTo(each + users / year, 3)));
    expect(held).toMatchObject({ disk: 2e12, unsized: ['odd'] });
    expect(held.perInstance[0]).toBeCloseTo(held.yearly[0]! / 2, 0);
    expect(held.fullAfter).toBeCloseTo((4e12 - users) / year, 3);
  });

  test('nothing is full where it fits', () => {
    const held = storageOf(
      modelOf(design(db('disk: 2 TB'), '  row: { in: db, key: id, item: 1 B, changes: never }', 'api -> db: { write: row }')),
    );
    expect(held.get('db' as never)).toMatchObject({ fullAfter: null });
  });
});

test('retries multiply along the way, and a hand-over starts anew', () => {
  const text = design(
    `${db('')}\n  q: { is: queue }\n  w: { is: worker }`,
    '  row: { in: db, key: id }',
    'api -> db: { write: row, retries: 2 }, api ~> q ~> w, w -> db: { write: row, retries: 1 }',
  ).replace('web -> api', 'web -> api: { retries: 3 }');
  expect([...analyze(modelOf(text)).amplification]).toEqual([
    ['api', 4],
    ['db', 12],
    ['q', 1],
    ['w', 1],
  ]);
});
