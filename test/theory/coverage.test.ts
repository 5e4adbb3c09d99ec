import { expect, test } from 'vitest';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { EXPONENTIAL, line } from '../helpers/lines.js';

const SEEDS = 200;
const REQUESTS = 24_000;

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

test('over 200 seeds, intervals at 95% hold the exact mean and p99 of M/M/1 in 90 to 98% of them', { timeout: 120_000 }, () => {
  const { mean, p99 } = coverage(line(0.5, `replicas: 1, concurrency: 1, time: ${EXPONENTIAL}`), { mean: 2, p99: 2 * Math.log(100) });

  for (const share of [mean, p99]) {
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(share).toBeLessThanOrEqual(0.98);
  }
});
