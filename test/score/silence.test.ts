import { expect, test } from 'vitest';
import { catalog, referenceText, rowOf } from '../helpers/graded.js';

/** Points that a design may win by leaving something out: what is left of the other items weighs a little more. */
const SLACK = 2;
/** Leaving these out is a better design and no silence: not to try again beats trying again without a key. */
const BETTER_WITHOUT = ['retries'];

const ATTRIBUTE = /, ([a-z-]+): (\{[^}]*\}|\[[^\]]*\]|[^,}]+)/g;

test.each(await catalog.problemIds())(
  'leaving out what is wrong, or anything else, wins nothing: the fair design for %s',
  async (problem) => {
    const text = await referenceText(problem, 'fair');
    const whole = await rowOf(text, problem);
    if (whole.status !== 'ok') throw new Error(whole.reason);
    const won: string[] = [];
    let tried = 0;
    for (const match of text.matchAll(ATTRIBUTE)) {
      const row = await rowOf(text.slice(0, match.index) + text.slice(match.index + match[0].length), problem);
      expect(row.status === 'ok' || row.status === 'invalid').toBe(true);
      if (row.status !== 'ok' || BETTER_WITHOUT.includes(match[1]!)) continue;
      tried++;
      if (row.card.score > whole.card.score + SLACK) won.push(`${match[0]}: ${whole.card.score} -> ${row.card.score}`);
    }
    expect(tried).toBeGreaterThan(20);
    expect(won).toEqual([]);
  },
);

test('a load that is understated is held against the load that is asked', async () => {
  const problem = 'url-shortener';
  const text = await referenceText(problem, 'fair');
  const scores = await Promise.all(
    [text, text.replace('    peak: 5x\n', ''), text.replace('rate: reads', 'rate: reads / 1000')].map((one) => rowOf(one, problem)),
  );
  const [honest, flat, tiny] = scores.map((row) => (row.status === 'ok' ? row.card : undefined));
  expect((flat?.score ?? 100) - (honest?.score ?? 0)).toBeLessThan(SLACK);
  expect(tiny?.score ?? 100).toBeLessThan(honest?.score ?? 0);
  const full = tiny?.criteria.flatMap((one) => one.evidence).find((line) => line.item === 'at-peak' && line.part === 'links');
  expect(full).toMatchObject({ verdict: 'fail', reason: 'utilisation/full' });
  expect(Number(full?.data['load'])).toBeGreaterThan(100);
});
