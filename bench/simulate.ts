/**
 * Customers a second through the whole engine, statistics and report included, against the plain loop beside it.
 * Run: node --conditions=source --import ./bench/resolve.mjs bench/simulate.ts [customers]
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

for (const each of CASES) {
  const { model } = readDesign(design(each));
  if (model === undefined) throw new Error(`the design of ${each.name} does not read`);
  const duration = customers / each.rate;
  const engine = customers / median(() => simulate(model, { duration, warmup: 0, events: 1e9, peak: false }));
  const plain = customers / median(() => plainLoop(each.stations, each.servers, each.rate, customers));
  const millions = (rate: number) => `${(rate / 1e6).toFixed(2)} M/s`;
  console.log(`${each.name.padEnd(22)} engine ${millions(engine)}   plain loop ${millions(plain)}   ratio ${(engine / plain).toFixed(2)}`);
}
