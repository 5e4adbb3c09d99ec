import { expect, test } from 'vitest';
import { RULES } from '#analyze/rules/index.js';
import { REASON_WORDS } from '#present/reason-words.js';
import { LEVELS } from '#score/level.js';
import { REASON_CODES } from '#score/reason.js';
import { catalog } from '../helpers/graded.js';

const { value: rubric } = await catalog.rubric();
const patterns = rubric.criteria.flatMap((one) => one.items).flatMap(({ check }) => (check.kind === 'no-findings' ? check.codes : []));

const matches = (pattern: string, rule: string, codes: readonly string[]): boolean =>
  pattern === rule || codes.includes(pattern) || (pattern.endsWith('/*') && rule.startsWith(pattern.slice(0, -1)));

/** Judged by a measured item of the rubric instead, or not about the design's quality. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  availability: 'availability-met',
  decisions: 'decisions-hold',
  estimates: 'claims-hold',
  meta: 'about the file',
  requirements: 'needs-stated, targets-stated, endpoints',
};

test('every rule costs points in exactly one item, or is measured there in another way', () => {
  for (const rule of RULES) {
    const items = patterns.filter((pattern) => matches(pattern, rule.id, rule.codes));
    expect([rule.id, items.length]).toEqual([rule.id, rule.family in ELSEWHERE ? 0 : 1]);
  }
});

test('weights make a hundred at every level, and no band is out of reach', () => {
  for (const level of LEVELS) expect(rubric.criteria.reduce((total, one) => total + one.weights[level], 0)).toBe(100);
  expect(rubric.bands.every((band) => band.from < 100)).toBe(true);
});

test('every reason has its words, and a lost point always says what wins it back', () => {
  const lost =
    /(not-|absent|lacks|lax|off|bare|incomplete|assumed|full|missed|contradicted|no-costs|no-flow|cut|slow|unplaced|unused|idle|out-of-range|none$)/;
  const silent = new Set(['fact/no-interview', 'simulation/none', 'guarantee/unknown', 'survival/unknown']);
  for (const code of REASON_CODES) {
    const words = REASON_WORDS[code]({});
    expect(words.says.length).toBeGreaterThan(0);
    if (lost.test(code) && !silent.has(code)) expect([code, (words.wins ?? '').length > 0]).toEqual([code, true]);
  }
});

test('a rung of every ladder stands in a band of the rubric', async () => {
  const bands = rubric.bands.map((band) => band.id);
  for (const id of await catalog.problemIds()) {
    const { value } = await catalog.problem(id);
    expect(value.ladder.map((rung) => rung.band).filter((band) => !bands.includes(band))).toEqual([]);
  }
});
