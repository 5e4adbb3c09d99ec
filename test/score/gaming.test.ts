import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { LEVELS } from '#score/level.js';
import { cardOf, referenceText } from '../helpers/graded.js';

const PROBLEM = 'url-shortener';
const fixture = (name: string): Promise<string> => readFile(new URL(`../fixtures/gaming/${name}.yaml`, import.meta.url), 'utf8');

test.each(['empty', 'keyword-stuffed', 'everything'])(
  '%s is weak at every level, and below an honest weak answer as senior',
  async (name) => {
    const text = await fixture(name);
    const bands = await Promise.all(LEVELS.map(async (level) => (await cardOf(text, PROBLEM, level)).band));
    expect(bands).toEqual(['weak', 'weak', 'weak', 'weak']);
    expect((await cardOf(text, PROBLEM)).score).toBeLessThan((await cardOf(await referenceText(PROBLEM, 'weak'), PROBLEM)).score);
  },
);

test.each([
  ['online-payment', 'url-shortener'],
  ['url-shortener', 'online-payment'],
])('the strong answer to %s is weak as an answer to %s', async (own, other) => {
  const card = await cardOf(await referenceText(own, 'strong'), other);
  expect([card.band, card.cap?.band, card.score < 20]).toEqual(['weak', 'weak', true]);
});

test('an empty design earns nothing at all', async () => {
  const card = await cardOf(await fixture('empty'), PROBLEM);
  expect([card.score, card.criteria.map((one) => one.points)]).toEqual([0, card.criteria.map(() => 0)]);
});

test('words earn nothing: the same design with every sentence emptied scores the same', async () => {
  const text = await referenceText(PROBLEM, 'strong');
  const mute = text
    .replaceAll(/text: [^,}]+/g, 'text: x')
    .replaceAll(/, because: [^}]+ \}/g, ' }')
    .replace(/^title: .*$/m, 'title: x')
    .replaceAll(/ #.*$/gm, '');
  expect(mute.length).toBeLessThan(text.length - 300);
  expect((await cardOf(mute, PROBLEM)).criteria.map((one) => one.points)).toEqual(
    (await cardOf(text, PROBLEM)).criteria.map((one) => one.points),
  );
});
