import { describe, expect, test } from 'vitest';
import type { SimulationReport, StaleReport } from '#simulate/report.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

type Store = { readonly attributes: string; readonly from?: string; readonly more?: string; readonly path?: string };

/** Writes and reads of one item, with no network: only what is written takes time. Room for everybody, so that nobody waits. */
const stored = ({ attributes, from, more = '', path }: Store): string => `
sysdrill: 1
title: copies
network: none
components:
  web: { is: client }
  db: { is: database, kind: key-value, concurrency: 100000, ${attributes} }
${more}
data:
  row: { in: db, key: id, changes: update, count: 1000, popularity: { zipf: 0 } }
flows:
  put: { rate: 200/s, path: [ web -> db: { write: row } ] }
  get: { rate: 10/s, path: [ ${path ?? `web -> db: { read: row${from === undefined ? '' : `, from: ${from}`} }`} ] }
`;

const exponential = (milliseconds: number): string => `time: { mean: ${milliseconds}ms, shape: exponential }`;
const constant = (milliseconds: number): string => `time: { mean: ${milliseconds}ms, shape: constant }`;

function staleOf(text: string, seconds = 70): { readonly report: SimulationReport; readonly stale: StaleReport } {
  const report = simulate(design(text), { seed: 7, duration: seconds, warmup: 2, peak: false });
  expect(report.stale).toHaveLength(1);
  return { report, stale: report.stale[0]! };
}

/** Every time that was asked about against the exact share, within its interval and not far from it. */
function expectCurve(stale: StaleReport, exact: (after: number) => number, within = 0.025): void {
  expect(stale.after.length).toBeGreaterThan(3);
  for (const { after, share, interval } of stale.after) {
    expect(Math.abs(share - exact(after)), `share after ${after} s`).toBeLessThan(within);
    expect(interval[0], `interval after ${after} s`).toBeLessThanOrEqual(exact(after) + 1e-9);
    expect(interval[1], `interval after ${after} s`).toBeGreaterThanOrEqual(exact(after) - 1e-9);
  }
}

const led = (sync: string, copies: number, more = ''): string =>
  `replication: { mode: single-leader, copies: ${copies}, sync: ${sync}${more} }`;
const quorum = (copies: number, read: number, write: number): string =>
  `replication: { mode: leaderless, copies: ${copies}, read: ${read}, write: ${write} }`;

describe('who reads an older value, against closed forms', () => {
  test('a follower whose own work is exponential: e^(-t / mean)', () => {
    const { stale } = staleOf(stored({ attributes: `${led('async', 2)}, ${exponential(100)}`, from: 'replica' }));
    expectCurve(stale, (t) => Math.exp(-t / 0.1));
    expect(stale.visible!.p99! / (0.1 * Math.log(100))).toBeCloseTo(1, 1);
  });

  test('a lag is a bound, evenly used up: 1 - t / lag', () => {
    const { stale } = staleOf(stored({ attributes: `${led('async', 3, ', lag: 500ms')}, ${constant(0)}`, from: 'replica' }));
    expectCurve(stale, (t) => Math.max(0, 1 - t / 0.5));
    expect(stale.visible!.max!).toBeLessThanOrEqual(0.5);
  });

  test('read from any of three, one of which leads: two thirds of that', () => {
    const { stale } = staleOf(stored({ attributes: `${led('async', 3, ', lag: 500ms')}, ${constant(0)}`, from: 'any' }));
    expectCurve(stale, (t) => (2 / 3) * Math.max(0, 1 - t / 0.5));
  });

  // Bailis et al., "Probabilistically bounded staleness for practical partial quorums" (2012): N = 3, R = W = 1 and exponential writes. After the
  // fastest copy the other two are still behind with e^(-t / mean), and a read falls on one of them two times in three.
  test('no quorum at all: (1 - 1/N) e^(-t / mean)', () => {
    const { stale } = staleOf(stored({ attributes: `${quorum(3, 1, 1)}, ${exponential(100)}` }));
    expectCurve(stale, (t) => (2 / 3) * Math.exp(-t / 0.1));
  });

  // Of the N - W late copies, the ones a read of two asks: both of two copies behind, out of three pairs, of which one holds the first.
  test('R = 2 and W = 1 of 3: a third of the pairs holds only late copies', () => {
    const { stale } = staleOf(stored({ attributes: `${quorum(3, 2, 1)}, ${exponential(100)}` }));
    expectCurve(stale, (t) => (1 / 3) * Math.exp(-t / 0.1) ** 2);
  });

  test.each([
    ['R + W > N', quorum(3, 2, 2), undefined],
    ['all are written', quorum(3, 1, 3), undefined],
    ['a synchronous follower', led('sync', 3), 'replica'],
    ['the leader', led('async', 3, ', lag: 1s'), 'leader'],
    ['a chain', 'replication: { mode: chain, copies: 3 }', undefined],
  ])('%s: never', (_, attributes, from) => {
    const { stale } = staleOf(stored({ attributes: `${attributes}, ${exponential(50)}`, ...(from === undefined ? {} : { from }) }), 40);
    expect(stale.writes).toBeGreaterThan(2000);
    expect(stale.after).toHaveLength(1);
    expect(stale.after[0]!.share).toBe(0);
    expect(stale.after[0]!.interval[1]).toBeLessThan(0.005);
    expect(stale.visible!.max).toBe(0);
    expect(stale.reads).toBe(0);
  });

  test('one of two followers is synchronous: half of the followers are late', () => {
    const { stale } = staleOf(stored({ attributes: `${led('semi-sync', 3, ', lag: 500ms')}, ${constant(0)}`, from: 'replica' }));
    expectCurve(stale, (t) => Math.max(0, 1 - t / 0.5) / 2);
  });

  test('a store that follows drawn apart', () => {
    const text = stored({
      attributes: constant(0),
      more: `  copy: { is: database, kind: key-value, replica-of: db, lag: 500ms, concurrency: 100000, ${constant(0)} }`,
      path: 'web -> copy: { read: row }',
    });
    expectCurve(staleOf(text).stale, (t) => Math.max(0, 1 - t / 0.5));
  });

  // A key written w times a second was last written t ago with density w e^(-w t): mean of (1 - t / L) up to L is 1 - (1 - e^(-wL)) / (wL).
  test('the share of all reads follows from how often a key is written', () => {
    const text = stored({ attributes: `${led('async', 2, ', lag: 5s')}, ${constant(0)}`, from: 'replica' });
    const { stale } = staleOf(text, 60);
    const x = (200 / 1000) * 5;
    expect(stale.reads! / (1 - (1 - Math.exp(-x)) / x)).toBeCloseTo(1, 1);
  });
});

describe('who reads an older value from a cache, against closed forms', () => {
  const cached = (cache: string, put: string, store = constant(0), from = '', milliseconds = 0): string => `
sysdrill: 1
title: copies of answers
network: none
components:
  web: { is: client }
  api: { is: service, concurrency: 100000, ${constant(0)} }
  hot: { is: cache, concurrency: 100000, ${constant(milliseconds)}, ${cache} }
  db: { is: database, kind: key-value, concurrency: 100000, ${store} }
data:
  row: { in: db, key: id, changes: update }
flows:
  put: { rate: 200/s, path: [ web -> api, api -> db: { write: row }${put} ] }
  get: { rate: 10/s, path: [ web -> api, { api -> hot: { read: row, hit: 80% } }, { api -> db: { read: row, when: miss${from} } } ] }
`;

  // A copy that lasts T from its load is there with probability h and is of any age: it outlives t more seconds with 1 - t / T.
  test('a copy that nobody takes away: h (1 - t / T)', () => {
    const { stale } = staleOf(cached('ttl: 10s', ''), 70);
    expectCurve(stale, (t) => 0.8 * Math.max(0, 1 - t / 10));
    expect(stale.through).toBe('hot');
    expect(stale.visible!.max!).toBeLessThanOrEqual(10);
  });

  test('taken away after the write: nobody after that, and never who wrote', () => {
    const { stale } = staleOf(cached('ttl: 10s', ', api -> hot: { invalidate: row }', constant(0), '', 25), 40);
    expectCurve(stale, (t) => (t < 0.025 ? 0.8 : 0));
    expect(stale.own!.atOnce.share).toBe(0);
  });

  test.each([
    ['a step that may be sent twice', '{ api -> s: { hedge: 10s } }, { s -> db: { write: row } }'],
    ['a branch beside others', '{ together: [ { api -> db: { write: row } }, api -> s ] }'],
  ])('the same where the write is in %s', (_, steps) => {
    const text = cached('ttl: 10s', ', api -> hot: { invalidate: row }', constant(0), '', 25)
      .replace('api -> db: { write: row }', steps)
      .replace('  hot:', `  s: { is: service, concurrency: 100000, ${constant(0)} }\n  hot:`);
    expectCurve(staleOf(text).stale, (t) => (t < 0.025 ? 0.8 : 0));
  });

  // The older value is loaded anew from a follower that is behind, and lasts. h = a T / (1 + a T) for a requests a second: a = 0.4 /s here, so that the
  // key is asked for again after an exponential time e of mean 2.5 s, and the old value comes back if the follower is behind by more than e.
  test('taken away too early: the follower fills it with the older value again', () => {
    const store = `replication: { mode: single-leader, copies: 2, sync: async, lag: 5s }, ${constant(0)}`;
    const { stale } = staleOf(cached('ttl: 10s', ', api -> hot: { invalidate: row }', store, ', from: replica'), 70);
    const [rate, lag] = [0.4, 5];
    // At 5 s every copy of the store is new: what is old was loaded before. P(U lag > e), e exponential, and still there.
    const refilled = 1 - (1 - Math.exp(-rate * lag)) / (rate * lag);
    const at = (time: number) => stale.after.find(({ after }) => after === time)!.share;
    expect(Math.abs(at(5) - refilled)).toBeLessThan(0.02);
    expect(stale.visible!.max!).toBeGreaterThan(10);
    expect(stale.visible!.max!).toBeLessThanOrEqual(15);
  });

  test('what never changes is never old there', () => {
    const text = cached('ttl: 10s', '').replace('changes: update', 'changes: never');
    expect(simulate(design(text), { seed: 7, duration: 5, warmup: 1, peak: false }).stale).toEqual([]);
  });
});
