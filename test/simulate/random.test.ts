import { describe, expect, test } from 'vitest';
import { below, nextBits, seedWords, splitmix64, uniform } from '#base/random.js';
import { vector } from '../helpers/lines.js';

describe('generators against their published outputs', () => {
  test('splitmix64', () => {
    let state = 1234567n;
    const out = Array.from({ length: 5 }, () => {
      const step = splitmix64(state);
      state = step.state;
      return String(step.out);
    });
    expect(out).toEqual(vector('rng-splitmix64').expected['out']);
  });

  test('xoshiro128++', () => {
    const words = Int32Array.of(1, 2, 3, 4);
    const out = Array.from({ length: 6 }, () => nextBits(words, 0) >>> 0);
    expect(out).toEqual(vector('rng-xoshiro128pp').expected['out']);
  });
});

test('streams differ by name and by seed, and repeat for the same', () => {
  const drawn = (seed: number, name: string) => {
    const words = seedWords(seed, name);
    return Array.from({ length: 4 }, () => nextBits(words, 0));
  };
  expect(drawn(1, 'service api')).toEqual(drawn(1, 'service api'));
  expect(drawn(1, 'service api')).not.toEqual(drawn(2, 'service api'));
  expect(drawn(1, 'service api')).not.toEqual(drawn(1, 'service apj'));
});

test('streams that share an array do not touch each other', () => {
  const alone = seedWords(7, 'b');
  const shared = new Int32Array(8);
  shared.set(seedWords(7, 'a'), 0);
  shared.set(seedWords(7, 'b'), 4);
  nextBits(shared, 0);
  expect(nextBits(shared, 4)).toBe(nextBits(alone, 0));
});

test('uniform stays inside (0, 1) and fills it; below fills its range evenly', () => {
  const words = seedWords(3, 'u');
  const counts = new Int32Array(10);
  let sum = 0;
  for (let i = 0; i < 100_000; i++) {
    const u = uniform(words, 0);
    expect(u > 0 && u < 1).toBe(true);
    sum += u;
    counts[below(words, 0, 10)]!++;
  }
  expect(Math.abs(sum / 100_000 - 0.5)).toBeLessThan(0.005);
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
