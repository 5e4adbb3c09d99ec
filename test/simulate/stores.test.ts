import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { bare, DATA, run, store } from '../helpers/lines.js';

describe('stores load and wait for the copies they must', () => {
  const leaderless = 'replication: { mode: leaderless, copies: 3, read: 2, write: 2 }';
  const led = (sync: string) => `replication: { mode: single-leader, copies: 3, sync: ${sync}, failover: automatic, switch: 5s }`;
  const flow = (step: string) => `{ rate: 50/s, path: [ { web -> db: { ${step} } } ] }`;

  test.each([
    ['a leaderless write, all copies', leaderless, 'write: row', 150, 10],
    ['a leaderless read, R of them', leaderless, 'read: row', 100, 10],
    ['a leaderless read from any', leaderless, 'read: row, from: any', 50, 10],
    ['an asynchronous write, the followers later', led('async'), 'write: row', 150, 10],
    ['a synchronous write, the leader and then all', led('sync'), 'write: row', 150, 20],
    ['a read from the leader', led('async'), 'read: row', 50, 10],
    ['a read from a replica', led('async'), 'read: row, from: replica', 50, 10],
  ])('%s', (_, attributes, step, visits, milliseconds) => {
    const report = run(bare(store(attributes), flow(step), DATA));
    expect(report.components['db']!.throughput / visits).toBeCloseTo(1, 1);
    expect(report.flows['f']!.latency.p50! * 1000).toBeCloseTo(milliseconds, 0);
  });

  test('a leader that dies is replaced after its switch; reads from any copy go on', () => {
    const what = { kind: 'instance' as const, component: ComponentId('db'), instances: 1 };
    const served = (step: string) => {
      const report = run(bare(store(led('async')), flow(step), DATA), { duration: 60, faults: [{ what, at: 20, for: 20 }] });
      return report.flows['f']!.errors['down'] ?? 0;
    };
    // Down for 5 of 60 seconds.
    expect(served('write: row') / 50).toBeCloseTo(5 / 60, 2);
    expect(served('read: row, from: any')).toBe(0);
  });
});
