import { describe, expect, test } from 'vitest';
import { judge } from '../../judge.js';
import { design, raised } from '../raised.js';

const follower = 'replication: { mode: single-leader, copies: 3, sync: async, lag: 1s, failover: automatic, switch: 20s }';
const edit = 'edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> hot: { invalidate: note } ] }';
const bare = 'edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note } ] }';
const look = (from: string): string =>
  `look: { rate: 9 /s, path: [ web -> api, api -> hot: { read: note, hit: 90% }, api -> db: { read: note, when: miss${from} } ] }`;
const said = (quality: string, flows: string, db = follower, more = {}) => {
  const text = `sysdrill: 1\n${design({ quality, components: 'hot: { is: cache, ttl: 1h }', db, flows, ...more })}`;
  return judge(text).findings.filter(({ rule }) => rule === 'consistency/stale-read');
};
const codes = (...given: Parameters<typeof said>): readonly string[] =>
  said(...given).map(({ code, subject }) => `${code.split(':')[1]} ${subject[1]}`);

describe('a cache that every writer puts right, filled from a copy that is behind', () => {
  test('keeps what the copy gave it: the age is the lag and the lifetime', () => {
    expect(codes('Q1: { data: note, fresh: 5s }', `${edit}\n${look(', from: any')}`)).toEqual(['old db']);
    const [finding] = said('Q1: { data: note, fresh: 5s }', `${edit}\n${look(', from: any')}`);
    expect(finding?.message).toContain('on a miss in "hot", may find a copy of 1 h in "db", and "hot" keeps what came back for 1 h');
    expect(finding?.evidence['staleness']).toBe(3601);
  });

  test('is told once, at the copy', () => {
    expect(codes('Q1: { data: note, reads: read-your-writes }', `${edit}\n${look(', from: any')}`)).toEqual(['replica db']);
    expect(codes('Q1: { data: note, reads: read-your-writes }', `${edit}\n${look('')}`)).toEqual([]);
    expect(codes('Q1: { data: note, fresh: 2h }', `${edit}\n${look(', from: any')}`)).toEqual([]);
  });
});

test('a cache that nobody puts right and a copy behind it are two causes: each says its own part, and knows the other', () => {
  const found = said('Q1: { data: note, reads: read-your-writes }', `${bare}\n${look(', from: any')}`);
  expect(found.map(({ code }) => code)).toEqual(['consistency/stale-read:cache', 'consistency/stale-read:replica']);
  expect(found[1]?.message).toBe(
    'Reading "note" in look, on a miss in "hot", goes to a copy in "db" that is brought up to date later; read-your-writes is asked.',
  );
  for (const { evidence } of found)
    expect(evidence['together']).toEqual([
      ['cache', 'hot'],
      ['async-replica', 'db'],
    ]);
});

test('a quorum in the wrong region is sent home, and not to a leader', () => {
  const db = 'at: [east, west], replication: { mode: leaderless, copies: 3, read: 2, write: 2, across: { mode: async, lag: 1s } }';
  const more = { regions: 'east: { zones: [a] }, west: { zones: [a] }', data: 'note: { in: db, key: id, changes: update, home: id }' };
  const path = (step: string, read: string): string =>
    `edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note${step} } ] }\nlook: { rate: 9 /s, path: [ web -> api, api -> db: { read: note${read} } ] }`;
  const quality = 'Q1: { data: note, reads: read-your-writes }';
  const [finding] = said(quality, path(', route: home', ''), db, more);
  expect(finding?.code).toBe('consistency/stale-read:region');
  expect(finding?.help).toContain('route: home');
  expect(finding?.fix?.title).toBe('Read "note" in the region that its key calls home');
  expect(raised('consistency/stale-read', design({ quality, db, flows: path(', route: home', ', route: home'), ...more }))).toEqual([]);
});
