import { describe, expect, test } from 'vitest';
import { runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import { LEVELS } from '#score/level.js';
import { cardOf, catalog, referenceText } from '../helpers/graded.js';

const PROBLEMS = await catalog.problemIds();

describe.each(PROBLEMS)('the ladder of %s', (problem) => {
  test.each(LEVELS)('rises strictly as %s', async (level) => {
    const scores = await Promise.all((await catalog.ladder(problem)).map(async ({ text }) => (await cardOf(text, problem, level)).score));
    expect(scores.length).toBeGreaterThanOrEqual(3);
    expect([...scores].sort((a, b) => a - b)).toEqual(scores);
    expect(new Set(scores).size).toBe(scores.length);
  });

  test('has every design in its stated band', async () => {
    const { value } = await catalog.problem(problem);
    for (const rung of value.ladder) {
      const card = await cardOf(await referenceText(problem, rung.design), problem);
      expect([rung.design, card.band]).toEqual([rung.design, rung.band]);
      expect(card.score).toBeGreaterThanOrEqual(rung.from);
      expect(card.score).toBeLessThanOrEqual(rung.to);
    }
  });

  test('has a strong design that raises nothing above info', async () => {
    const { model } = readDesign(await referenceText(problem, 'strong'));
    expect(model).toBeDefined();
    if (!model) return;
    const { findings, suppressed, bugs } = runRules(model);
    expect(findings.filter((one) => one.severity !== 'info').map((one) => `${one.code} ${one.message}`)).toEqual([]);
    expect([suppressed, bugs]).toEqual([[], []]);
  });
});
