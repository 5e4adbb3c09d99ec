import { describe, expect, test } from 'vitest';
import { bare, constant, DATA, free, run, store } from '../helpers/lines.js';

/** Steps of 10 ms each at a store of one copy, without lines. */
const transaction = (steps: string, more = '', attributes = '') =>
  run(
    bare(
      `${store(attributes)}\n${free('other', 1)}`,
      `{ rate: 40/s, cases: { paid: 25%, declined: 75% }, path: [ { atomic: [ ${steps} ] }${more} ] }\n  back: { path: [ web -> other ] }`,
      DATA,
    ),
    { duration: 20 },
  );
const write = (attributes: string): string => `{ web -> db: { write: row, ${attributes} } }`;
const TOGETHER = 'the timeout of a transaction is that of all its steps together, its commit and the wait for its slot included';
const WITHOUT = 'a transaction has no timeout where one of its steps has none';

describe('a transaction whose steps have timeouts', () => {
  test('is one visit, and waits for the copies once, when it commits', () => {
    const replicated = 'replication: { mode: single-leader, copies: 3, sync: sync, failover: manual }';
    const { components, flows, notModelled, assumptions } = transaction(
      [write('timeout: 300ms'), write('timeout: 300ms')].join(', '),
      '',
      replicated,
    );
    // Each of two followers applies each of the two writes beside the one visit of the leader.
    expect(components['db']!.throughput / 40).toBeCloseTo(1 + 2 * 2, 0);
    expect(flows['f']!.latency.p50! * 1000).toBeCloseTo(10 + 10 + 10, 0);
    expect(notModelled).toEqual([]);
    expect(assumptions).toContain(TOGETHER);
  });

  test.each([
    ['in time for all of them together', 'timeout: 5ms', 'timeout: 16ms', 20, 0],
    ['given up when it takes longer than all of them together', 'timeout: 9ms', 'timeout: 5ms', 14 + 1, 40],
  ])('is %s', (_, first, second, milliseconds, instead) => {
    const { components, flows, assumptions } = transaction(`${write(first)}, ${write(second)}`, ', { web -> other: { when: timeout } }');
    expect(flows['f']!.latency.p50! * 1000).toBeCloseTo(milliseconds, 0);
    expect(flows['f']!.errors).toEqual({});
    expect(components['other']!.throughput).toBeCloseTo(instead, -1);
    // What is given up goes on, and keeps its slot to the end.
    expect(components['db']!.throughput).toBeCloseTo(40, -1);
    expect(assumptions).toContain(TOGETHER);
  });

  test('is heard of when every copy has all that it wrote, in every region', () => {
    const report = run(
      `sysdrill: 1
title: two regions
regions: { us: { zones: [a] }, eu: { zones: [a] } }
network: { us <-> eu: 80ms, client: 0ms, same-zone: 0ms, other-zone: 0ms }
components:
  web: { is: client }
  api: { is: service, at: [us, eu], replicas: 1, concurrency: 100000, time: ${constant(0)} }
  db: { is: database, at: [us, eu], concurrency: 100000, time: ${constant(10)}, replication: { mode: single-leader, copies: 2, sync: sync, across: { mode: sync } } }
data: { row: { in: db, key: id, changes: update }, line: { in: db, key: id, changes: update } }
flows:
  put: { rate: 40/s, path: [ web -> api, { atomic: [ api -> db: { write: row, timeout: 1s }, api -> db: { write: line, timeout: 1s } ] } ] }
  get: { rate: 4/s, path: [ web -> api, api -> db: { read: line, from: replica }, api -> db: { read: row, from: replica } ] }
`,
      { duration: 20, peak: false },
    );
    // The leader for both, then the way, the work of the other leader and that of its follower.
    expect(report.flows['put']!.latency.p50! * 1000).toBeCloseTo(20 + 80 + 10 + 10, -1);
    expect(report.stale.map(({ data, visible }) => [data, visible!.max]).sort()).toEqual([
      ['line', 0],
      ['row', 0],
    ]);
    // One visit of the leader, and two of each of the three others; reads of one copy each.
    expect(report.components['db']!.throughput / (40 * 7 + 4 * 2)).toBeCloseTo(1, 1);
  });

  test('waits without end for a step that has none', () => {
    const { flows, assumptions } = transaction(`${write('timeout: 1ms')}, { web -> db: { write: row } }`);
    expect(flows['f']!.latency.p50! * 1000).toBeCloseTo(20, 0);
    expect(assumptions).toContain(WITHOUT);
  });

  test('takes all its steps back when nobody knows whether it was done', () => {
    const { components, flows } = transaction(`${write('timeout: 9ms, undo: back')}, ${write('timeout: 9ms, undo: back')}`);
    expect([flows['f']!.served, Object.keys(flows['f']!.errors)]).toEqual([0, ['timeout']]);
    expect(components['other']!.throughput / 80).toBeCloseTo(1, 1);
  });
});

describe('a step of a transaction that is not always done', () => {
  test.each([
    ['a case', 'paid', 0.25],
    ['a share', '25%', 0.25],
    ['a case, and is taken back as often as it was done', 'paid, undo: back', 0.25],
  ])('by %s', (_, when, share) => {
    const fails = when.includes('undo') ? ', { web -> db: { read: row, timeout: 1ms } }' : '';
    const { components, flows, notModelled } = transaction(`${write('timeout: 1s')}, ${write(`timeout: 1s, when: ${when}`)}`, fails);
    expect(notModelled).toEqual([]);
    if (fails === '') {
      expect(flows['f']!.latency.mean! * 1000).toBeCloseTo(10 + 10 * share, -0.5);
      expect(components['other']!.throughput).toBe(0);
    } else expect(components['other']!.throughput / 40).toBeCloseTo(share, 1);
  });
});
