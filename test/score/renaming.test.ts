import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardOf, catalog } from '../helpers/graded.js';
import { renameComponents } from '../helpers/rename-components.js';

const designs = (
  await Promise.all(
    (await catalog.problemIds()).map(async (problem) => (await catalog.ladder(problem)).map(({ text }) => ({ problem, text }))),
  )
).flat();

test('renaming components changes no score', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...designs),
      fc.array(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z]$/), { minLength: 20, maxLength: 20 }),
      async ({ problem, text }, words) => {
        const names = new Map<string, string>();
        const renamed = renameComponents(text, (id) => {
          const name = names.get(id) ?? `x${words[names.size % words.length]}${names.size}`;
          names.set(id, name);
          return name;
        });
        const [before, after] = [
          await cardOf(
            renameComponents(text, (id) => id),
            problem,
          ),
          await cardOf(renamed, problem),
        ];
        expect(names.size).toBeGreaterThan(2);
        expect([after.score, after.band]).toEqual([before.score, before.band]);
        expect(after.criteria.map((one) => [one.id, one.points, one.verdict])).toEqual(
          before.criteria.map((one) => [one.id, one.points, one.verdict]),
        );
      },
    ),
    { numRuns: 30, seed: 7 },
  );
});
