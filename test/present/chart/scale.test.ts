import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactScale, linearScale, logScale, niceTicks, roundEnds, timeTicks } from '#present/chart/scale.js';

const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });

test('ticks are round, in order, and cover what is shown', () => {
  expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(niceTicks(0, 0.0123, 5)).toEqual([0, 0.0025, 0.005, 0.0075, 0.01, 0.0125]);
  expect(niceTicks(3, 3, 5)).toEqual([3]);
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b) * 1.01];
      const ticks = niceTicks(from, to, 5);
      expect(ticks[0]).toBeLessThanOrEqual(from * (1 + 1e-9));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(to * (1 - 1e-9));
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect([...ticks].sort((x, y) => x - y)).toEqual(ticks);
    }),
  );
});

test('every value has a place on its axis, in order; ticks too', () => {
  fc.assert(
    fc.property(positive, positive, positive, (a, b, c) => {
      const [least, mid, most] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
      for (const scale of [linearScale(0, most, 500), exactScale(least, most, 500), logScale(least, most, 500)]) {
        const places = [least, mid, most].map(scale.place);
        for (const place of [...places, ...scale.ticks.map(scale.place)]) {
          expect(place).toBeGreaterThanOrEqual(-1e-6);
          expect(place).toBeLessThanOrEqual(500 + 1e-6);
        }
        expect(places[0]).toBeLessThanOrEqual(places[1]! + 1e-6);
        expect(places[1]).toBeLessThanOrEqual(places[2]! + 1e-6);
      }
    }),
  );
});

test('values that differ by rounding alone have places on an axis', () => {
  const most = 5e8 * (1 + Number.EPSILON);
  for (const scale of [linearScale(5e8, most, 500), exactScale(5e8, most, 500), logScale(5e8, most, 500)])
    expect([scale.place(5e8), scale.place(most)].every((place) => place >= 0 && place <= 500)).toBe(true);
});

test('a logarithmic axis has a step a factor, and ends that people know', () => {
  const { place, ticks } = logScale(1, 1000, 300);
  expect([1, 10, 100, 1000].map(place)).toEqual([0, 100, 200, 300]);
  expect(ticks).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
  expect(roundEnds(0.0034, 0.13)).toEqual([0.002, 0.2]);
  expect(roundEnds(1, 100)).toEqual([1, 100]);
});

test('time is counted in seconds and minutes as people do', () => {
  expect(timeTicks(0, 180, 8)).toEqual([0, 30, 60, 90, 120, 150, 180]);
  expect(timeTicks(0, 1000, 8)).toEqual([0, 300, 600, 900]);
  expect(timeTicks(0, 2, 4)).toEqual([0, 0.5, 1, 1.5, 2]);
});
