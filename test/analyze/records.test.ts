import { describe, expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { modelOf } from './judge.js';

const design = (components: string, data: string, flows: string, quality = ''): string => `
sysdrill: 1
title: Records
${quality === '' ? '' : `requirements: { quality: { Q1: ${quality} } }`}
regions: { r: { zones: [a, b, c] } }
components:
  web: { is: client }
  api: { is: service, replicas: 3 }
${components}
data:
${data}
flows:
${flows}
`;
const flow = (path: string): string => `  f: { rate: 1 /s, path: [ web -> api, ${path} ] }`;
const db = (more: string): string => `  db: { is: database, ${more} }`;
const ROW = '  row: { in: db, key: id, changes: update }';
const recordsOf = (text: string) => analyze(modelOf(text)).records;
const rowOf = (text: string) => recordsOf(text).data.get('row' as never)!;

describe('durability', () => {
  test.each([
    ['replication: { mode: single-leader, copies: 3, sync: sync }', { acknowledgedBy: 3, survives: 'zone', exposure: 0 }],
    ['replication: { mode: single-leader, copies: 3, sync: semi-sync }', { acknowledgedBy: 2, survives: 'zone', exposure: 0 }],
    [
      'replication: { mode: single-leader, copies: 3, sync: semi-sync }, zones: [a]',
      { acknowledgedBy: 2, survives: 'instance', exposure: 0 },
    ],
    ['replication: { mode: single-leader, copies: 3, sync: async, lag: 2s }', { acknowledgedBy: 1, survives: 'nothing', exposure: 2 }],
    ['replication: { mode: single-leader, copies: 3, sync: unknown }', { acknowledgedBy: null, survives: null, exposure: null }],
    [
      'replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, backup: 1 day',
      { acknowledgedBy: 2, survives: 'zone', exposure: 0, backup: 86_400 },
    ],
    ['replication: { mode: leaderless, copies: 3, read: 2, write: 1 }', { acknowledgedBy: 1, survives: 'nothing', exposure: 'unbounded' }],
    ['replication: { mode: none }, raid: 10', { acknowledgedBy: 1, survives: 'nothing', exposure: 0 }],
    ['replication: { mode: none }', { acknowledgedBy: 1, survives: 'nothing', exposure: 'unbounded' }],
  ])('%s', (more, expected) => {
    expect(rowOf(design(db(more), ROW, flow('api -> db: { write: row }'))).durability).toMatchObject(expected);
  });
});

describe('while the copies cannot reach each other', () => {
  const steps = 'api -> db: { write: row }, api -> db: { read: row }';
  const stances = (text: string) => rowOf(text).partition.map(({ operation, stance, answers }) => [operation, stance, answers]);
  test.each([
    [
      'replication: { mode: leaderless, copies: 3, read: 2, write: 2 }',
      steps,
      [
        ['read', 'CP', 'a side with a quorum'],
        ['write', 'CP', 'a side with a quorum'],
      ],
    ],
    [
      'replication: { mode: leaderless, copies: 3, read: 1, write: 3 }',
      steps,
      [
        ['read', 'AP', 'every side'],
        ['write', 'CP', 'a side with a quorum'],
      ],
    ],
    [
      'replication: { mode: leaderless, copies: 3, read: 2, write: 2, sloppy: true }',
      steps,
      [
        ['read', 'AP', 'every side'],
        ['write', 'AP', 'every side'],
      ],
    ],
    [
      'replication: { mode: single-leader, copies: 3, failover: automatic, switch: 20s }',
      steps,
      [
        ['read', 'CP', 'the larger side'],
        ['write', 'CP', 'the larger side'],
      ],
    ],
    [
      'replication: { mode: single-leader, copies: 3, failover: manual }',
      'api -> db: { read: row, from: any }',
      [['read', 'AP', 'every side']],
    ],
    [
      'replication: { mode: multi-leader, copies: 2 }',
      steps,
      [
        ['read', 'AP', 'every side'],
        ['write', 'AP', 'every side'],
      ],
    ],
    [
      'replication: { mode: none }',
      steps,
      [
        ['read', 'CP', 'the only copy'],
        ['write', 'CP', 'the only copy'],
      ],
    ],
  ])('%s with %s', (more, path, expected) => {
    expect(stances(design(db(more), ROW, flow(path)))).toEqual(expected);
  });
});

describe('messages', () => {
  const through = (channel: string, worker: string, path: string): unknown =>
    rowOf(design(`${db('replication: { mode: none }')}\n  q: { ${channel} }\n  w: { is: worker, ${worker} }`, ROW, flow(path))).carriage;
  const captured = 'api -> db: { write: row }, db ~> q, q ~> w';

  test('what is captured from the store arrives at least once, and takes effect once where repeats are known', () => {
    expect(through('is: stream, partitions: 6, delivery: at-least-once, key: id, dead-letter: true', 'idempotent: true', captured)).toEqual(
      [{ flow: 'f', channel: 'q', consumer: 'w', delivery: 'at-least-once', effect: 'once', deadLetter: true, order: 'id' }],
    );
    expect(through('is: queue, delivery: at-least-once', 'idempotent: false', captured)).toMatchObject([
      { effect: 'at-least-once', order: null },
    ]);
  });

  test('what nobody waits for may be lost on the way in, and repeated on the way out', () => {
    const told = 'api ~> q: { publish: row }, q ~> w';
    expect(through('is: queue, delivery: at-least-once', 'idempotent: false', told)).toMatchObject([{ effect: 'any-number' }]);
    expect(through('is: queue, delivery: at-least-once', 'idempotent: true', told)).toMatchObject([{ effect: 'at-most-once' }]);
    expect(through('is: queue, delivery: at-most-once', 'idempotent: true', told)).toMatchObject([{ effect: 'at-most-once' }]);
  });
});

describe('transactions and keys of repetitions', () => {
  const data = `${ROW}\n  idem: { in: db, key: req }`;
  const once = (steps: string) =>
    recordsOf(
      design(
        `${db('replication: { mode: none }')}\n  psp: { is: external }`,
        data,
        `  f: { rate: 1 /s, path: [ web -> api: { once: req }, ${steps} ] }`,
      ),
    );

  test('the key is in the transaction of its effect, beside it, or nowhere', () => {
    const kept = (steps: string) => once(steps).once.map((each) => each.kept);
    expect(kept('atomic: [ api -> db: { write: idem }, api -> db: { write: row } ]')).toEqual(['with-effect']);
    expect(kept('api -> db: { write: idem }, api -> db: { write: row }')).toEqual(['apart']);
    expect(kept('api -> db: { write: row }')).toEqual(['nowhere']);
    expect(kept('api -> db: { write: row, once: id }')).toEqual(['nowhere', 'receiver']);
  });

  test('a transaction lists what it writes and whom it calls meanwhile', () => {
    const records = once('atomic: [ api -> db: { write: row }, api -> psp ]');
    expect(records.data.get('row' as never)!.transactions).toEqual([{ flow: 'f', data: ['row'], stores: ['db'], remote: ['psp'] }]);
  });
});

describe('readings', () => {
  const reading = (more: string, path = 'api -> db: { write: row }, api -> db: { read: row }', extra = '') =>
    analyze(modelOf(design(`${db(more)}${extra}`, ROW, flow(path))))
      .consistency.get('row' as never)!
      .get('f' as never)!;
  const led = (more: string): string =>
    `replication: { mode: single-leader, copies: 3, sync: sync, failover: automatic, switch: 20s${more} }`;

  test.each([
    [led(', lease: 5s'), 'linearizable', 'lease'],
    [led(', lease: 5s, clock-skew: 100ms'), 'linearizable', 'lease'],
    [led(', lease: 5s, clock-skew: 6s'), 'sequential', 'clock-skew'],
    [led(', lease: 1min'), 'sequential', 'clock-skew'],
    [led(''), 'sequential', 'unsaid'],
    [led('').replace('sync: sync', 'sync: async'), 'none', 'asynchronous'],
    [led('').replace('automatic, switch: 20s', 'manual'), 'linearizable', 'no-takeover'],
    ['replication: { mode: none }', 'linearizable', 'no-leader'],
  ])('%s leaves %s across a fail-over: %s', (more, order, because) => {
    expect(reading(more).acrossFailover).toEqual({ order, because });
  });

  test('a fencing token keeps the writes of the past out', () => {
    const path = 'api -> locks, api -> db: { write: row }, api -> db: { read: row }';
    expect(reading(led(''), path, '\n  locks: { is: lock-service, copies: 3, fencing: true }').acrossFailover).toEqual({
      order: 'sequential',
      because: 'fencing',
    });
  });

  test('one leader applies writes in their order; several, or clocks, do not', () => {
    expect(reading(led('')).monotonicWrites).toBe(true);
    expect(reading('replication: { mode: multi-leader, copies: 2 }').monotonicWrites).toBe(false);
    expect(reading('replication: { mode: leaderless, copies: 3, read: 2, write: 2, conflict: last-write-wins }').monotonicWrites).toBe(
      false,
    );
    expect(reading('replication: { mode: leaderless, copies: 3, read: 2, write: 2, conflict: versions }').monotonicWrites).toBe(true);
    expect(reading(led(''), 'api -> db: { read: row }').monotonicWrites).toBeNull();
  });

  test('isolation is that of the store, where it says so', () => {
    expect(reading(`${led('')}, isolation: snapshot`).isolation).toBe('snapshot');
    expect(reading(`${led('')}, isolation: unknown`).isolation).toBeNull();
  });
});
