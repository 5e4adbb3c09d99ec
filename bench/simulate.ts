/**
 * Customers a second through the whole engine, statistics and report included, against the plain loop beside it and, where it is
 * installed (Debian: python3-simpy3), the same line in SimPy. Run: node scripts/run.mjs bench/simulate.ts [customers]
 */
import { spawnSync } from 'node:child_process';
import { tuneForLongRuns } from '#cli/simulate/tune.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import { simulate } from '#simulate/simulate.js';
import { LINES, type Line, lineDesign } from './lines.js';
import { plainLoop } from './plain-loop.js';

// As the program does for long runs.
tuneForLongRuns();
const customers = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;
/** SimPy takes so much longer that fewer customers say as much. */
const FOR_SIMPY = customers / 20;

/** Median processor time of a few rounds in seconds, after one to warm up: what else the machine does matters less than on the clock. */
function median(run: () => void): number {
  run();
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage();
    run();
    return process.cpuUsage(start).user / 1e6;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1]!;
}

/** Customers a second in SimPy; `undefined` where it is not installed. */
function simPy({ stations, servers, rate }: Line): number | undefined {
  for (const python of ['python3', '/usr/bin/python3']) {
    const args = ['bench/lines_in_simpy.py', ...[stations, servers, rate, FOR_SIMPY].map(String)];
    const { status, stdout } = spawnSync(python, args, { encoding: 'utf8' });
    if (status === 0) return FOR_SIMPY / Number(stdout.split(' ')[0]);
  }
  return undefined;
}

const millions = (rate: number) => `${(rate / 1e6).toFixed(2)} M/s`;

function read(text: string): DesignModel {
  const { model, diagnostics } = readDesign(text);
  if (model === undefined) throw new Error(`the design of a bench does not read: ${diagnostics[0]?.message}`);
  return model;
}

for (const line of LINES) {
  const model = read(lineDesign(line));
  const duration = customers / line.rate;
  const engine = customers / median(() => simulate(model, { duration, warmup: 0, events: 1e9, peak: false }));
  const plain = customers / median(() => plainLoop(line.stations, line.servers, line.rate, customers));
  const other = simPy(line);
  const beside = `plain loop ${millions(plain)} (${(engine / plain).toFixed(2)})`;
  const slower = other === undefined ? 'SimPy is not installed' : `SimPy ${millions(other)} (${Math.round(engine / other)})`;
  console.log(`${line.name.padEnd(22)} engine ${millions(engine)}   ${beside}   ${slower}`);
}

/** What it takes to know the slowest thousandth of M/M/1 at rho 0.8 to a twentieth. */
const FOR_P999 = 2_600_000;
const rare = read(lineDesign(LINES[0]!));
let found: { readonly p999: number | null; readonly p999Interval: readonly [number, number] | null } | undefined;
const took = median(() => {
  found = simulate(rare, { duration: FOR_P999 / LINES[0]!.rate, events: 1e9, peak: false, confidence: 0.95 }).flows['f']!.latency;
});
const width = found?.p999 && found.p999Interval ? (found.p999Interval[1] - found.p999Interval[0]) / 2 / found.p999 : Number.NaN;
// Exactly exponential: -ln(0.001) / (mu - lambda).
console.log(
  `p99.9 of ${LINES[0]!.name.padEnd(13)} ±${(100 * width).toFixed(1)}% at 95% in ${took.toFixed(2)} s (exactly ${(Math.log(1000) / 0.2).toFixed(2)} s, found ${found?.p999?.toFixed(2)} s)`,
);

/** A design with a bit of everything: a balancer that compares, slots held during calls, a cache, three stores, timeouts, retries, a failure midway. */
const TIERS = `sysdrill: 1
title: three tiers
network: none
components:
  web: { is: client }
  edge: { is: load-balancer, algorithm: power-of-two, health-check: 1s }
  api: { is: service, replicas: 3, concurrency: 8, time: { mean: 1ms, shape: exponential } }
  hot: { is: cache, concurrency: 4, time: { mean: 0.1ms, shape: exponential } }
  db: { is: database, shards: { count: 3, by: hash }, concurrency: 4, time: { mean: 2ms, shape: exponential } }
data:
  row: { in: db, key: id }
flows:
  f:
    rate: 4000/s
    path:
      - web -> edge -> api: { timeout: 1s, retries: 1 }
      - api -> hot: { read: row, hit: 80%, timeout: 50ms }
      - api -> db: { read: row, when: miss, timeout: 200ms, retries: 1, backoff: 10ms }
`;
const model = read(TIERS);
const component = [...model.components.keys()].find((id) => id === 'api')!;
const duration = customers / 4000;
const faults = [{ what: { kind: 'instance' as const, component, instances: 1 }, at: duration / 2, for: duration / 10 }];
let events = 0;
const seconds = median(() => {
  events = simulate(model, { duration, warmup: 0, events: 1e9, peak: false, faults }).events;
});
console.log(`three tiers, a failure  engine ${millions(customers / seconds)} requests, ${millions(events / seconds)} events`);
