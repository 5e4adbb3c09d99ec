import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stableJson } from '#base/json.js';
import { judge } from './judge.js';
import { PLAIN, randomDesign, type Spelling } from './random-design.js';

const OTHER: Spelling = { name: (id) => `x-${[...id].reverse().join('')}`, backwards: true };

/** What was found, apart from places, with every subject by its first name and in no order. */
const gist = (text: string, nameOf: (id: string) => string) => {
  const { findings, suppressed, notChecked } = judge(text);
  const subjects = (each: readonly string[]) => each.map(nameOf).sort();
  return {
    findings: findings.map(({ code, severity, subject }) => stableJson([code, severity, subjects(subject)])).sort(),
    suppressed: suppressed.map(({ finding }) => stableJson([finding.code, subjects(finding.subject)])).sort(),
    notChecked: notChecked.map(({ rule, subject }) => stableJson([rule, subjects(subject)])).sort(),
  };
};

test('no rule throws on a design that reads, and the same design gets the same bytes', () => {
  fc.assert(
    fc.property(randomDesign, (write) => {
      const text = write(PLAIN);
      const first = judge(text);
      expect(first.bugs).toEqual([]);
      expect(first.notChecked.filter(({ reason }) => reason.includes('budget'))).toEqual([]);
      expect(JSON.stringify(judge(text).findings)).toBe(JSON.stringify(first.findings));
      for (const { message } of first.findings) expect(message).not.toMatch(/undefined|NaN|\[object/);
    }),
    { numRuns: 150, seed: 7 },
  );
});

test('renaming everything and turning the components round changes nothing but names and places', () => {
  fc.assert(
    fc.property(randomDesign, (write) => {
      const first = (id: string): string => (id.startsWith('x-') ? [...id.slice(2)].reverse().join('') : id);
      expect(gist(write(OTHER), first)).toEqual(gist(write(PLAIN), (id) => id));
    }),
    { numRuns: 100, seed: 8 },
  );
});

test('random designs make most rules speak, so that the properties above have something to say', () => {
  const spoken = new Set(
    fc.sample(randomDesign, { numRuns: 150, seed: 7 }).flatMap((write) => judge(write(PLAIN)).findings.map(({ rule }) => rule)),
  );
  expect([...spoken].sort()).toEqual(
    expect.arrayContaining(['consistency/quorum-overlap', 'consistency/stale-read', 'delivery/retry-without-once', 'spof/one-zone']),
  );
  expect(spoken.size).toBeGreaterThanOrEqual(12);
});
