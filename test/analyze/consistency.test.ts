import { describe, expect, test } from 'vitest';
import { judge } from './judge.js';

/** The guarantee of reading `item` in the flow `read`, which reads it by one step. */
function reading({
  regions = '',
  store = '',
  cache = '',
  data = '',
  key = 'id',
  step,
  write = 'api -> db: { write: item }',
  asked = 'reads: read-your-writes',
}: Record<string, string> & { step: string }) {
  const { analysis } = judge(`
sysdrill: 1
title: Reads
requirements: { quality: { Q1: { data: item, ${asked} } } }
${regions}
components:
  web: { is: client }
  api: { is: service, replicas: 2 }
  hot: { is: cache, ttl: 60s${cache} }
  db: { is: database${store} }
  copy: { is: database, replica-of: db, lag: 2s, replicas: 2 }
data: { item: { in: db, key: ${key}${data} } }
flows:
  write: { rate: 1 /s, path: [ web -> api, ${write} ] }
  read: { rate: 1 /s, path: [ web -> api, ${step} ] }
`);
  const found = analysis.consistency.get('item' as never)?.get('read' as never);
  return { ...found?.guarantee, verdict: found?.verdict, why: found?.why.map(({ kind }) => kind) };
}

const leader = (sync: string) => `, replication: { mode: single-leader, copies: 3, sync: ${sync}, lag: 1s }`;
const quorum = (read: number, write: number, more = '') =>
  `, replication: { mode: leaderless, copies: 3, read: ${read}, write: ${write}${more} }`;
const STRONG = { order: 'linearizable', readYourWrites: true, monotonicReads: true, staleness: 0 };

describe('stores', () => {
  test.each([
    ['the leader', { store: leader('async'), step: 'api -> db: { read: item }' }, { ...STRONG, verdict: 'pass', why: [] }],
    [
      'an asynchronous follower',
      { store: leader('async'), step: 'api -> db: { read: item, from: any }' },
      { readYourWrites: false, staleness: 1, verdict: 'fail', why: ['async-replica'] },
    ],
    [
      'a synchronous follower',
      { store: leader('sync'), step: 'api -> db: { read: item, from: replica }' },
      { order: 'sequential', readYourWrites: true, staleness: 0, verdict: 'pass' },
    ],
    [
      'more than half of the copies, of which the leader waited for none',
      { store: leader('async'), step: 'api -> db: { read: item, from: quorum }' },
      { order: 'none', readYourWrites: false, staleness: 1, verdict: 'fail', why: ['async-replica'] },
    ],
    [
      'more than half of the copies, of which the leader waited for one',
      { store: leader('semi-sync'), step: 'api -> db: { read: item, from: quorum }' },
      { order: 'none', readYourWrites: true, staleness: 0, verdict: 'pass', why: ['quorum'] },
    ],
    [
      'a replica drawn apart',
      { step: 'api -> copy: { read: item }' },
      { readYourWrites: false, staleness: 2, verdict: 'fail', why: ['async-replica'] },
    ],
    [
      'quorums that overlap',
      { store: quorum(2, 2), step: 'api -> db: { read: item }' },
      { order: 'none', readYourWrites: true, staleness: 0, verdict: 'pass' },
    ],
    [
      'quorums that do not',
      { store: quorum(1, 2), step: 'api -> db: { read: item }' },
      { readYourWrites: false, staleness: 'unbounded', verdict: 'fail', why: ['quorum-without-overlap'] },
    ],
    [
      'a read of one copy beside overlapping quorums',
      { store: quorum(2, 2), step: 'api -> db: { read: item, from: any }' },
      { readYourWrites: false, verdict: 'fail' },
    ],
    [
      'sloppy quorums',
      { store: quorum(2, 2, ', sloppy: true'), step: 'api -> db: { read: item }' },
      { readYourWrites: false, verdict: 'fail', why: ['sloppy-quorum'] },
    ],
    [
      'another leader',
      { store: ', replication: { mode: multi-leader, copies: 2 }', step: 'api -> db: { read: item }' },
      { readYourWrites: false, verdict: 'fail', why: ['other-leader'] },
    ],
  ])('%s', (_name, said, expected) => {
    expect(reading(said)).toMatchObject(expected);
  });

  test('a new thing may not have reached a follower, although it is never stale there', () => {
    expect(reading({ store: leader('async'), data: ', changes: never', step: 'api -> db: { read: item, from: any }' })).toMatchObject({
      readYourWrites: false,
      staleness: 0,
      verdict: 'fail',
    });
  });

  test.each([
    [
      'quorums of which nobody says how large',
      { store: ', replication: { mode: leaderless, copies: 3 }', step: 'api -> db: { read: item }' },
    ],
    ['followers that are not known to be synchronous', { store: leader('unknown'), step: 'api -> db: { read: item, from: any }' }],
    ['a cache of what is not known to change', { data: ', changes: unknown', step: 'api -> hot: { read: item, hit: 90% }' }],
  ])('%s: no verdict', (_name, said) => {
    expect(reading(said)).toMatchObject({ verdict: 'unknown', why: [] });
  });

  test.each([
    ['a user who writes and reads in one region', 'api -> db: { write: item }', 'api -> db: { read: item }', true],
    ['a write that is sent home', 'api -> db: { write: item, route: home }', 'api -> db: { read: item }', false],
    ['both sent home', 'api -> db: { write: item, route: home }', 'api -> db: { read: item, route: home }', true],
  ])('two regions, the other one a second behind: %s', (_name, write, step, own) => {
    const store = ', at: [east, west], replication: { mode: leaderless, copies: 3, read: 2, write: 2, across: { mode: async, lag: 1s } }';
    const regions = 'regions: { east: { zones: [a] }, west: { zones: [a] } }';
    expect(reading({ store, step, write, regions })).toMatchObject({ readYourWrites: own, verdict: own ? 'pass' : 'fail' });
  });

  test.each([
    [
      'each region takes writes',
      'api -> db: { write: item }',
      'api -> db: { read: item }',
      { order: 'none', readYourWrites: true, staleness: 1, verdict: 'fail' },
    ],
    [
      'writes and reads go home',
      'api -> db: { write: item, route: home }',
      'api -> db: { read: item, route: home }',
      { ...STRONG, verdict: 'pass' },
    ],
  ])('two regions with a leader in each, the other one a second behind: %s', (_name, write, step, expected) => {
    const store = ', at: [east, west], replication: { mode: single-leader, copies: 2, sync: sync, across: { mode: async, lag: 1s } }';
    const regions = 'regions: { east: { zones: [a] }, west: { zones: [a] } }';
    expect(reading({ store, step, write, regions, asked: 'reads: linearizable' })).toMatchObject(expected);
  });

  test('what is too weak fails, whatever the rest turns out to be', () => {
    const store = ', replication: { mode: leaderless, copies: 3 }';
    expect(reading({ store, step: 'api -> db: { read: item }, api -> copy: { read: item }' }).verdict).toBe('fail');
  });

  test('a cache that nobody puts right, filled from a copy that is behind: the ages add up', () => {
    const step = 'api -> hot: { read: item, hit: 90% }, api -> copy: { read: item, when: miss }';
    expect(reading({ step, asked: 'fresh: 1h' })).toMatchObject({ staleness: 62, verdict: 'pass' });
  });

  test('overlapping quorums are not linearizable', () => {
    expect(reading({ store: quorum(2, 2), asked: 'reads: linearizable', step: 'api -> db: { read: item }' })).toMatchObject({
      verdict: 'fail',
      why: ['quorum'],
    });
  });
});

describe('caches', () => {
  test.each([
    ['one thing', '', [], 'pass'],
    ['a list under a part of the key', ', items: 20', ['cache'], 'fail'],
  ])('what is only added, read from a cache that keeps it: %s', (_name, items, why, verdict) => {
    expect(
      reading({
        cache: '',
        data: ', changes: append',
        key: '[user, -time]',
        asked: 'fresh: 5s',
        step: `api -> hot: { read: item, hit: 90%${items} }`,
      }),
    ).toMatchObject({ why, verdict });
  });

  const step = 'api -> hot: { read: item, hit: 90% }, api -> db: { read: item, when: miss }';
  test.each([
    ['keeps what it has until its time is over', {}, { readYourWrites: false, staleness: 60, verdict: 'fail', why: ['cache'] }],
    ['holds what never changes', { data: ', changes: never' }, { ...STRONG, verdict: 'pass', why: [] }],
    [
      'put right in the step that writes',
      { write: 'api -> db: { write: item }, api -> hot: { invalidate: item }' },
      { readYourWrites: true, staleness: 0, verdict: 'pass' },
    ],
    [
      'put right in the region of the writer, while the other region has a cache of its own',
      {
        regions: 'regions: { east: { zones: [a] }, west: { zones: [a] } }',
        cache: ', at: [east, west]',
        write: 'api -> db: { write: item }, api -> hot: { invalidate: item }',
      },
      { readYourWrites: true, staleness: 60, verdict: 'pass' },
    ],
    [
      'put right before the write, so that a reader may bring the old value back',
      { write: 'api -> hot: { invalidate: item }, api -> db: { write: item }' },
      { readYourWrites: false, verdict: 'fail' },
    ],
    [
      'put right some time after the answer',
      { write: 'api -> db: { write: item }, api ~> hot: { invalidate: item }' },
      { readYourWrites: false, verdict: 'fail' },
    ],
    ['written through', { cache: ', pattern: write-through' }, { readYourWrites: true, verdict: 'pass' }],
  ])('%s', (_name, said, expected) => {
    expect(reading({ ...said, step })).toMatchObject(expected);
  });

  test.each([
    ['60s', 'pass'],
    ['59s', 'fail'],
  ])('against an age of %s', (age, verdict) => {
    expect(reading({ step, asked: `fresh: ${age}` }).verdict).toBe(verdict);
  });

  test('a flow gets the weakest of its reads', () => {
    const both = reading({ step: 'api -> db: { read: item }, api -> copy: { read: item }' });
    expect(both).toMatchObject({ order: 'none', readYourWrites: false, staleness: 2 });
  });
});
