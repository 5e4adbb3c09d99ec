import { describe, expect, test } from 'vitest';
import { aftermathOf } from '#simulate/faults/aftermath.js';

/** Slices of one second: `rate` requests each, of which shares are served before, during and after a failure. */
const slices = (rate: number, shares: readonly (readonly [number, number])[]) => {
  const each = shares.flatMap(([share, count]) => new Array<number>(count).fill(share));
  return each.map((share, from) => ({ from, to: from + 1, flows: { f: { offered: rate, served: share * rate } }, waiting: 0 }));
};
const judged = (rate: number, after: number, part = 1, before = 1) =>
  aftermathOf(
    slices(rate, [
      [before, 10],
      [0, 10],
      [after, 30],
    ]),
    'f',
    10,
    20,
    part,
  ).after;

describe('what becomes of a flow after a failure', () => {
  test('it recovers, or stays down', () => {
    expect(judged(100, 1)).toBe('recovered');
    expect(judged(100, 0.5)).toBe('stays down');
  });

  test('of a few requests nothing is said, however many each of them stands for', () => {
    expect(judged(2, 0.5)).toBe('not seen');
    expect(judged(100, 0.5, 50)).toBe('not seen');
  });

  test('what may be chance is not told as a collapse', () => {
    expect(judged(5, 0.8)).toBe('not seen');
    expect(judged(1000, 0.8)).toBe('stays down');
  });

  test('answers to requests from before do not make more than all of what is usual', () => {
    expect(judged(100, 0.95, 1, 1.3)).toBe('recovered');
  });
});
