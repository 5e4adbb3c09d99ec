import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { expect, test } from 'vitest';
import { cardOf, catalog, rowOf } from '../helpers/graded.js';

const designs = (
  await Promise.all(
    (await catalog.problemIds()).map(async (problem) => (await catalog.ladder(problem)).map(({ text }) => ({ problem, text }))),
  )
).flat();

/** Cuts some lines out and puts some in the place of others. */
const torn = fc
  .tuple(fc.constantFrom(...designs), fc.array(fc.tuple(fc.nat(200), fc.nat(200), fc.boolean()), { minLength: 1, maxLength: 6 }))
  .map(([{ problem, text }, cuts]) => {
    const lines = text.split('\n');
    for (const [from, to, isCopy] of cuts) {
      const line = lines[from % lines.length]!;
      lines.splice(to % lines.length, 1, ...(isCopy ? [line] : []));
    }
    return { problem, text: lines.join('\n') };
  });

test('whatever is torn out of a design, it is graded or said to be invalid', async () => {
  let graded = 0;
  await fc.assert(
    fc.asyncProperty(torn, async ({ problem, text }) => {
      const row = await rowOf(text, problem);
      expect(['ok', 'invalid']).toContain(row.status);
      if (row.status !== 'ok') return;
      graded++;
      expect(row.card.score).toBeGreaterThanOrEqual(0);
      expect(row.card.score).toBeLessThanOrEqual(100);
      expect(row.card.criteria.every((one) => one.points >= 0 && one.points <= one.of + 0.01)).toBe(true);
    }),
    { numRuns: 500, seed: 11 },
  );
  expect(graded).toBeGreaterThan(20);
});

const SECTIONS = ['components', 'data', 'flows', 'estimates', 'api'];

test('the order in which things are written changes no score', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...designs),
      fc.constantFrom(...SECTIONS),
      fc.infiniteStream(fc.nat(1000)),
      async ({ problem, text }, section, stream) => {
        const design = load(text) as Record<string, Record<string, unknown>>;
        const drawn = Object.entries(design[section] ?? {}).map((entry) => ({ entry, key: stream.next().value as number }));
        const shuffled = Object.fromEntries(drawn.sort((a, b) => a.key - b.key).map(({ entry }) => entry));
        const before = await cardOf(dump(design), problem);
        const after = await cardOf(dump({ ...design, [section]: shuffled }), problem);
        expect([after.score, after.criteria.map((one) => one.points)]).toEqual([before.score, before.criteria.map((one) => one.points)]);
      },
    ),
    { numRuns: 40, seed: 5 },
  );
});
