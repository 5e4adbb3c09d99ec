import { describe, expect, test } from 'vitest';
import { Seconds } from '#model/units.js';
import { simulate } from '#simulate/simulate.js';
import { boundFrom, DAY, loadAt, meanLoad, type Profile, profileOf } from '#simulate/workload/profile.js';
import { design } from '../helpers/design.js';
import { bare, expectNear, free } from '../helpers/lines.js';

const timeline = (flow: string, duration: number) =>
  simulate(design(bare(free('s', 1), flow)), { duration, warmup: 5, peak: false, events: 1e9 }).timeline;

/** Requests that came in a slice, from the rate that is told. */
const came = (slice: ReturnType<typeof timeline>[number]): number => slice.flows['f']!.offered * (slice.to - slice.from);

/** A Poisson count lies within 5 standard deviations of its mean in all but one of two million cases. */
const expectPoisson = (count: number, mean: number): void => expect(Math.abs(count - mean)).toBeLessThan(5 * Math.sqrt(mean) + 1e-9);

describe('a load that changes', () => {
  test('in steps: each stretch has its own rate', () => {
    const slices = timeline(
      '{ rate: 100/s, arrivals: { steps: [ { at: 60s, load: 4x }, { at: 120s, load: 0.5x } ] }, path: [ web -> s ] }',
      180,
    );
    for (const slice of slices) {
      const load = slice.to <= 60 ? 1 : slice.to <= 120 ? 4 : 0.5;
      expectPoisson(came(slice), 100 * load * (slice.to - slice.from));
    }
    expect(slices).toHaveLength(60);
  });

  test('nothing comes where a step says so, and it comes again after it', () => {
    const slices = timeline(
      '{ rate: 100/s, arrivals: { steps: [ { at: 60s, load: 0x }, { at: 120s, load: 1x } ] }, path: [ web -> s ] }',
      180,
    );
    expect(slices.filter(({ from, to }) => from >= 60 && to <= 120).map(came)).toEqual(new Array(20).fill(0));
    expectPoisson(came(slices[50]!), 300);
  });

  test('in a ramp: counts in windows are Poisson with the integral of the rate', () => {
    const slices = timeline('{ rate: 50/s, arrivals: { ramp: { to: 5x, over: 100s } }, path: [ web -> s ] }', 200);
    const integral = (t: number) => (t <= 100 ? 50 * (t + (4 * t * t) / 200) : 50 * (100 + 200) + 250 * (t - 100));
    for (const slice of slices) expectPoisson(came(slice), integral(slice.to) - integral(slice.from));
    // The sum of the squared standard deviations of 60 counts is chi-squared: between 30 and 100 in all but one case in a thousand.
    const square = slices.reduce((sum, slice) => {
      const mean = integral(slice.to) - integral(slice.from);
      return sum + (came(slice) - mean) ** 2 / mean;
    }, 0);
    expect(square).toBeGreaterThan(30);
    expect(square).toBeLessThan(100);
  });

  test('over a day: highest at its hour, the mean over the day is the rate', () => {
    const slices = timeline('{ rate: 2/s, peak: 3x, arrivals: { daily: 20h }, path: [ web -> s ] }', DAY);
    const profile = profileOf({ kind: 'daily', at: Seconds(20 * 3600) }, 3);
    expectPoisson(
      slices.reduce((sum, slice) => sum + came(slice), 0),
      2 * DAY,
    );
    for (const slice of slices) {
      const length = slice.to - slice.from;
      expectPoisson(came(slice), 2 * length * meanLoad(profile, slice.from, length));
    }
  });

  test.each<[string, Profile]>([
    ['a day', profileOf({ kind: 'daily', at: Seconds(3600) }, 2.5)],
    ['a sharp day', profileOf({ kind: 'daily', at: Seconds(80_000) }, 20)],
    ['a ramp', profileOf({ kind: 'ramp', to: 0.2, over: Seconds(5000) }, 1)],
    [
      'steps',
      profileOf(
        {
          kind: 'steps',
          steps: [
            { at: Seconds(100), load: 7 },
            { at: Seconds(9000), load: 0 },
          ],
        },
        7,
      ),
    ],
  ])('%s never passes the bound that thinning draws under', (_, profile) => {
    const out = new Float64Array(2);
    for (let time = -100; time < 2 * DAY; time += 97) {
      boundFrom(profile, time, out);
      expect(out[1]).toBeGreaterThan(time);
      const until = Math.min(out[1]!, time + DAY);
      for (let k = 0; k < 20; k++) expect(loadAt(profile, time + ((until - time) * k) / 20)).toBeLessThanOrEqual(out[0]! * (1 + 1e-9));
    }
  });

  test.each([1.2, 2, 3, 10])('a day whose peak is %f times the mean has mean 1', (peak) => {
    const profile = profileOf({ kind: 'daily', at: Seconds(0) }, peak);
    expect(meanLoad(profile, 0, DAY)).toBeCloseTo(1, 6);
    expect(loadAt(profile, 0)).toBeCloseTo(peak, 6);
  });
});

describe('a run under a load that changes', () => {
  const surge = (load: number, more = '') =>
    bare(
      '  s: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: constant } }',
      `{ rate: 40/s, arrivals: { steps: [ { at: 60s, load: ${load}x }${more} ] }, path: [ web -> s ] }`,
    );

  test('is stable where it comes back, however full it was meanwhile; the timeline shows it', () => {
    const report = simulate(design(surge(4, ', { at: 90s, load: 1x }')), { peak: false });
    expect(report.stability.verdict).toBe('stable');
    expect(report.flows['f']!.latency.p99).toBeGreaterThan(1);
    expect(report.flows['f']!.latency.p99Interval).toBeNull();
    const worst = report.timeline.reduce((most, slice) => Math.max(most, slice.flows['f']!.p99 ?? 0), 0);
    expectNear(worst, 30 * 0.6, 0.15);
  });

  test('is unstable where it stays above what can be served', () => {
    expect(simulate(design(surge(4)), { peak: false }).stability).toMatchObject({ verdict: 'unstable', component: 's' });
  });

  test('has its peak run at the highest load, and no higher', () => {
    const { peak } = simulate(design(surge(2)), { duration: 100 });
    expectNear(peak!.flows['f']!.offered, 80, 0.05);
    expect(peak!.timeline).toEqual([]);
  });
});

test('bursts: the index of dispersion of counts of a two-state Poisson process, at its closed form', () => {
  // W. Fischer, K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook" (1993): for long windows the variance of a
  // count over its mean comes to 1 + 2 s1 s2 (l1 - l2)^2 / ((s1 + s2)^2 (l1 s2 + l2 s1)), s1 and s2 the rates of leaving a state.
  const text = bare(free('s', 1), '{ rate: 10/s, arrivals: { burst: 4x, on: 1s, off: 9s }, path: [ web -> s ] }');
  const counts = Array.from({ length: 12 }, (_, seed) =>
    simulate(design(text), {
      duration: 60 * 200,
      warmup: 10,
      seed,
      peak: false,
      events: 1e9,
      faults: [{ what: { kind: 'slow', component: 's' as never, factor: 1 }, at: 0, for: 1 }],
    }).timeline.map(came),
  ).flat();
  const mean = counts.reduce((sum, each) => sum + each, 0) / counts.length;
  const variance = counts.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (counts.length - 1);
  const [on, off, high, low] = [1, 1 / 9, 40, (10 - 0.1 * 40) / 0.9];
  const exact = 1 + (2 * on * off * (high - low) ** 2) / ((on + off) ** 2 * (high * off + low * on));
  // The variance of 720 counts is known to 5% (one standard deviation); the window of 200 s falls short of a long one by 0.5%.
  expectNear(variance / mean, exact, 0.2);
  expectNear(mean, 200 * 10, 0.03);
});
