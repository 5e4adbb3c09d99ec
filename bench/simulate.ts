/**
 * Customers a second through the whole engine, statistics and report included, against the plain loop beside it.
 * Run: node scripts/run.mjs bench/simulate.ts [customers]
 */
import { readDesign } from '#language/read-design.js';
import { simulate } from '#simulate/simulate.js';
import { plainLoop } from './plain-loop.js';

const customers = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;

type Case = { readonly name: string; readonly stations: number; readonly servers: number; readonly rate: number };

const CASES: readonly Case[] = [
  { name: 'M/M/1, rho 0.8', stations: 1, servers: 1, rate: 0.8 },
  { name: 'M/M/8, rho 0.9', stations: 1, servers: 8, rate: 7.2 },
  { name: 'tandem of 5, rho 0.8', stations: 5, servers: 1, rate: 0.8 },
];

function design({ stations, servers, rate }: Case): string {
  const names = Array.from({ length: stations }, (_, i) => `s${i}`);
  const components = names.map(
    (name) => `  ${name}: { is: service, replicas: 1, concurrency: ${servers}, time: { mean: 1s, shape: exponential } }`,
  );
  const path = names.map((name) => `web -> ${name}`).join(', ');
  return `sysdrill: 1
title: bench
network: none
components:
  web: { is: client }
${components.join('\n')}
flows:
  f: { rate: ${rate}/s, path: [ ${path} ] }
`;
}

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

const millions = (rate: number) => `${(rate / 1e6).toFixed(2)} M/s`;

for (const each of CASES) {
  const { model } = readDesign(design(each));
  if (model === undefined) throw new Error(`the design of ${each.name} does not read`);
  const duration = customers / each.rate;
  const engine = customers / median(() => simulate(model, { duration, warmup: 0, events: 1e9, peak: false }));
  const plain = customers / median(() => plainLoop(each.stations, each.servers, each.rate, customers));
  console.log(`${each.name.padEnd(22)} engine ${millions(engine)}   plain loop ${millions(plain)}   ratio ${(engine / plain).toFixed(2)}`);
}

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
const { model } = readDesign(TIERS);
if (model === undefined) throw new Error('the design of three tiers does not read');
const component = [...model.components.keys()].find((id) => id === 'api')!;
const duration = customers / 4000;
const faults = [{ what: { kind: 'instance' as const, component, instances: 1 }, at: duration / 2, for: duration / 10 }];
let events = 0;
const seconds = median(() => {
  events = simulate(model, { duration, warmup: 0, events: 1e9, peak: false, faults }).events;
});
console.log(`three tiers, a failure  engine ${millions(customers / seconds)} requests, ${millions(events / seconds)} events`);
