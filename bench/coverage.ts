/**
 * How often the 95% interval of a run holds the exact mean and p99, over 200 seeds, where lines are long: what is too much for a test.
 * Run: node scripts/run.mjs bench/coverage.ts [seeds]
 */
import { readDesign } from '#language/read-design.js';
import { simulate } from '#simulate/simulate.js';
import { type Line, lineDesign } from './lines.js';

const SEEDS = Number(process.argv[2] ?? 200);

/** Exact figures: M/M/1 by its exponential time in the system, two of them by their sum (Burke 1956), M/M/8 as in test/theory/vectors/queueing.json. */
const CASES: readonly (Line & { readonly customers: number; readonly mean: number; readonly p99: number })[] = [
  { name: 'M/M/1, rho 0.5', stations: 1, servers: 1, rate: 0.5, customers: 50_000, mean: 2, p99: 2 * Math.log(100) },
  { name: 'M/M/1, rho 0.8', stations: 1, servers: 1, rate: 0.8, customers: 600_000, mean: 5, p99: 5 * Math.log(100) },
  { name: 'tandem of 2, rho 0.5', stations: 2, servers: 1, rate: 0.5, customers: 50_000, mean: 4, p99: 13.276704135987622 },
  { name: 'M/M/8, rho 0.9', stations: 1, servers: 8, rate: 7.2, customers: 1_000_000, mean: 1.8769162376828212, p99: 7.087347447758012 },
];

for (const each of CASES) {
  const { model } = readDesign(lineDesign(each));
  if (model === undefined) throw new Error(`the design of ${each.name} does not read`);
  const held = { mean: 0, p99: 0, known: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const options = { seed, duration: each.customers / each.rate, events: 1e9, peak: false, confidence: 0.95 } as const;
    const { latency } = simulate(model, options).flows['f']!;
    const holds = (interval: readonly [number, number] | null, value: number) =>
      interval !== null && interval[0] <= value && value <= interval[1];
    if (holds(latency.meanInterval, each.mean)) held.mean++;
    if (latency.p99Interval !== null) held.known++;
    if (holds(latency.p99Interval, each.p99)) held.p99++;
  }
  const share = (count: number, of: number) => `${((100 * count) / of).toFixed(1)}%`;
  const p99 = held.known === 0 ? 'not resolved' : `${share(held.p99, held.known)} of ${held.known} resolved`;
  console.log(`${each.name.padEnd(20)} ${each.customers} customers   mean ${share(held.mean, SEEDS)}   p99 ${p99}`);
}
