import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_SCOPE, evaluate } from '#language/expression/evaluate.js';
import { parseSum } from '#language/expression/parse.js';
import { printQuantity } from '#language/expression/print.js';
import { SumProblem } from '#language/expression/tokens.js';
import type { Quantity } from '#model/dimension.js';

const value = (text: string): Quantity => evaluate(parseSum(text).sum, EMPTY_SCOPE);

describe('a quantity comes to its value in seconds, bytes and money', () => {
  test.each<[string, number]>([
    ['4ms', 0.004],
    ['1.5s', 1.5],
    ['2min', 120],
    ['1 day', 86_400],
    ['5 year', 5 * 365 * 86_400],
    ['95%', 0.95],
    ['99.99%', 0.9999],
    ['3x', 3],
    ['100k', 1e5],
    ['1.15M', 1.15e6],
    ['1 GB', 1e9],
    ['1 GiB', 2 ** 30],
    ['8 Mbit', 1e6],
    ['10 Gbps', 1.25e9],
    ['500 B', 500],
    ['500B/link', 500],
    ['1B user', 1e9],
    ['116 /s', 116],
    ['10M / day', 1e7 / 86_400],
    ['0.1 link/user/day', 0.1 / 86_400],
    ['500 rps', 500],
    ['62^7', 3_521_614_606_208],
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['10 - 4 - 3', 3],
    ['100 / 10 / 2', 5],
    ['100_000', 100_000],
    ['2e6', 2e6],
    ['$90', 90],
    ['-3 + 5', 2],
  ])('%s', (text, expected) => {
    expect(value(text).value).toBe(expected);
  });

  test('a range carries both ends', () => {
    expect(value('80..120 ms')).toMatchObject({ value: 0.1, low: 0.08, high: 0.12 });
    expect(value('(80..120 ms) * 2')).toMatchObject({ low: 0.16, high: 0.24 });
  });

  test('nouns cancel, whether singular or plural', () => {
    expect(value('100 users * 0.1 link/user').labels).toEqual(new Map([['link', 1]]));
    expect(value('6 links / (3 link)').labels).toEqual(new Map());
  });
});

describe('what cannot be worked out says why and where', () => {
  test.each<[string, string, number, number]>([
    ['100,000', 'number/comma', 0, 7],
    ['4ms + 3 B', 'units/mixed', 0, 9],
    ['3 user + 4 link', 'units/labels', 0, 15],
    ['2 * wirtes', 'name/unknown', 4, 10],
    ['4 / 0', 'sum/zero', 4, 5],
    ['2 *', 'sum/incomplete', 2, 3],
    ['2 3', 'sum/unexpected', 2, 3],
    ['(2', 'sum/incomplete', 1, 2],
    ['2 USD + 3 EUR', 'units/labels', 0, 13],
    ['10 GiB in GB', 'sum/conversion', 7, 9],
    ['1e400', 'sum/overflow', 0, 5],
    ['2 & 3', 'sum/character', 2, 3],
    ['10 ^ 400', 'sum/overflow', 0, 8],
    ['(3 GB) ^ 2', 'units/power', 1, 5],
  ])('%s', (text, code, start, end) => {
    const problem = (() => {
      try {
        return value(text);
      } catch (error) {
        return error;
      }
    })();
    expect(problem).toBeInstanceOf(SumProblem);
    expect(problem).toMatchObject({ code, start, end });
  });
});

test.each([
  ['116 /s', '116 /s'],
  ['11600 /s', '11.6k /s'],
  ['5 /day', '5 /day'],
  ['9125 GB', '9.13 TB'],
  ['100M', '100M'],
  ['950', '950'],
  ['2 ^ 10', '1024'],
  ['9999', '9999'],
  ['12345', '12.3k'],
  ['3 EUR', '3 EUR'],
  ['4ms', '4 ms'],
  ['90 min', '1.5 h'],
  ['0.9999', '99.99%'],
  ['95%', '95%'],
  ['99.9999%', '99.9999%'],
  ['99.5%', '99.5%'],
  ['0.001%', '0.001%'],
  ['80..120 ms', '80 ms..120 ms'],
  ['1.25 GB/s', '1.25 GB/s'],
])('%s is printed back as %s', (text, printed) => {
  expect(printQuantity(value(text))).toBe(printed);
});

test('no text crashes the reader of sums', () => {
  const pieces = fc.constantFrom(
    '1',
    '2.5',
    'k',
    'ms',
    'GB',
    'user',
    '/',
    '*',
    '+',
    '-',
    '^',
    '(',
    ')',
    '..',
    '%',
    '=',
    ' ',
    ',',
    '🙂',
    'é',
    '1e9',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
      ),
      (text) => {
        try {
          value(text);
        } catch (error) {
          if (!(error instanceof SumProblem)) throw error;
          expect(error.start).toBeGreaterThanOrEqual(0);
          expect(error.end).toBeLessThanOrEqual(Math.max(text.length, 1));
        }
      },
    ),
    { numRuns: 2000, seed: 7 },
  );
});
