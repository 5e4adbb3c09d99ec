import { describe, expect, test } from 'vitest';
import { members } from '#analyze/reliability/cuts.js';
import { judge } from './judge.js';

const flowOf = (text: string, flow = 'f') => judge(`sysdrill: 1\ntitle: Availability\n${text}`).analysis.availability.get(flow as never)!;
const A = 0.99;
const design = (components: string, path: string, more = ''): string => `
${more}
components:
  web: { is: client }
${components}
data: { item: { in: db, key: id } }
flows:
  f: { rate: 1 /s, path: [ ${path} ] }
`;
const db = (attributes: string): string => `  db: { is: database, availability: 99%, repair: 1000s, ${attributes} }`;
const WRITE = 'web -> db: { write: item }';

describe('stores', () => {
  test.each([
    ['one copy', 'copies: 1', WRITE, A],
    ['W of N', 'copies: 3, mode: leaderless, write: 2, read: 1', WRITE, 3 * A ** 2 * (1 - A) + A ** 3],
    ['R of N', 'copies: 3, mode: leaderless, write: 2, read: 1', 'web -> db: { read: item }', 1 - (1 - A) ** 3],
    ['a write waits for its leader where nobody takes over', 'copies: 3, mode: single-leader, sync: async, failover: manual', WRITE, A],
    [
      'a read that any copy may answer does not',
      'copies: 3, mode: single-leader, sync: async, failover: manual',
      'web -> db: { read: item, from: any }',
      1 - (1 - A) ** 3,
    ],
    // The leader fails (1 - a) / repair times a second, and for 20 s each time nothing is written.
    [
      'fail-over takes its time',
      'copies: 2, mode: single-leader, sync: semi-sync, failover: automatic, switch: 20s',
      WRITE,
      (1 - (1 - A) ** 2) * (1 - ((1 - A) / 1000) * 20),
    ],
    ['several leaders', 'copies: 2, mode: multi-leader', WRITE, 1 - (1 - A) ** 2],
  ])('%s', (_name, replication, path, expected) => {
    expect(flowOf(design(db(`replication: { ${replication} }`), path)).value).toBeCloseTo(expected, 12);
  });

  test('a request needs its own shard, an index kept beside the rows needs all', () => {
    const text = (by: string) =>
      design(db('shards: 4'), `web -> db: { read: item${by} }`).replace('key: id', 'key: id, indexes: [ { by: owner, scope: local } ]');
    expect(flowOf(text('')).value).toBeCloseTo(A, 12);
    expect(flowOf(text(', by: owner')).value).toBeCloseTo(A ** 4, 12);
  });
});

describe('steps', () => {
  const parts = `  a: { is: external, availability: 99% }\n  b: { is: external, availability: 90% }\n${db('copies: 1').replace(', copies: 1', '')}`;
  test.each([
    ['one after another', 'web -> a, web -> b', 0.99 * 0.9],
    ['the same part twice is one part', 'web -> a, web -> a', 0.99],
    ['optional', 'web -> a, web -> b: { optional: true }', 0.99],
    ['handed over', 'web -> a, web ~> b', 0.99],
    ['now and then', 'web -> a, web -> b: { when: 10% }', 0.99 * (1 - 0.1 * 0.1)],
    ['an alternative after an error', 'web -> a, web -> b: { when: error }', 1 - 0.01 * 0.1],
    ['no alternative: an unknown outcome', 'web -> a, web -> b: { when: timeout }', 0.99],
    ['the first that answers', 'any: [ web -> a, web -> b ]', 1 - 0.01 * 0.1],
    ['side by side', 'together: [ web -> a, web -> b ]', 0.99 * 0.9],
  ])('%s', (_name, path, expected) => {
    expect(flowOf(design(parts, path)).value).toBeCloseTo(expected, 12);
  });

  test('a target that is met to the digit is met', () => {
    const text = (target: string) => design(parts, 'web -> a', `requirements: { quality: { Q1: { flow: f, availability: ${target} } } }`);
    expect([flowOf(text('99%')).verdict, flowOf(text('99.0001%')).verdict]).toEqual(['pass', 'fail']);
  });

  test('a part whose availability is not known leaves only an upper bound, and no verdict', () => {
    const text = design(
      '  a: { is: external }\n  b: { is: external, availability: 99.99% }\n  db: { is: database }',
      'web -> a, web -> b',
      'requirements: { quality: { Q1: { flow: f, availability: 99.9% } } }',
    );
    expect(flowOf(text)).toMatchObject({ lower: 0, upper: expect.closeTo(0.9999, 12), exact: false, unknown: ['a'], verdict: 'unknown' });
    expect(judge(`sysdrill: 1\ntitle: Unknown\n${text}`).notChecked.map(({ rule }) => rule)).toContain('availability/below-target');
  });
});

describe('at peak', () => {
  // 350 requests of 10 ms are 3.5 instances' worth: four must be up, as in the vector `six-in-two-zones-need-4`.
  const six = (rate: number) => `
regions: { r: { zones: { a: { availability: 99.9% }, b: { availability: 99.9% } } } }
components: { web: { is: client }, api: { is: service, replicas: 6, availability: 99.5%, time: 10ms, concurrency: 1 } }
flows: { f: { rate: ${rate} /s, path: [ web -> api ] } }
`;
  test('what is up but cannot carry the peak counts as down', () => {
    const { value, atPeak } = flowOf(six(350));
    expect(value).toBeGreaterThan(0.99999);
    expect(atPeak).toBeCloseTo(0.9979985329541591, 12);
  });

  test('with room for any loss it is the value, and what never carries the peak is never up', () => {
    expect(flowOf(six(50)).atPeak).toBe(flowOf(six(50)).value);
    expect(flowOf(six(700)).atPeak).toBe(0);
  });
});

describe('cuts of size one', () => {
  const cuts = (text: string) => flowOf(text).cuts.map((cut) => `${members(cut).join(' ')} ${Number(cut.share.toFixed(6))}`);

  test('a lone instance, with the share of requests it fails', () => {
    expect(
      cuts(design('  a: { is: service }\n  b: { is: service, replicas: 2 }\n  db: { is: database }', 'web -> b, web -> a: { when: 30% }')),
    ).toEqual(['a 0.3']);
  });

  test('one shard of four, and a cache whose loss fails nothing', () => {
    const path = 'web -> hot: { read: item, hit: 90% }, web -> db: { read: item, when: miss }';
    expect(cuts(design('  hot: { is: cache }\n  db: { is: database, shards: 4 }', path))).toEqual(['db 0.025']);
  });

  test('a zone that holds all of a part, and one that takes a quorum', () => {
    const zones = 'regions: { r: { zones: [a, b, c] } }';
    const api =
      '  api: { is: service, replicas: 3, zones: [b] }\n  db: { is: database, zones: [a, b], replication: { mode: leaderless, copies: 3, read: 2, write: 2 } }';
    expect(cuts(design(api, 'web -> api', zones))).toEqual(['api r/b 1', 'r 1', 'r/b 1']);
    expect(cuts(design(api, WRITE, zones))).toEqual(['db r/a 1', 'r 1', 'r/a 1']);
  });
});

test.each([
  [
    'five parts alike',
    ['99.99%', '99.99%', '99.99%', '99.99%', '99.99%'],
    ' The largest single part of it, 20%, is lost through "a": 52.6 min.',
  ],
  ['one that is far worse', ['99.995%', '99.99%'], ' Most is lost through "b": 52.6 min.'],
])('what a target is missed by, through one component: %s', (_name, figures, told) => {
  const names = ['a', 'b', 'c', 'd', 'e'].slice(0, figures.length);
  const parts = names.map((name, i) => `${name}: { is: external, availability: ${figures[i]} }`).join(', ');
  const { findings } = judge(`
sysdrill: 1
title: In a row
requirements: { quality: { Q1: { flow: read, availability: 99.99% } } }
components: { web: { is: client }, ${parts} }
flows: { read: { rate: 1 /s, path: [ ${names.map((name) => `web -> ${name}`).join(', ')} ] } }
`);
  const missed = findings.find(({ code }) => code === 'availability/below-target:missed');
  expect(missed?.message).toContain(told);
});
