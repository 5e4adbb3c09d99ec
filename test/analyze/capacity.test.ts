import { describe, expect, test } from 'vitest';
import { mmc } from '#analyze/capacity/erlang.js';
import { judge } from './judge.js';

const capacity = (text: string) => {
  const { analysis } = judge(`sysdrill: 1\ntitle: Load\nnetwork: none\n${text}`);
  return analysis.capacity;
};
const of = (text: string, id: string) => capacity(text).components.get(id as never)!;
const base = (path: string, more = '') => `
components:
  web: { is: client }
  api: { is: service, replicas: 2, concurrency: 10, time: 10ms }
  svc: { is: service, replicas: 4, concurrency: 10, time: 20ms }
  hot: { is: cache, time: 1ms, concurrency: 1 }
  db: { is: database, time: 5ms, concurrency: 10, shards: 2, replication: { mode: leaderless, copies: 3, read: 2, write: 2 } }
  sql: { is: database, time: 5ms, concurrency: 10, replication: { mode: single-leader, copies: 3, sync: async } }
  jobs: { is: queue }
  crew: { is: worker, replicas: 2, concurrency: 5, time: 100ms }
  psp: { is: external, time: 100ms, rate-limit: 50 /s }
data: { item: { in: db, key: id }, row: { in: sql, key: id } }
flows:
  f:
    rate: 100 /s
    peak: 3x
    ${more}
    path:
      - web -> api
${path
  .split('|')
  .map((each) => `      - ${each.trim()}`)
  .join('\n')}
`;

describe('demand', () => {
  test.each([
    ['a share', 'api -> svc: { when: 25% }', 'svc', 75],
    ['one after another', 'api -> svc: { times: 3 }', 'svc', 900],
    ['side by side', 'together: [ api -> svc, api -> svc ]', 'svc', 600],
    ['the losers of a race run on', 'any: [ api -> svc, api -> psp ]', 'psp', 300],
    ['an alternative is not used while nothing fails', 'api -> psp | api -> svc: { when: error }', 'svc', 0],
    ['a miss of one key', 'api -> hot: { read: item, hit: 90% } | api -> db: { read: item, when: miss }', 'db', 30],
    [
      'a miss of any of 20 keys: 1 - 0.98^20',
      'api -> hot: { read: item, items: 20, hit: 98% } | api -> db: { read: item, when: miss }',
      'db',
      300 * (1 - 0.98 ** 20),
    ],
    [
      'misses inside each visit of a cache',
      'api -> hot: { read: item, times: 8, hit: 97% } | hot -> db: { read: item, when: miss }',
      'db',
      300 * 8 * 0.03,
    ],
    ['what is handed over counts as well', 'api ~> jobs ~> crew', 'crew', 300],
  ])('%s', (_name, path, component, peak) => {
    expect(of(base(path), component).demand.peak).toBeCloseTo(peak, 9);
  });

  test('cases carry their figures and agree wherever they are named', () => {
    const text = base(
      'api -> svc: { when: star, times: fans } | api -> psp: { when: most, times: fans }',
      'cases: { most: { share: 90%, fans: 2 }, star: { share: 10%, fans: 50 } }',
    );
    expect(of(text, 'svc').demand.mean).toBeCloseTo(100 * 0.1 * 50, 9);
    expect(of(text, 'psp').demand.mean).toBeCloseTo(100 * 0.9 * 2, 9);
  });
});

describe('use of what there is', () => {
  test('own work against slots, and slots held while waiting on others', () => {
    const api = of(base('api -> svc'), 'api');
    expect(api.utilisation).toBeCloseTo((300 * 0.01) / 20, 9);
    expect(api.held).toBeCloseTo((300 * 0.02) / 20, 9);
    expect(api).toMatchObject({
      limit: 'slots',
      saturation: expect.closeTo(0.45, 9),
      headroom: expect.closeTo(1 / 0.45, 9),
      deferred: false,
    });
  });

  test('cores bound own work, not waiting', () => {
    const text = base('api -> svc').replace('concurrency: 10, time: 10ms', 'concurrency: 10, cores: 2, time: 10ms');
    expect(of(text, 'api').utilisation).toBeCloseTo((300 * 0.01) / 4, 9);
    expect(of(text, 'api').held).toBeCloseTo((300 * 0.02) / 20, 9);
  });

  test('a leaderless write loads every copy, a read R of them', () => {
    expect(of(base('api -> db: { write: item }'), 'db').utilisation).toBeCloseTo((300 * 0.005) / 2 / 10, 9);
    expect(of(base('api -> db: { read: item }'), 'db').utilisation).toBeCloseTo((300 * 2 * 0.005) / 6 / 10, 9);
  });

  test('the leader takes writes and the reads that must see them; others share the rest', () => {
    expect(of(base('api -> sql: { read: row }'), 'sql').utilisation).toBeCloseTo((300 * 0.005) / 10, 9);
    expect(of(base('api -> sql: { read: row, from: any }'), 'sql').utilisation).toBeCloseTo((300 * 0.005) / 3 / 10, 9);
    expect(of(base('api -> sql: { write: row } | api -> sql: { read: row, from: any }'), 'sql').utilisation).toBeCloseTo(
      (300 * 0.005 * (1 + 1 / 3)) / 10,
      9,
    );
  });

  test('waiting is Erlang C for exponential times, and unknown at saturation', () => {
    const { waiting } = of(base('api -> svc'), 'svc');
    expect(waiting).toBeCloseTo(mmc(300 / 4, 0.02, 10).waiting, 12);
    expect(of(base('api ~> jobs ~> crew'), 'crew').waiting).toBeNull();
  });

  test('somebody else’s quota, and a queue that carries the peak over', () => {
    expect(of(base('api -> psp'), 'psp')).toMatchObject({ limit: 'quota', saturation: 6 });
    expect(of(base('api ~> jobs ~> crew'), 'crew')).toMatchObject({ deferred: true, meanSaturation: 1, saturation: 3 });
  });

  test('what is full first, and at what multiple of the peak', () => {
    expect(capacity(base('api -> svc')).first).toEqual({ component: 'api', limit: 'slots', headroom: expect.closeTo(1 / 0.45, 9) });
  });
});

describe('after a loss', () => {
  test('without the cache every read is a miss', () => {
    const path = 'api -> hot: { read: item, hit: 90% } | api -> db: { read: item, when: miss }';
    const [loss] = capacity(base(path)).afterCacheLoss;
    expect(loss?.lost).toBe('hot');
    expect(loss?.saturation.get('db' as never)).toBeCloseTo((300 * 2 * 0.005) / 6 / 10, 9);
  });

  test('without a zone the rest carries all of it', () => {
    const text = `regions: { r: { zones: [a, b, c] } }${base('api -> svc')}`;
    const { components, afterZoneLoss } = capacity(text);
    expect(components.get('svc' as never)?.saturation).toBeCloseTo(0.15, 9);
    const svc = afterZoneLoss.map(({ saturation }) => saturation.get('svc' as never));
    // Four instances over three zones: two in the first.
    expect(svc).toEqual([expect.closeTo(0.3, 9), expect.closeTo(0.2, 9), expect.closeTo(0.2, 9)]);
  });
});
