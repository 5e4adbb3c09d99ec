import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seedWords } from '#base/random.js';
import { drawRank, placeOf, zipfLaw } from '#simulate/workload/keys.js';
import { popularityOf } from '#simulate/workload/popularity.js';

describe('ranks under Zipf', () => {
  test.each([
    [10, 0],
    [50, 0.5],
    [100, 0.9],
    [20, 1],
    [30, 1.3],
    [8, 3],
  ])('%i keys, exponent %d: chi-squared against the law', (items, exponent) => {
    const law = zipfLaw(items, exponent);
    const words = seedWords(1, 'ranks');
    const out = new Float64Array(1);
    const counts = new Float64Array(items + 1);
    const draws = 100_000;
    for (let i = 0; i < draws; i++) {
      drawRank(law, words, 0, out, 0);
      counts[out[0]!]!++;
    }
    const total = Array.from({ length: items }, (_, i) => (i + 1) ** -exponent).reduce((sum, each) => sum + each, 0);
    let squares = 0;
    for (let rank = 1; rank <= items; rank++) {
      const expected = (draws * rank ** -exponent) / total;
      squares += (counts[rank]! - expected) ** 2 / expected;
    }
    // 99.99% of a chi-squared law with n degrees of freedom lie below this (Wilson and Hilferty 1931).
    const n = items - 1;
    expect(squares).toBeLessThan(n * (1 - 2 / (9 * n) + 3.719 * Math.sqrt(2 / (9 * n))) ** 3);
    expect(counts[0]).toBe(0);
  });

  test('are within their bounds, and reach beyond 32 bits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 50 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.integer(),
        (items, exponent, seed) => {
          const out = new Float64Array(1);
          const words = seedWords(seed, 'bounds');
          const law = zipfLaw(items, exponent);
          for (let i = 0; i < 20; i++) {
            drawRank(law, words, 0, out, 0);
            expect(Number.isInteger(out[0]) && out[0]! >= 1 && out[0]! <= items).toBe(true);
          }
        },
      ),
      { numRuns: 100, seed: 3 },
    );
    const out = new Float64Array(1);
    const words = seedWords(2, 'far');
    let far = 0;
    for (let i = 0; i < 1000; i++) {
      drawRank(zipfLaw(2 ** 45, 0.5), words, 0, out, 0);
      if (out[0]! > 2 ** 32) far++;
    }
    expect(far).toBeGreaterThan(900);
  });

  test('groups of keys share out everything, and each key as much as its rank says', () => {
    for (const [items, exponent] of [
      [1, 1],
      [5000, 0.8],
      [1e9, 1],
      [1e8, 1.2],
    ] as const) {
      const { from, count, share } = popularityOf(items, exponent);
      expect(share.reduce((sum, each, i) => sum + each * count[i]!, 0)).toBeCloseTo(1, 9);
      expect(count.reduce((sum, each) => sum + each, 0)).toBe(items);
      const last = from.length - 1;
      expect(share[last]! / share[0]!).toBeCloseTo((from[last]! + (count[last]! - 1) / 2) ** -exponent, 4);
    }
  });

  test('places of keys are even', () => {
    const counts = new Float64Array(16);
    for (let rank = 1; rank <= 160_000; rank++) counts[placeOf(rank, 99, 16)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * 100);
  });
});
