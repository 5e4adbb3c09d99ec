import { describe, expect, test } from 'vitest';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, EXPONENTIAL } from '../helpers/lines.js';

const SEEDS = 200;
const REQUESTS = 24_000;

/** A line of `stations` single servers with mean 1 s, half loaded. */
const tandem = (stations: number): string => {
  const names = Array.from({ length: stations }, (_, i) => `s${i}`);
  const components = names.map((name) => `  ${name}: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL} }`);
  return bare(components.join('\n'), `{ rate: 0.5/s, path: [ ${names.map((name) => `web -> ${name}`).join(', ')} ] }`);
};

/** Shares of the seeds whose 95% interval holds the exact mean and the exact p99. */
function coverage(text: string, exact: { readonly mean: number; readonly p99: number }) {
  const model = design(text);
  const held = { mean: 0, p99: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { latency } = simulate(model, { seed, duration: REQUESTS / 0.5, events: 1e9, peak: false, confidence: 0.95 }).flows['f']!;
    for (const name of ['mean', 'p99'] as const) {
      const [low, high] = latency[`${name}Interval`]!;
      if (low <= exact[name] && exact[name] <= high) held[name]++;
    }
  }
  return { mean: held.mean / SEEDS, p99: held.p99 / SEEDS };
}

/** The p99 of the sum of two independent exponential times of mean 2 s each: (1 + x/2) e^(-x/2) = 0.01. */
const TWO_STATIONS = 13.276704135987622;

describe('over 200 seeds, intervals at 95% hold the exact value in 90 to 98% of them', () => {
  test.each([
    ['one station: exponential with mean 1 / (mu - lambda)', 1, { mean: 2, p99: 2 * Math.log(100) }],
    ['two stations: the sum of two of these (Burke 1956)', 2, { mean: 4, p99: TWO_STATIONS }],
  ])(
    '%s',
    (_, stations, exact) => {
      const { mean, p99 } = coverage(tandem(stations), exact);

      for (const share of [mean, p99]) {
        expect(share).toBeGreaterThanOrEqual(0.9);
        expect(share).toBeLessThanOrEqual(0.98);
      }
    },
    60_000,
  );
});
