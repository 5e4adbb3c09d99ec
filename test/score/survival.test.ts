import { describe, expect, test } from 'vitest';
import { runRules } from '#analyze/run-rules.js';
import { readDesign } from '#language/read-design.js';
import { wordsOf } from '#present/reason-words.js';
import { survivesMet } from '#score/checks/survival.js';
import { Counted } from '#score/counted.js';
import { inputOf } from '#score/input.js';
import { cardOf, catalog, referenceText, verdictsOf } from '../helpers/graded.js';

const strong = await referenceText('url-shortener', 'strong');
const crowded = strong.replace('replicas: 24', 'replicas: 9');

async function survival(text: string) {
  const { model } = readDesign(text);
  const { value } = await catalog.problem('url-shortener');
  const [part] = survivesMet(inputOf({ model: model!, rules: runRules(model!) }, value, 'senior'), new Counted());
  return part && [part.verdict, wordsOf({ criterion: 'c', item: 'i', points: 0, of: 0, ...part }).says];
}

describe('the loss of a zone is survived', () => {
  test('by what goes on without it and has room for the peak', async () => {
    expect(await survival(strong)).toEqual([
      'pass',
      'redirect keeps going when any one zone is gone: nothing else goes with it, and what a zone leaves carries the peak',
    ]);
  });

  test('not by what stands in other zones and is too small', async () => {
    expect(await survival(crowded)).toEqual([
      'fail',
      'redirect has what it needs when us-east/a is gone, but api is then asked 122% of what is left of it at the peak',
    ]);
  });

  test('and the one cause costs once', async () => {
    expect(verdictsOf(await cardOf(crowded, 'url-shortener'), 'survival')).toEqual({ 'follow-zone': 'not-evaluated' });
  });
});
