import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

/** Keys through everything a flow can do with them. */
const text = (stampede: string, eviction: string): string => `
sysdrill: 1
title: keys everywhere
network: none
components:
  web: { is: client }
  api: { is: service, replicas: 3, concurrency: 40, time: { mean: 1ms, shape: exponential } }
  near: { is: cache, local: true, memory: 50 kB, ttl: 1s, time: 0.01ms, concurrency: 50 }
  hot: { is: cache, memory: 200 kB, shards: 2, copies: 2, ttl: 5s, ttl-spread: 20%, eviction: ${eviction}, stampede: ${stampede}, time: 0.1ms, concurrency: 2 }
  db: { is: database, kind: key-value, shards: { count: 3, by: hash }, replication: { mode: single-leader, copies: 2, sync: async }, time: { mean: 4ms, shape: exponential }, concurrency: 4 }
  jobs: { is: queue, bound: 1000 }
  worker: { is: worker, replicas: 2, concurrency: 4, time: 1ms }
data:
  row: { in: db, key: id, item: 1 kB, count: 20k, changes: update, popularity: { zipf: 1 } }
  log: { in: db, key: id, item: 100 B, count: 5k, changes: append, popularity: { zipf: 0.7 } }
flows:
  read:
    rate: 200/s
    deadline: 1s
    path:
      - web -> api: { timeout: 500ms, retries: 1 }
      - api -> near: { read: row, hit: 30% }
      - api -> hot: { read: row, hit: 50%, when: miss, timeout: 5ms, retries: 1 }
      - api -> db: { read: row, when: miss, timeout: 30ms, retries: 2, backoff: 5ms }
  list:
    rate: 20/s
    path:
      - web -> api
      - together:
          - api -> hot: { read: row, items: 10, hit: 60% }
          - api -> db: { read: log, from: replica }
      - api -> db: { read: row, items: 10, when: miss }
      - api -> hot: { read: log, hit: 60%, times: 4, at-once: 2, optional: true }
  write:
    rate: 20/s
    path:
      - web -> api -> db: { write: row }
      - api -> hot: { invalidate: row, optional: true }
      - api -> db: { write: log }
      - api ~> hot: { write: log }
      - api ~> jobs ~> worker -> hot: { invalidate: row, timeout: 20ms, optional: true }
`;

/** Every way to evict and every way to meet a stampede, each at least once with the commonest of the other. */
const PAIRS = [
  ['lru', 'none'],
  ['lru', 'single-flight'],
  ['lru', 'early-refresh'],
  ['lru', 'serve-stale'],
  ['lfu', 'single-flight'],
  ['fifo', 'early-refresh'],
  ['random', 'serve-stale'],
  ['ttl', 'none'],
  ['none', 'single-flight'],
] as const;

describe('keys through everything a flow can do with them', () => {
  test.each(PAIRS)('no request is lost or made up, eviction %s, stampede %s', (eviction, stampede) => {
    const down = (component: string, at: number) => ({
      what: { kind: 'component' as const, component: ComponentId(component) },
      at,
      for: 3,
    });
    const options = {
      peak: false,
      duration: 30,
      faults: [
        down('hot', 5),
        down('db', 12),
        { ...down('api', 20), what: { kind: 'instance' as const, component: ComponentId('api'), instances: 1 } },
      ],
    };
    const report = simulate(design(text(stampede, eviction)), options);
    for (const [id, flow] of Object.entries(report.flows)) {
      const failed = Object.values(flow.errors).reduce((sum, each) => sum + each, 0);
      const balance = flow.offered * 30 + flow.inFlightBefore - (flow.served + failed) * 30 - flow.inFlight;
      expect(Math.abs(balance), id).toBeLessThan(0.02 * flow.offered * 30 + 3);
      expect(flow.inFlight, id).toBeLessThan(flow.offered);
      expect(flow.served / flow.offered, id).toBeGreaterThan(0.6);
    }
    for (const id of ['near', 'hot'])
      for (const { measured } of report.components[id]!.hits!) expect(measured > 0 && measured < 1, id).toBe(true);
    expect(report.timeline[59]!.hits!['hot']).toBeGreaterThan(0);
  });
});

test('the same seed gives the same bytes, another another', () => {
  const run = (seed: number) => JSON.stringify(simulate(design(text('single-flight', 'random')), { peak: false, duration: 10, seed }));
  expect(run(3)).toBe(run(3));
  expect(run(3)).not.toBe(run(4));
});
