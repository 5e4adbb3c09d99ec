import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '#analyze/rules/index.js';
import { differences } from '#evaluate/fix/differences.js';
import { fixAll, fixesOf } from '#evaluate/fix/fix-all.js';
import { held, type Judged, judgeText, tryFix } from '#evaluate/fix/verify-fix.js';

const judged = (text: string): Judged => judgeText(text)!;
const comments = (text: string): readonly string[] => [...text.matchAll(/#.*$/gm)].map(([comment]) => comment.trim());

/** Every proposal on a rule's own bad example holds: it is what the page of the rule promises. */
const proposals = RULES.flatMap((rule) => {
  const before = judged(rule.bad.design);
  return before.rules.findings
    .filter((finding) => finding.rule === rule.id && finding.fix !== undefined)
    .map((finding) => [`${finding.code} on ${finding.subject[0]}`, before, finding] as const);
});

test('at least fifteen rules propose the smallest edit', () => {
  expect(new Set(proposals.map(([, , { rule }]) => rule)).size).toBeGreaterThanOrEqual(15);
});

test.each(proposals)('%s: its proposal makes it vanish and raises no other', (_what, before, finding) => {
  const tried = tryFix(before, finding);
  expect(held(tried) ? 'held' : tried.refused).toBe('held');
  if (!held(tried)) return;
  expect(tried.after.rules.findings.length).toBeLessThan(before.rules.findings.length);
  expect(tried.after.text).not.toBe(before.text);
});

const DESIGNS = readdirSync('problems').flatMap((id) => ['weak', 'fair', 'strong'].map((name) => `problems/${id}/designs/${name}.yaml`));
const FIXTURES = readdirSync('test/fixtures/designs').map((name) => `test/fixtures/designs/${name}`);

describe.each([...DESIGNS, ...FIXTURES])('%s', (path) => {
  const before = judged(readFileSync(path, 'utf8'));

  test('each fix that is shown holds by itself', () => {
    for (const [finding, { after }] of fixesOf(before).fixes) {
      const { gone, added } = differences(before.rules.findings, after.rules.findings);
      expect(gone).toContain(finding);
      expect(added).toEqual([]);
    }
  });

  test('all of them together leave fewer findings, none of them new, and every comment in its order', () => {
    const { after, made } = fixAll(before);
    expect(differences(before.rules.findings, after.rules.findings).added).toEqual([]);
    expect(after.rules.findings.length).toBeLessThanOrEqual(before.rules.findings.length - made.length);
    expect(comments(after.text)).toEqual(comments(before.text));
    expect(after.complaints).toBeLessThanOrEqual(before.complaints);
    expect(fixAll(before).after.text).toBe(after.text);
    expect(fixAll(after).made).toEqual([]);
  });
});

test('on a large design the worst are tried first, and what was not tried is counted', () => {
  const lone = Array.from({ length: 120 }, (_, index) => `  s${index}: { is: service }\n`).join('');
  const path = Array.from({ length: 120 }, (_, index) => `web -> s${index}`).join(', ');
  const before = judged(`sysdrill: 1\ncomponents:\n  web: { is: client }\n${lone}flows: { read: { rate: 1 /s, path: [ ${path} ] } }\n`);
  const proposed = before.rules.findings.filter(({ fix }) => fix !== undefined);
  const { fixes, untried } = fixesOf(before);
  expect(proposed.length).toBeGreaterThan(100);
  expect(untried).toBeGreaterThan(50);
  expect(fixes.size).toBeGreaterThan(0);
  expect(fixes.size + untried).toBeLessThanOrEqual(proposed.length);
});

test('a design with nothing to fix is left alone', () => {
  const before = judged(readFileSync('problems/url-shortener/designs/strong.yaml', 'utf8'));
  expect(fixAll(before)).toEqual({ after: before, made: [] });
});

test('a proposal that raises another finding is dropped, with the reason', () => {
  const before = judged(`
sysdrill: 1
title: A follower that nobody promotes
requirements: { quality: { Q1: { data: note, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 2, sync: async, failover: manual } } }
data: { note: { in: db, key: id, changes: update } }
flows: { read: { rate: 9 /s, path: [ web -> api, api -> db: { read: note, from: replica } ] } }
`);
  const stale = before.rules.findings.find(({ code }) => code === 'consistency/stale-read:replica')!;
  expect(tryFix(before, stale)).toEqual({ refused: 'it raises spof/lone-instance:leader on db' });
  expect(fixesOf(before).fixes.has(stale)).toBe(false);
});

test('attributes of a step that has none yet are written behind it, in block and in flow style', () => {
  const step = (path: string) => `
sysdrill: 1
components: { web: { is: client }, pay: { is: service, replicas: 2 }, psp: { is: external } }
flows:
  buy:
    rate: 1 /s
    path:${path}
`;
  const timed = (path: string): string => fixAll(judged(step(path))).after.text;
  expect(timed('\n      - web -> pay   # in\n      - pay -> psp   # out')).toContain(
    '\n      - web -> pay   # in\n      - { pay -> psp: { timeout: 2s } }   # out',
  );
  expect(timed(' [ web -> pay, pay -> psp ]')).toContain('path: [ web -> pay, { pay -> psp: { timeout: 2s } } ]');
});
