import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import type { SimulationReport } from '#simulate/report.js';
import { type SimulationOptions, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

const run = (text: string, options: SimulationOptions = {}): SimulationReport =>
  simulate(design(text), { seed: 11, duration: 40, warmup: 2, peak: false, ...options });

describe('copies in other regions', () => {
  const WAY = 0.08;
  /** Users, service and store in two regions 80 ms apart; three fifths of the users are in the first. A copy works for 10 ms. */
  const shop = (replication: string, write = 'write: row', read = 'read: row', at = '[us, eu]'): string => `
sysdrill: 1
title: two regions
regions: { us: { zones: [a] }, eu: { zones: [a] } }
network: { us <-> eu: 80ms, client: 0ms, same-zone: 0ms, other-zone: 0ms }
components:
  web: { is: client, from: { us: 60%, eu: 40% } }
  api: { is: service, at: [us, eu], replicas: 1, concurrency: 100000, time: { mean: 0ms, shape: constant } }
  db: { is: database, at: ${at}, concurrency: 100000, time: { mean: 10ms, shape: constant }, replication: { ${replication} } }
data: { row: { in: db, key: id, changes: update } }
flows:
  put: { rate: 100/s, path: [ web -> api, api -> db: { ${write} } ] }
  get: { rate: 10/s, path: [ web -> api, api -> db: { ${read} } ] }
`;
  const led = (across: string): string => `mode: single-leader, copies: 2, sync: async, across: { ${across} }`;
  const quorum = (across: string): string => `mode: leaderless, copies: 3, read: 2, write: 2, across: { ${across} }`;

  // Replication, copies in all regions, milliseconds of a write, slots.
  test.each([
    ['a leader, later', led('mode: async, lag: 200ms'), 4, 10, 1.05],
    ['a leader, at once', led('mode: sync'), 4, 10 + 80 + 10, 5.55],
    ['a quorum, later', quorum('mode: async, lag: 200ms'), 6, 10, 6.2 / 6],
    // The quorum of the other region is waited for beside that of the own one.
    ['a quorum, at once', quorum('mode: sync'), 6, 80 + 10, 6.2 / 6],
  ])('%s: every copy of every region works for a write, and who waits waits for the way', (_, replication, copies, milliseconds, slots) => {
    const report = run(shop(replication));
    const reads = replication.includes('leaderless') ? 2 * 10 : 10;
    expect((report.components['db']!.throughput - reads) / (100 * copies)).toBeCloseTo(1, 1);
    expect(report.flows['put']!.latency.p50! * 1000).toBeCloseTo(milliseconds, 0);
    // Slots that the closed forms which plan the run see taken at the busiest copy, of 100,000.
    expect(report.components['db']!.demand! * 100_000).toBeCloseTo(slots, 6);
    expect(report.notModelled.filter(({ what }) => what.includes('regions'))).toEqual([]);
  });

  test('later: users of the other region are behind by the way and up to the lag, who wrote is not', () => {
    const [stale] = run(shop(led('mode: async, lag: 200ms'))).stale;
    // Written in one region and read in the other: 2 x 60% x 40%. The other leader has it after 80 ms, its 10 ms and up to 200 ms.
    const apart = 2 * 0.6 * 0.4;
    for (const { after, share, interval } of stale!.after) {
      const exact = apart * Math.min(1, Math.max(0, 1 - (after - WAY - 0.01) / 0.2));
      expect(Math.abs(share - exact), `after ${after} s`).toBeLessThan(0.03);
      expect(interval[0]).toBeLessThanOrEqual(exact + 1e-9);
      expect(interval[1]).toBeGreaterThanOrEqual(exact - 1e-9);
    }
    expect(stale!.visible!.max!).toBeLessThanOrEqual(WAY + 0.01 + 0.2);
    expect(stale!.own!.atOnce.share).toBe(0);
  });

  test('at once: nobody is behind in any region', () => {
    for (const replication of [led('mode: sync'), quorum('mode: sync')]) {
      const [stale] = run(shop(replication)).stale;
      expect(stale!.writes).toBeGreaterThan(1000);
      expect(stale!.visible!.max).toBe(0);
    }
  });

  test('written at the home of the key: read there, or by who wrote too early in their own region', () => {
    const one = 'mode: single-leader, copies: 1, across: { mode: async, lag: 200ms }';
    const [any] = run(shop(one, 'write: row, route: home', 'read: row, from: any')).stale;
    // The home is either region, wherever the user is.
    expect(Math.abs(any!.own!.atOnce.share - 0.5)).toBeLessThan(0.03);
    for (const read of ['read: row, route: home', 'read: row']) {
      const report = run(shop(led('mode: async, lag: 200ms'), 'write: row, route: home', read));
      expect(report.stale[0]!.visible!.max).toBe(0);
      // Half of the users go to the other region for it.
      expect(report.flows['get']!.latency.mean! * 1000).toBeCloseTo(10 + 80 / 2, -1);
    }
  });

  test('written from one region alone: the leader is there, and is asked there', () => {
    const text = shop(led('mode: async, lag: 200ms')).replace('api: { is: service, at: [us, eu]', 'api: { is: service, at: [eu]');
    const [stale] = run(text.replace('get: { rate: 10/s, path: [ web -> api, api -> db', 'get: { rate: 10/s, path: [ web -> db')).stale;
    expect(stale!.visible!.max).toBe(0);
  });

  test('a region without a set of its own is served by the nearest', () => {
    const three = shop('mode: none, copies: 1, across: { mode: async, lag: 0s }', 'write: row', 'read: row', '[ap, eu]')
      .replace('eu: { zones: [a] } }', 'eu: { zones: [a] }, ap: { zones: [a] } }')
      .replace('us <-> eu: 80ms', 'us <-> eu: 80ms, us <-> ap: 200ms, eu <-> ap: 150ms');
    const { latency } = run(three).flows['get']!;
    expect(latency.max! * 1000).toBeCloseTo(90, 0);
    expect(latency.mean! * 1000).toBeCloseTo(0.6 * 90 + 0.4 * 10, -1);
  });

  test('what says nothing of its regions is not guessed', () => {
    const report = run(shop('mode: single-leader, copies: 2, sync: async'));
    expect(report.notModelled.map(({ what }) => what).join()).toContain('replication between regions');
    expect(report.flows['put']!.latency.p50! * 1000).toBeCloseTo(10, 0);
  });
});

describe('what a failure takes', () => {
  const what = { kind: 'instance' as const, component: ComponentId('db'), instances: 1 };
  const store = (replication: string): string => `
sysdrill: 1
title: a leader dies
network: none
components:
  web: { is: client }
  db: { is: database, concurrency: 100000, time: { mean: 1ms, shape: constant }, replication: { ${replication} } }
data: { row: { in: db, key: id, changes: update } }
flows:
  put: { rate: 1000/s, path: [ web -> db: { write: row } ] }
`;
  const lost = (replication: string): number => {
    const faults = [{ what, at: 4, for: 6 }];
    const [fault] = run(store(replication), { duration: 11, warmup: 2, faults }).faults;
    return fault!.lostWrites['db'] ?? 0;
  };

  // A write of age a has not reached the only follower with probability 1 - a / lag: rate x lag / 2 on average, and never more than rate x lag.
  test.each([
    ['one follower', 2, 1000 * 1 * (1 / 2)],
    // Nobody of two has it: (1 - a / lag)^2.
    ['two followers', 3, 1000 * 1 * (1 / 3)],
  ])('the writes that an asynchronous leader had not sent on, %s', (_, copies, exact) => {
    const count = lost(`mode: single-leader, copies: ${copies}, sync: async, lag: 1s, failover: automatic, switch: 3s`);
    expect(Math.abs(count - exact)).toBeLessThan(4 * Math.sqrt(exact));
    expect(count).toBeLessThan(1000);
  });

  test.each([
    ['a synchronous follower has them', 'mode: single-leader, copies: 3, sync: sync, lag: 1s, failover: automatic, switch: 3s'],
    ['one of the followers has them', 'mode: single-leader, copies: 3, sync: semi-sync, lag: 1s, failover: automatic, switch: 3s'],
    ['the old leader comes back with them', 'mode: single-leader, copies: 2, sync: async, lag: 1s, failover: manual'],
    ['the chain has them', 'mode: chain, copies: 3, failover: automatic, switch: 3s'],
    ['the other copies are sent them by who wrote', 'mode: leaderless, copies: 3, read: 1, write: 1'],
  ])('none: %s', (_, replication) => {
    expect(lost(replication)).toBe(0);
  });

  test('a new leader that takes over before the lag is over loses the same', () => {
    const count = lost('mode: single-leader, copies: 2, sync: async, lag: 1s, failover: automatic, switch: 100ms');
    expect(Math.abs(count - 500)).toBeLessThan(4 * Math.sqrt(500));
  });

  test('a sloppy quorum goes on with stand-ins where a strict one refuses', () => {
    const failed = (sloppy: boolean): number => {
      const text = store(`mode: leaderless, copies: 3, read: 3, write: 3, sloppy: ${sloppy}`).replace(
        'concurrency: 100000',
        'concurrency: 100000, shards: { count: 4, by: hash }',
      );
      const [fault] = run(text, { duration: 9, faults: [{ what, at: 3, for: 3 }] }).faults;
      return fault!.flows['put']!.during!.errors;
    };
    expect(failed(false) / 1000).toBeCloseTo(1 / 4, 1);
    // Who was being served by the copy as it died.
    expect(failed(true)).toBeLessThan(4);
  });
});
