import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { excessOf } from '#analyze/excess/excess.js';
import { RULES } from '#analyze/rules/index.js';
import { runRules } from '#analyze/run-rules.js';
import { atLeast } from '#diagnostics/diagnostic.js';
import type { DesignModel } from '#model/design.js';
import { judge, modelOf } from './judge.js';

const OTHERS = RULES.filter(({ family, last }) => family !== 'excess' && last !== true);
const findings = (model: DesignModel) => runRules(model, { rules: OTHERS }).findings;
const excess = (text: string) => {
  const model = modelOf(text);
  return { model, ...excessOf(model, analyze(model), findings) };
};
const gist = (text: string) => excess(text).excess.map(({ kind, component, instead }) => [kind, component, instead]);

type Knobs = {
  readonly rate: number;
  readonly api: number;
  readonly entrance: string;
  readonly attributes: string;
  readonly hit: number;
  readonly handed: boolean;
};
const BASE: Knobs = { rate: 30, api: 3, entrance: 'web -> edge -> api', attributes: '', hit: 90, handed: false };

/** A service with a cache before a quorum store, behind whatever stands at the entrance. */
const design = (knobs: Partial<Knobs>, quality = '{ flow: read, p99: 500ms }'): string => {
  const { rate, api, entrance, attributes, hit, handed } = { ...BASE, ...knobs };
  return `
sysdrill: 1
title: What is too much
${quality === '' ? '' : `requirements: { quality: { Q1: ${quality} } }`}
regions: { r: { zones: [a, b, c] } }
components:
  web: { is: client }
  gate: { is: reverse-proxy, replicas: 3, time: 0.1ms, concurrency: 1000${attributes} }
  edge: { is: load-balancer, replicas: 3, time: 0.1ms, concurrency: 1000, limit: 100k /s, health-check: 2s, auth: api-key, tls: true }
  api: { is: service, replicas: ${api}, time: 1ms, concurrency: 64 }
  hot: { is: cache, ttl: 1min, time: 0.1ms, copies: 2, shards: 1 }
  jobs: { is: queue, delivery: at-most-once, bound: 1000 }
  crew: { is: worker, replicas: 3, time: 1ms, concurrency: 64, idempotent: true }
  db: { is: database, kind: key-value, time: 5ms, concurrency: 8, replication: { mode: leaderless, copies: 3, read: 2, write: 2 } }
data: { item: { in: db, key: id, changes: never } }
flows:
  read:
    rate: ${rate} /s
    deadline: 2s
    path:
      - ${entrance}: { timeout: 1s }
      - api -> hot: { read: item, hit: ${hit}%, timeout: 50ms }
      - api -> db: { read: item, when: miss, timeout: 200ms }
${handed ? '      - api ~> jobs ~> crew\nignore: [ { rule: delivery/no-dead-letter, on: jobs, because: what fails may be lost } ]' : ''}
`;
};

describe('what is tried', () => {
  test('a cache before a store that idles, not one that the store could not do without', () => {
    expect(gist(design({}))).toEqual([['cache', 'hot', []]]);
    expect(gist(design({ rate: 3000 }))).toEqual([]);
  });

  test('a proxy that only passes requests on, not one that does something for security', () => {
    const behind = 'web -> edge -> gate -> api';
    expect(gist(design({ rate: 3000, entrance: behind }))).toEqual([['passing', 'gate', []]]);
    expect(gist(design({ rate: 3000, entrance: behind, attributes: ', tls: true' }))).toEqual([]);
    expect(gist(design({ rate: 3000, entrance: behind, attributes: ', limit: 10k /s' }))).toEqual([]);
  });

  test('the only part that picks an instance is needed', () => {
    expect(gist(design({ rate: 3000, entrance: 'web -> gate -> api' }))).toEqual([]);
  });

  test('a third of a tier that idles; never below its zones, nor a tier that is small', () => {
    expect(excess(design({ rate: 3000, api: 12 })).excess).toMatchObject([{ kind: 'tier', component: 'api', of: 12, enough: 4 }]);
    expect(gist(design({ rate: 3000, api: 3 }))).toEqual([]);
  });

  test('a queue before work that could be waited for, unless it keeps what it was given', () => {
    const waited = { rate: 3000, handed: true };
    expect(gist(design(waited))).toEqual([['queue', 'jobs', []]]);
    expect(gist(design(waited).replace('at-most-once', 'at-least-once, dead-letter: true'))).toEqual([]);
    expect(
      gist(design(waited).replace('crew: { is: worker, replicas: 3, time: 1ms', 'crew: { is: worker, replicas: 3, time: 900ms')),
    ).toEqual([]);
  });

  test('without a numeric target nothing is too much', () => {
    expect(gist(design({}, ''))).toEqual([]);
    expect(gist(design({}, '{ data: item, reads: eventual }'))).toEqual([]);
  });

  test('what a requirement or a decision names is there on purpose', () => {
    const decided = `${design({})}decisions: [ { about: hot, chose: cache-aside, over: [no-cache], gains: [read-latency], costs: [stale-reads] } ]\n`;
    expect(gist(decided)).toEqual([]);
  });

  test('what is warned of is put right first, and where there is an error there are other worries', () => {
    expect(gist(design({ rate: 3000, api: 12, entrance: 'web -> api' }))).toEqual([]);
    expect(gist(design({}).replace('read: 2, write: 2', 'read: 1, write: 1').replace('changes: never', 'changes: update'))).toEqual([
      ['cache', 'hot', []],
    ]);
    const asked = '{ flow: read, p99: 500ms }, Q2: { data: item, reads: read-your-writes }';
    expect(gist(design({}, asked).replace('read: 2, write: 2', 'read: 1, write: 1').replace('changes: never', 'changes: update'))).toEqual(
      [],
    );
  });

  test('nothing is said where a target is missed as it is', () => {
    expect(gist(design({}, '{ flow: read, p99: 2ms }'))).toEqual([]);
  });
});

describe('alternatives and budgets', () => {
  test('two parts of which one must stay are told as either', () => {
    // Each proxy may go, since the other still picks an instance.
    const text = design({ rate: 3000, entrance: 'web -> guard -> gate -> twin -> api' }).replace(
      '  edge:',
      '  guard: { is: rate-limiter, replicas: 3, rate: 100k /s, shared: true, time: 0.1ms, concurrency: 1000 }\n  twin: { is: reverse-proxy, replicas: 3, time: 0.1ms, concurrency: 1000 }\n  edge:',
    );
    expect(gist(text)).toEqual([['passing', 'gate', ['twin']]]);
  });

  test('a large design is tried as far as the budget goes, and says so', () => {
    const chains = Array.from({ length: 400 }, (_, i) => i);
    const text = `
sysdrill: 1
title: Large
requirements: { quality: { ${chains.map((i) => `Q${i}: { flow: f${i}, p99: 500ms }`).join(', ')} } }
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 3, time: 0.1ms, concurrency: 10000, limit: 1M /s, health-check: 2s, auth: api-key, tls: true }
${chains.map((i) => `  s${i}: { is: service, replicas: 12, time: 1ms, concurrency: 64 }`).join('\n')}
flows:
${chains.map((i) => `  f${i}: { rate: 100 /s, path: [ web -> edge -> s${i}: { timeout: 1s } ] }`).join('\n')}
`;
    const { excess: found, untried } = excess(text);
    expect(untried.length).toBeGreaterThan(300);
    expect(found.length).toBeLessThan(10);
  });
});

test.each([
  ...readdirSync('problems').flatMap((problem) =>
    readdirSync(`problems/${problem}/designs`).map((name) => `problems/${problem}/designs/${name}`),
  ),
  ...readdirSync('test/fixtures/designs').map((name) => `test/fixtures/designs/${name}`),
])('%s has nothing that anybody would call too much', (path) => {
  expect(
    judge(readFileSync(path, 'utf8')).findings.filter(({ rule }) => ['excess/idle-part', 'excess/more-than-needed'].includes(rule)),
  ).toEqual([]);
});

test('without what is called too much, nothing new is found and no target is missed', () => {
  let found = 0;
  const knobs = fc.record({
    rate: fc.constantFrom(1, 30, 500, 3000),
    api: fc.integer({ min: 1, max: 20 }),
    entrance: fc.constantFrom('web -> api', 'web -> edge -> api', 'web -> edge -> gate -> api', 'web -> gate -> edge -> api'),
    attributes: fc.constantFrom('', ', tls: true', ', limit: 10k /s'),
    hit: fc.integer({ min: 1, max: 99 }),
    handed: fc.boolean(),
  });
  const quality = fc.constantFrom(
    '{ flow: read, p99: 500ms }',
    '{ flow: read, availability: 99%, survives: zone }',
    '{ flow: read, p99: 100ms, availability: 99.9% }',
  );
  fc.assert(
    fc.property(knobs, quality, (each, asked) => {
      const { model, excess: list, rest } = excess(design(each, asked));
      found += list.length;
      if (list.length === 0) return;
      const before = findings(model).map(({ code }) => code);
      const after = findings(rest).filter(({ severity }) => atLeast(severity, 'warning'));
      expect(after.filter(({ code }) => !before.includes(code))).toEqual([]);
      for (const { verdict } of analyze(rest).availability.values()) expect(['pass', 'none']).toContain(verdict);
      // What is left is enough: nothing of it is too much for the same reason again and again.
      expect(rest.components.size).toBeLessThanOrEqual(model.components.size);
    }),
    { numRuns: 60, seed: 12 },
  );
  expect(found).toBeGreaterThan(20);
});
