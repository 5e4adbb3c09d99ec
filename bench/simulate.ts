/**
 * Customers a second through the whole engine, statistics and report included, against the plain loop beside it and, where it is
 * installed (Debian: python3-simpy3), the same line in SimPy. Each case in a process of its own, as a user runs it: code that has seen other
 * designs is compiled for all of them. Run: node scripts/run.mjs bench/simulate.ts [customers]
 */
import { spawnSync } from 'node:child_process';
import { tuneForLongRuns } from '#cli/simulate/tune.js';
import { readDesign } from '#language/read-design.js';
import type { DesignModel } from '#model/design.js';
import { simulate } from '#simulate/simulate.js';
import { LINES, type Line, lineDesign, THREE_TIERS } from './lines.js';
import { plainLoop } from './plain-loop.js';

const customers = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 5;
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

/** Customers a second in SimPy, the median of as many rounds; `undefined` where it is not installed. */
function simPy({ stations, servers, rate }: Line): number | undefined {
  for (const python of ['python3', '/usr/bin/python3']) {
    const args = ['bench/lines_in_simpy.py', ...[stations, servers, rate, FOR_SIMPY].map(String)];
    const made = Array.from({ length: ROUNDS }, () => spawnSync(python, args, { encoding: 'utf8' }));
    if (made.some(({ status }) => status !== 0)) continue;
    const seconds = made.map(({ stdout }) => Number(stdout.split(' ')[0])).sort((a, b) => a - b);
    return FOR_SIMPY / seconds[ROUNDS >> 1]!;
  }
  return undefined;
}

const millions = (rate: number) => `${(rate / 1e6).toFixed(2)} M/s`;

function read(text: string): DesignModel {
  const { model, diagnostics } = readDesign(text);
  if (model === undefined) throw new Error(`the design of a bench does not read: ${diagnostics[0]?.message}`);
  return model;
}

function line(of: Line): void {
  const model = read(lineDesign(of));
  const duration = customers / of.rate;
  const plain = customers / median(() => plainLoop(of.stations, of.servers, of.rate, customers));
  const engine = customers / median(() => simulate(model, { duration, warmup: 0, events: 1e9, peak: false }));
  const other = simPy(of);
  const beside = `plain loop ${millions(plain)} (${(engine / plain).toFixed(2)})`;
  const slower = other === undefined ? 'SimPy is not installed' : `SimPy ${millions(other)} (${(engine / other).toFixed(1)})`;
  console.log(`${of.name.padEnd(22)} engine ${millions(engine)}   ${beside}   ${slower}`);
}

/** What it takes to know the slowest thousandth of M/M/1 at rho 0.8 to a twentieth: the mean of a few intervals, which are random themselves. */
function rare(): void {
  const needed = 2_600_000;
  const seeds = [1, 2, 3, 4, 5, 6];
  const model = read(lineDesign(LINES[0]!));
  // Exactly exponential: -ln(0.001) / (mu - lambda).
  const exact = Math.log(1000) / 0.2;
  const widths: number[] = [];
  const errors: number[] = [];
  const once = (): void => {
    const seed = seeds[widths.length % seeds.length]!;
    const { latency } = simulate(model, { seed, duration: needed / LINES[0]!.rate, events: 1e9, peak: false, confidence: 0.95 }).flows[
      'f'
    ]!;
    const [low, high] = latency.p999Interval ?? [Number.NaN, Number.NaN];
    widths.push((high - low) / 2 / latency.p999!);
    errors.push(latency.p999! / exact - 1);
  };
  const took = median(once);
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const off = 1.96 * Math.sqrt(mean(errors.map((each) => each ** 2)));
  const told = `off by ${(100 * off).toFixed(1)}% at 95%, told as ±${(100 * mean(widths)).toFixed(1)}% (means of ${widths.length})`;
  console.log(`p99.9 of ${LINES[0]!.name.padEnd(13)} ${took.toFixed(2)} s for ${needed / 1e6} M customers: ${told}`);
}

/** Timeouts, retries and a failure midway. */
function tiers(): void {
  const model = read(THREE_TIERS);
  const component = [...model.components.keys()].find((id) => id === 'api')!;
  const duration = customers / 4000;
  const faults = [{ what: { kind: 'instance' as const, component, instances: 1 }, at: duration / 2, for: duration / 10 }];
  let events = 0;
  let timers = 0;
  const seconds = median(() => {
    const report = simulate(model, { duration, warmup: 0, events: 1e9, peak: false, faults });
    events = report.events;
    // Each call of these has a timeout; one that ends in time sets a timer that is passed over later, and is no event here.
    timers = ['api', 'hot', 'db'].reduce((sum, id) => sum + report.components[id]!.throughput * duration, 0);
  });
  const passed = `${millions((events + timers) / seconds)} with the timers that are passed over`;
  console.log(`three tiers, a failure engine ${millions(customers / seconds)} requests, ${millions(events / seconds)} events, ${passed}`);
}

const CASES = [...LINES.map((each) => () => line(each)), rare, tiers];
const chosen = process.argv[3];
if (chosen !== undefined) {
  // As the program does for long runs.
  tuneForLongRuns();
  CASES[Number(chosen)]!();
} else {
  CASES.forEach((_, i) => {
    spawnSync(process.execPath, [process.argv[1]!, String(customers), String(i)], { stdio: 'inherit' });
  });
}
