import { describe, expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { modelOf } from '../../judge.js';
import { raised } from '../raised.js';

/** A store in two regions, written and read by what stands in both. */
const design = (
  replication: string,
  { step = '', read = '', home = '', asked = 'reads: read-your-writes', regions = 2, at = '' } = {},
): string => `
requirements: { quality: { Q1: { data: note, ${asked} } } }
regions: { east: { zones: [a] }, west: { zones: [a] }${regions > 2 ? ', north: { zones: [a] }' : ''} }
components:
  web: { is: client }
  api: { is: service, replicas: 2${at} }
  db: { is: database, at: [east, west${regions > 2 ? ', north' : ''}], replication: { ${replication} } }
data: { note: { in: db, key: id, changes: update${home} } }
flows:
  edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note${step} } ] }
  look: { rate: 1 /s, path: [ web -> api, api -> db: { read: note${read} } ] }
`;
const recordOf = (text: string) => analyze(modelOf(`sysdrill: 1\n${text}`)).records.data.get('note' as never)!;
const stances = (text: string): readonly unknown[] =>
  recordOf(text)
    .partition.toSorted((a, b) => (a.operation < b.operation ? 1 : -1))
    .map(({ operation, stance, answers, conflict }) => [operation, stance, answers, conflict]);
const readingOf = (text: string) => {
  const reading = analyze(modelOf(`sysdrill: 1\n${text}`))
    .consistency.get('note' as never)!
    .get('look' as never)!;
  return { ...reading.guarantee, verdict: reading.verdict, why: reading.why.map(({ kind }) => kind) };
};
const HOME = { step: ', route: home', read: ', route: home', home: ', home: id' };
const led = (across: string): string =>
  `mode: single-leader, copies: 3, sync: sync, failover: automatic, switch: 20s, across: { ${across} }`;
const noLoss = { asked: 'loss: none' };

describe('a store with a leader in each of two regions', () => {
  const later = led('mode: async, lag: 1s, conflict: last-write-wins');

  test('takes writes on both sides of a partition, brings them together by the clock, and its readers are behind the other region', () => {
    expect(stances(design(later))).toEqual([
      ['write', 'AP', 'every side', 'last-write-wins'],
      ['read', 'AP', 'every side', null],
    ]);
    expect(raised('consistency/write-conflict', design(later, noLoss))).toEqual(['error thrown db']);
    expect(readingOf(design(later)).why).toEqual(['other-region', 'last-write-wins']);
  });

  test.each([
    ['each write and read goes to the home of its key', HOME],
    ['all writers stand in one region', { at: ', at: [east]' }],
  ])('one place takes the writes: %s', (_what, more) => {
    expect(stances(design(later, more)).map((each) => (each as unknown[]).slice(1))).toEqual([
      ['CP', 'the side of the leader', null],
      ['CP', 'the side of the leader', null],
    ]);
    expect(raised('consistency/write-conflict', design(later, { ...more, ...noLoss }))).toEqual([]);
    expect(readingOf(design(later, more)).why).toEqual([]);
  });

  test.each([
    [2, 'the side of the leader'],
    [3, 'the larger side'],
  ])('writes that wait for the other of %i regions stop where those cannot be reached', (regions, answers) => {
    const waits = design(led('mode: sync'), { regions });
    expect(stances(waits)).toEqual([
      ['write', 'CP', answers, null],
      ['read', 'CP', answers, null],
    ]);
    expect(raised('consistency/write-conflict', design(led('mode: sync'), { ...noLoss, regions }))).toEqual([]);
    expect(readingOf(waits).why).toEqual([]);
  });
});

test('several leaders whose writes all go to the home of their key do not conflict, and one side answers for a key', () => {
  const leaders = 'mode: multi-leader, copies: 2, conflict: none';
  expect(raised('consistency/write-conflict', design(leaders, { ...HOME, ...noLoss }))).toEqual([]);
  expect(stances(design(leaders, HOME))[0]).toEqual(['write', 'CP', 'the side of the leader', null]);
  expect(raised('consistency/write-conflict', design(leaders, noLoss))).toEqual(['error unresolved db']);
  expect(stances(design(leaders))[0]).toEqual(['write', 'AP', 'every side', 'none']);
});

describe('a quorum whose writes are ordered by a clock', () => {
  const quorum = (more: string): string => `mode: leaderless, copies: 3, read: 2, write: 2${more}`;
  const one = { at: ', at: [east]' };

  test.each([
    ['versions', ', conflict: versions', { readYourWrites: true, verdict: 'pass', why: ['quorum'] }],
    ['nobody says', '', { readYourWrites: true, verdict: 'pass', why: ['quorum'] }],
    ['clocks that agree', ', conflict: last-write-wins, clock-skew: 0s', { readYourWrites: true, verdict: 'pass', why: ['quorum'] }],
    [
      'clocks of which nothing is said',
      ', conflict: last-write-wins',
      { readYourWrites: false, staleness: 0, verdict: 'fail', why: ['quorum', 'last-write-wins'] },
    ],
    [
      'clocks that differ',
      ', conflict: last-write-wins, clock-skew: 50ms',
      { readYourWrites: false, monotonicReads: true, verdict: 'fail', why: ['quorum', 'last-write-wins'] },
    ],
  ])('R + W > N does not surely see the last write: %s', (_what, more, expected) => {
    expect(readingOf(design(quorum(more), one))).toMatchObject(expected);
  });

  test('is told once: as the clocks, and not as the quorum', () => {
    const said = (more: string): readonly string[] =>
      ['clock-skew', 'quorum-overlap', 'stale-read'].flatMap((rule) => raised(`consistency/${rule}`, design(quorum(more), one)));
    expect(said(', conflict: last-write-wins, clock-skew: 50ms')).toEqual(['warning behind db']);
    expect(said(', conflict: last-write-wins')).toEqual(['info unsaid db']);
    expect(said(', conflict: last-write-wins, clock-skew: 0s')).toEqual([]);
  });

  test('what is never changed has no later write', () => {
    const text = design(quorum(', conflict: last-write-wins'), one).replace('changes: update', 'changes: append');
    expect(readingOf(text)).toMatchObject({ readYourWrites: true, verdict: 'pass' });
  });

  test('without read repair a second read may go back behind the first', () => {
    const asked = { ...one, asked: 'reads: monotonic' };
    expect(readingOf(design(quorum(', read-repair: false'), asked)).verdict).toBe('fail');
    expect(readingOf(design(quorum(', read-repair: true'), asked)).verdict).toBe('pass');
    expect(raised('consistency/quorum-overlap', design(quorum(', read-repair: false'), asked))).toEqual(['error repair db']);
  });
});

test('what no flow writes is read from where the writes of its store go', () => {
  const text = design(led('mode: async, lag: 1s'))
    .replace('data: { note:', 'data: { price: { in: db, key: id, changes: update }, note:')
    .replace('{ read: note }', '{ read: price }');
  const { records, consistency } = analyze(modelOf(`sysdrill: 1\n${text}`));
  expect(records.data.get('price' as never)!.partition).toMatchObject([{ operation: 'read', stance: 'AP', answers: 'every side' }]);
  expect(consistency.get('price' as never)!.get('look' as never)).toMatchObject({ guarantee: { staleness: 1 } });
});

test('a store in two regions that says nothing of what they have of one another is not judged, and that is said', () => {
  const unsaid = 'mode: single-leader, copies: 3, sync: semi-sync, failover: automatic, switch: 20s';
  expect(readingOf(design(unsaid))).toMatchObject({ verdict: 'unknown' });
  expect(stances(design(unsaid))).toEqual([
    ['write', null, null, null],
    ['read', null, null, null],
  ]);
  expect(raised('consistency/stale-read', design(unsaid))).toEqual(['? note: part of the way it is read is not known']);
  expect(raised('consistency/write-conflict', design(unsaid, noLoss))).toEqual(['? db: what happens to writes that meet is not said']);
  const survive = design(unsaid).replace('Q1: {', 'Q0: { flow: edit, survives: region, within: 1min, loss: none }, Q1: {');
  expect(raised('durability/region-loss', survive)[0]).toContain('? db: what its regions have of one another is not said');
  expect(readingOf(design(unsaid, HOME)).verdict).toBe('pass');
});
