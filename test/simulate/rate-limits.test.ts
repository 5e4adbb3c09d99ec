import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LimitSpec, limitTable } from '#simulate/compile/limits.js';
import { DECISION, RateLimits } from '#simulate/stations/rate-limits.js';

type Algorithm = LimitSpec['algorithm'];

const limitOf = (algorithm: Algorithm, rate: number, burst: number, window: number, delays = false): LimitSpec => ({
  algorithm,
  rate,
  burst,
  window,
  perUser: false,
  shared: true,
  delays,
});

/** When the requests that come at `arrivals` are let through; those that are refused are left out. */
function passes(spec: LimitSpec, arrivals: readonly number[], user: (i: number) => number = () => 0): number[] {
  const limits = new RateLimits(limitTable([spec], Int32Array.of(1)));
  const clock = new Float64Array(1);
  return arrivals.flatMap((at, i) => {
    clock[0] = at;
    const said = limits.decide(0, 0, 0, user(i), clock);
    return said === DECISION.refuse ? [] : [said === DECISION.wait ? at + limits.delay[0]! : at];
  });
}

/** Times that come in clusters and alone. */
const arrivals = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.2, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true })), {
    minLength: 1,
    maxLength: 150,
  })
  .map((gaps) => {
    let at = 0;
    return gaps.map((gap) => (at += gap));
  });
const rates = fc.double({ min: 0.5, max: 50, noNaN: true });
const ALL: readonly Algorithm[] = ['token-bucket', 'leaky-bucket', 'fixed-window', 'sliding-window'];
/** Rounding of sums of times. */
const EPSILON = 1e-4;

/** Most that passed in any stretch of time, given how many may pass in one of `span` seconds. */
function holdsEverywhere(times: readonly number[], most: (span: number) => number): void {
  for (let i = 0; i < times.length; i++) {
    for (let j = i; j < times.length; j++) expect(j - i + 1).toBeLessThanOrEqual(most(times[j]! - times[i]!) + EPSILON);
  }
}

describe('what a limit lets through, whatever comes', () => {
  test('a bucket of tokens: no more than burst + rate * t in any time t, delaying or not', () => {
    fc.assert(
      fc.property(arrivals, rates, fc.double({ min: 1, max: 20, noNaN: true }), fc.boolean(), (at, rate, burst, delays) => {
        holdsEverywhere(passes(limitOf('token-bucket', rate, burst, 1, delays), at), (span) => burst + rate * span);
      }),
    );
  });

  test('a leaky bucket: one after the other, a gap apart, and the room in it is used before any is refused', () => {
    fc.assert(
      fc.property(arrivals, rates, fc.nat(10), fc.boolean(), (at, rate, room, delays) => {
        const spec = limitOf('leaky-bucket', rate, delays ? Infinity : room, 1, delays);
        const times = passes(spec, at);
        for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeGreaterThanOrEqual((1 - EPSILON) / rate);
        if (delays) expect(times).toHaveLength(at.length);
        // All at once: the one that drips, and those that the bucket holds.
        expect(passes(spec, Array<number>(30).fill(5))).toHaveLength(delays ? 30 : 1 + room);
      }),
    );
  });

  test('a fixed window: no more than its number in each window, and up to twice that across a border', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 20 }), fc.boolean(), (at, most, delays) => {
        const byWindow = new Map<number, number>();
        // Whole microseconds: nobody comes so near a border that rounding could put it on the other side.
        const came = at.map((time) => Math.round(time * 1e6) / 1e6);
        for (const time of passes(limitOf('fixed-window', most / 2, 1, 2, delays), came)) {
          const window = Math.floor(time / 2 + 1e-9);
          byWindow.set(window, (byWindow.get(window) ?? 0) + 1);
        }
        for (const count of byWindow.values()) expect(count).toBeLessThanOrEqual(most);
      }),
    );
    const across = [...Array<number>(30).fill(1.99), ...Array<number>(30).fill(2.01)];
    expect(passes(limitOf('fixed-window', 5, 1, 2), across)).toHaveLength(20);
    expect(passes(limitOf('sliding-window', 5, 1, 2), across)).toHaveLength(10);
  });

  test('a sliding window: no more than its number in any window, wherever it begins', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 20 }), fc.boolean(), (at, most, delays) => {
        const times = passes(limitOf('sliding-window', most / 2, 1, 2, delays), at);
        for (let i = most; i < times.length; i++) expect(times[i]! - times[i - most]!).toBeGreaterThanOrEqual(2 - EPSILON);
      }),
    );
  });

  test.each(ALL)('%s: refuses nobody who comes evenly at the rate', (algorithm) => {
    for (const rate of [0.7, 3, 10, 1000]) {
      const even = Array.from({ length: 3000 }, (_, i) => (i + 0.5) / rate);
      expect(passes(limitOf(algorithm, rate, algorithm === 'leaky-bucket' ? 0 : 1, 10), even)).toHaveLength(3000);
    }
  });

  test.each(ALL)('%s: who waits keeps their turn', (algorithm) => {
    fc.assert(
      fc.property(arrivals, rates, (at, rate) => {
        const times = passes(limitOf(algorithm, rate, algorithm === 'leaky-bucket' ? Infinity : 2, Math.max(2, 1 / rate), true), at);
        expect(times).toHaveLength(at.length);
        times.forEach((time, i) => {
          expect(time).toBeGreaterThanOrEqual(at[i]!);
          if (i > 0) expect(time).toBeGreaterThanOrEqual(times[i - 1]! - EPSILON);
        });
      }),
    );
  });
});

describe('a limit of each user', () => {
  test.each(ALL)('%s: is as if every user had a limiter of their own', (algorithm) => {
    const users = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 150, maxLength: 150 });
    fc.assert(
      fc.property(arrivals, users, (at, who) => {
        const spec = limitOf(algorithm, 1, algorithm === 'leaky-bucket' ? 0 : 2, 2);
        const together = passes({ ...spec, perUser: true }, at, (i) => who[i]! % 40);
        const alone = Array.from({ length: 40 }, (_, user) =>
          passes(
            spec,
            at.filter((_, i) => who[i]! % 40 === user),
          ),
        );
        expect(together).toEqual(alone.flat().sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  test('users who come back after a long time are forgotten and not mistaken', () => {
    const limits = new RateLimits(limitTable([{ ...limitOf('token-bucket', 1, 1, 1), perUser: true }], Int32Array.of(1)));
    const clock = new Float64Array(1);
    let refused = 0;
    for (let i = 0; i < 200_000; i++) {
      clock[0] = i * 0.01;
      // Everyone comes twice within a hundredth of a second: the second time is too early.
      if (limits.decide(0, 0, 0, i >> 1, clock) === DECISION.refuse) refused++;
    }
    expect(refused).toBe(100_000);
  });
});
