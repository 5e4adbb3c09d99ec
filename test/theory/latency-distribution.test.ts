import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowReport, LatencyPoint } from '#simulate/report.js';
import { simulate } from '#simulate/simulate.js';
import { BUCKETS, bucketOf } from '#simulate/statistics/histogram.js';
import { halfWidth } from '#simulate/statistics/intervals.js';
import { latencyDistribution } from '#simulate/write/latency-distribution.js';
import { design } from '../helpers/design.js';
import { EXPONENTIAL, line } from '../helpers/lines.js';

const RUNS = 10;

/** Independent runs of one line with one server and a mean service time of a second. */
function runsOf(rate: number, room: string, seconds: number): FlowReport[] {
  const model = design(line(rate, `replicas: 1, concurrency: 1${room}, time: ${EXPONENTIAL}`));
  return Array.from({ length: RUNS }, (_, i) => simulate(model, { seed: i + 1, duration: seconds }).flows['f']!);
}

/** The share within so many seconds, on straight lines over the logarithm of the time. */
function shareAt(points: readonly LatencyPoint[], time: number): number {
  const next = points.findIndex(({ within }) => within >= time);
  if (next <= 0) return next < 0 ? points.at(-1)!.share : 0;
  const [low, high] = [points[next - 1]!, points[next]!];
  return low.share + ((high.share - low.share) * Math.log(time / low.within)) / Math.log(high.within / low.within);
}

/** Holds the mean of the runs at each time against the exact share: it has to be inside the 99% interval, which has to be narrow. */
function expectShares(flows: readonly FlowReport[], times: readonly number[], exact: (time: number) => number): void {
  for (const time of times) {
    const shares = flows.map(({ latency }) => shareAt(latency.distribution!, time));
    const half = halfWidth(shares, 0.99)!;
    const mean = shares.reduce((sum, share) => sum + share, 0) / RUNS;
    expect(half, `narrow at ${time}`).toBeLessThan(0.02);
    expect(Math.abs(mean - exact(time)), `at ${time}`).toBeLessThanOrEqual(half);
  }
}

describe('the distribution of the latency', () => {
  test('of an M/M/1 line at 0.6 is exponential at the rate that is free', () => {
    const flows = runsOf(0.6, '', 8_000);
    const times = [0.1, 0.5, 0.9, 0.99, 0.999].map((share) => -Math.log(1 - share) / 0.4);
    expectShares(flows, times, (time) => 1 - Math.exp(-0.4 * time));
    for (const { latency } of flows) {
      const points = latency.distribution!;
      expect(points.at(-1)).toEqual({ within: latency.max, share: 1 });
      expect(shareAt(points, latency.p50!)).toBeCloseTo(0.5, 2);
    }
  });

  test('where a line has room for two and the rest is refused, ends at the share that is served (M/M/1/2: Erlang laws over the states met)', () => {
    const rho = 0.6;
    const empty = 1 / (1 + rho + rho ** 2);
    const exact = (time: number): number => empty * (1 - Math.exp(-time) + rho * (1 - (1 + time) * Math.exp(-time)));
    const flows = runsOf(rho, ', shed: 2', 7_000);
    expectShares(flows, [0.1, 0.3, 1, 2, 4, 30], exact);
    expect(exact(30)).toBeCloseTo(1 - rho ** 2 * empty, 9);
    for (const { latency, served, offered } of flows) expect(latency.distribution!.at(-1)!.share).toBeCloseTo(served / offered, 3);
  });

  test('is what was counted at each of 40 points at most, rises, and ends with the answers among all requests', () => {
    const some = fc.array(fc.oneof(fc.constantFrom(0, 0.5, 1, 3), fc.double({ min: 1e-6, max: 1e4, noNaN: true })), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(some, fc.nat(50), fc.nat(1), (times, failed, half) => {
        const counts = new Uint32Array(2 * BUCKETS);
        times.forEach((time, i) => counts[(i % (half + 1)) * BUCKETS + bucketOf(time)]!++);
        const requests = times.length + failed;
        const longest = Math.max(...times);
        const points = latencyDistribution(counts, longest, requests);
        expect(points.length).toBeLessThanOrEqual(40);
        for (const [i, { within, share }] of points.entries()) {
          expect(Math.round(share * requests)).toBeGreaterThanOrEqual(times.filter((time) => time < within).length);
          expect(Math.round(share * requests)).toBeLessThanOrEqual(times.filter((time) => time <= within).length);
          if (i > 0) expect(within).toBeGreaterThan(points[i - 1]!.within);
          if (i > 0) expect(share).toBeGreaterThanOrEqual(points[i - 1]!.share);
        }
        expect(points.at(-1)).toEqual({ within: longest, share: times.length / requests });
      }),
      { numRuns: 40 },
    );
  });

  test('shows two kinds of answers with nothing between them as a step, and is one point where all take the same', () => {
    const counts = new Uint32Array(BUCKETS);
    for (let i = 0; i < 600; i++) counts[bucketOf(0.001)]!++;
    for (let i = 0; i < 400; i++) counts[bucketOf(0.02 * (1 + i / 400))]!++;
    const points = latencyDistribution(counts, 0.04, 1000);
    const [before, after] = points.filter(({ share }) => share === 0.6).map(({ within }) => within);
    expect(before! / 0.001).toBeCloseTo(1, 1);
    expect(after! / 0.02).toBeCloseTo(1, 1);
    const same = new Uint32Array(BUCKETS);
    same[bucketOf(1)] = 7;
    expect(latencyDistribution(same, 1, 10)).toEqual([{ within: 1, share: 0.7 }]);
  });
});
