import { describe, expect, test } from 'vitest';
import { readDesign } from '#language/read-design.js';
import type { Engines } from '#session/engines/engines.js';
import { fateOf, tryOut } from '#session/engines/try-out.js';
import { shareText } from '#session/study-text.js';

const text = `
sysdrill: 1
title: a small shop
requirements:
  quality:
    Q1: { flow: read, p99: 200ms }
regions:
  here: { zones: [a, b] }
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2, zones: [a, b], health-check: 1s }
  api: { is: service, replicas: 4, zones: [a, b], concurrency: 16, cores: 4, time: { mean: 5ms, shape: exponential } }
  hot: { is: cache, shards: 1, copies: 1, zones: [b], time: 0.2ms, concurrency: 16 }
  store: { is: database, kind: sql, replication: { mode: single-leader, copies: 1 }, zones: [b], time: { mean: 10ms, shape: exponential }, concurrency: 2 }
data:
  page: { in: store, key: id }
flows:
  read:
    rate: 300 /s
    path:
      - web -> edge -> api
      - api -> hot: { read: page, hit: 90% }
      - api -> store: { read: page, when: miss }
`;

function outcomeOf(what: Parameters<Engines['tryOut']>[1]) {
  const { model, diagnostics } = readDesign(text);
  expect(diagnostics).toEqual([]);
  return tryOut(model!, what, 'read');
}

describe('a condition run on a design', () => {
  test('more load than a part can carry makes most requests fail, and names the part', () => {
    const { fate, component, lines } = outcomeOf({ kind: 'load', factor: 20 });
    expect({ fate, component }).toEqual({ fate: 'most fail', component: 'store' });
    expect(lines).toHaveLength(2);
  });

  test('a load that fits changes nothing', () => {
    expect(outcomeOf({ kind: 'load', factor: 1.5 })).toMatchObject({ fate: 'holds', component: null });
  });

  test('without its cache the store gets ten times the reads and gives way', () => {
    const { fate, component } = outcomeOf({ kind: 'component', component: 'hot' });
    expect(component).toBe('store');
    expect(['some fail', 'most fail', 'slower']).toContain(fate);
  });

  test('a zone with nothing that is only there may go: what notices it takes over', () => {
    const { fate, lines } = outcomeOf({ kind: 'zone', zone: 'here/a' });
    expect(fate).toBe('holds');
    expect(lines.map((line) => line.split(':')[0])).toEqual(['before', 'at first', 'then', '(at the peak; it lasts 5 s)']);
  });

  test('what is full is told, however short the run: it is not served in the long run', () => {
    const { model } = readDesign(text.replace('rate: 300 /s', 'rate: 3000 /s'));
    const { fate, lines } = tryOut(model!, { kind: 'load', factor: 2 }, 'read');
    expect(lines[0]).toMatch(/served so far; store is 1\.5 times too small, so lines grow without end$/);
    expect(lines[1]).toContain('store is 3 times too small');
    expect(fate).not.toBe('holds');
  });

  test('a cache that finds nothing is as bad for the store as one that is gone', () => {
    const { component, lines } = outcomeOf({ kind: 'cold', component: 'hot' });
    expect(component).toBe('store');
    expect(lines).toHaveLength(4);
  });

  test('what cannot be simulated for long enough is judged by closed form, and said to be', () => {
    const slow = text.replace('health-check: 1s', 'health-check: 60s').replace('rate: 300 /s', 'rate: 60000 /s');
    const { model } = readDesign(slow);
    const { fate, component, lines } = tryOut(model!, { kind: 'zone', zone: 'here/a' }, 'read');
    expect({ fate, component }).toEqual({ fate: null, component: 'api' });
    expect(lines[0]).toMatch(/^read is too busy to be simulated for longer than/);
    expect(lines[1]).toMatch(/^By closed form: api is then \d+ times too small for the peak\.$/);
  });

  test('one hot key is judged by closed form, on the shard it lives on', () => {
    const sharded = text
      .replace('hot: { is: cache, shards: 1,', 'hot: { is: cache, shards: 10,')
      .replace('time: 0.2ms, concurrency: 16', 'time: 0.2ms, concurrency: 1')
      .replace('rate: 300 /s', 'rate: 900 /s');
    const { model } = readDesign(sharded);
    const { fate, lines } = tryOut(model!, { kind: 'hot-key', share: 0.5 }, 'read');
    expect({ fate, lines }).toEqual({
      fate: 'holds',
      lines: [
        'hot: the shard of that key gets 55% of all and is 10% full at the peak; spread evenly it was 2%',
        'Judged by closed form, not simulated.',
      ],
    });
    expect(outcomeOf({ kind: 'hot-key', share: 0.1 }).lines[0]).toContain('No shard on its way gets more for it');
  });

  test('the same condition gives the same words', () => {
    expect(outcomeOf({ kind: 'slow', component: 'store', factor: 3 })).toEqual(outcomeOf({ kind: 'slow', component: 'store', factor: 3 }));
  });
});

describe('the fate of a flow', () => {
  const before = { offered: 100, served: 100, errors: 0, p99: 0.1 };
  test.each([
    ['holds', { ...before, p99: 0.14 }, undefined],
    ['slower', { ...before, p99: 0.16 }, undefined],
    ['holds', { ...before, p99: 0.3 }, 0.4],
    ['slower', { ...before, p99: 0.5 }, 0.4],
    ['some fail', { ...before, served: 99, errors: 1 }, undefined],
    ['holds', { ...before, served: 99 }, undefined],
    ['some fail', { ...before, served: 90 }, undefined],
    ['most fail', { ...before, served: 49, errors: 51 }, undefined],
    ['most fail', { ...before, served: 49 }, undefined],
    [null, { offered: 0, served: 0, errors: 0, p99: null }, undefined],
    [null, { ...before, p99: null }, undefined],
  ] as const)('%s', (fate, during, target) => {
    expect(fateOf(before, during, target)).toBe(fate);
  });

  test('what failed before anyway is not blamed on the condition', () => {
    expect(fateOf({ ...before, served: 98, errors: 2 }, { ...before, served: 97, errors: 3 }, undefined)).toBe('holds');
  });
});

describe('a share in words', () => {
  test.each([
    [1, '100%'],
    [0.98, '98%'],
    [0.9962, '99.6%'],
    [0.99962, '99.96%'],
    [0.9999999, '99.9999%'],
    [0, '0%'],
  ])('%s is %s', (share, words) => {
    expect(shareText(share)).toBe(words);
  });
});
