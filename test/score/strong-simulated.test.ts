import { expect, test } from 'vitest';
import { readDesign } from '#language/read-design.js';
import { simulate } from '#simulate/simulate.js';
import { catalog, referenceText } from '../helpers/graded.js';

test.each(await catalog.problemIds())('the strong design for %s holds what it promises when simulated at its peak', async (problem) => {
  const { model } = readDesign(await referenceText(problem, 'strong'));
  if (!model) throw new Error('unreadable');
  const { flows } = simulate(model);
  const judged = Object.entries(flows).flatMap(([flow, report]) => report.targets.map((target) => [flow, target.name, target.verdict]));
  expect(judged.filter(([, , verdict]) => verdict === 'fail')).toEqual([]);
  expect(judged.some(([, , verdict]) => verdict === 'pass')).toBe(true);
});

test.each(await catalog.problemIds())('the weak design for %s does not', async (problem) => {
  const { model } = readDesign(await referenceText(problem, 'weak'));
  if (!model) throw new Error('unreadable');
  const { flows } = simulate(model, { events: 300_000 });
  const verdicts = Object.values(flows).flatMap((report) => report.targets.map((target) => target.verdict));
  expect(verdicts).toContain('fail');
});
