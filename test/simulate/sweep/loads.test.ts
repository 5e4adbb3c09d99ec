import fc from 'fast-check';
import { expect, test } from 'vitest';
import { between, bracketOf, firstLoads, NARROW } from '#simulate/sweep/loads.js';

const factor = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test('the first loads rise from end to end, lie apart, and come in pairs around what is expected within the range', () => {
  fc.assert(
    fc.property(
      factor(0.01, 10),
      factor(1.5, 500),
      fc.integer({ min: 2, max: 40 }),
      fc.array(factor(0.001, 5000), { maxLength: 3 }),
      (from, times, count, expected) => {
        const to = from * times;
        const loads = firstLoads(from, to, count, expected);
        expect(loads).toEqual([...new Set(loads)].sort((a, b) => a - b));
        expect(Math.abs(loads[0]! / from - 1)).toBeLessThan(0.001);
        expect(Math.abs(loads.at(-1)! / to - 1)).toBeLessThan(0.001);
        for (const load of expected.filter((each) => each > from * 1.1 && each < to / 1.1)) {
          expect(loads.some((each) => each < load && each > load / 1.05)).toBe(true);
          expect(loads.some((each) => each > load && each < load * 1.05)).toBe(true);
        }
      },
    ),
  );
});

test('an open bracket is cut within its ends until it is narrow', () => {
  fc.assert(
    fc.property(factor(0.1, 100), factor(1.01, 3), (holds, ratio) => {
      const leaves = holds * ratio;
      const cuts = between({ holds, leaves });
      expect(cuts.length === 0).toBe(leaves <= holds * NARROW);
      if (cuts.length === 0) return;
      const ends = [holds, ...cuts, leaves];
      for (let i = 1; i < ends.length; i++) expect(ends[i]! / ends[i - 1]!).toBeLessThan(Math.max(NARROW, ratio ** 0.4));
    }),
  );
  expect(between({ holds: null, leaves: 2 })).toEqual([]);
  expect(between({ holds: 2, leaves: null })).toEqual([]);
});

test('a bracket lies around the first load at which it no longer holds; what is not known is passed over', () => {
  const points = (...held: (boolean | undefined)[]) => held.map((holds, i) => ({ load: i + 1, holds }));
  const of = (...held: (boolean | undefined)[]) => bracketOf(points(...held), ({ holds }) => holds);
  expect(of(true, true, false, true, false)).toEqual({ holds: 2, leaves: 3 });
  expect(of(true, undefined, false)).toEqual({ holds: 1, leaves: 3 });
  expect(of(false, true)).toEqual({ holds: null, leaves: 1 });
  expect(of(true, undefined)).toEqual({ holds: 1, leaves: null });
  expect(of()).toEqual({ holds: null, leaves: null });
});
