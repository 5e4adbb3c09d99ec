/**
 * What a user waits for on a design of fifteen components: the default report with how well its p99 is known; and the full report: closed
 * forms and rules, a sweep over ten loads with all that it looks into more closely, one failure. With and without threads, through the
 * built program. Run: npm run build && node scripts/run.mjs bench/full-report.ts [design] [component that fails]
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';

const ROUNDS = 3;
const design = process.argv[2] ?? 'problems/online-payment/designs/strong.yaml';
const failing = process.argv[3] ?? 'pay';

type Made = { readonly wall: number; readonly cpu: number; readonly out: string };

/** Seconds of processor time that a shell has spent on what it started: the last line of `times`, "0m1.230s 0m0.040s". */
function spent(told: string): number {
  const times = told
    .trim()
    .split('\n')
    .at(-1)!
    .matchAll(/(\d+)m([\d.]+)s/g);
  return [...times].reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

function run(args: readonly string[], threads: number | undefined): Made {
  const begun = performance.now();
  const { stdout, stderr } = spawnSync('sh', ['-c', '"$@"; times >&2', 'sh', process.execPath, 'bin/sysdrill.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, ...(threads === undefined ? {} : { SYSDRILL_THREADS: String(threads) }) },
  });
  if (!stdout.startsWith('{')) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return { wall: (performance.now() - begun) / 1000, cpu: spent(stderr), out: stdout };
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/**
 * Medians of a few rounds, as the program chooses and on two threads in turn: other work on the machine is in what the clock shows, and
 * hardly in the other. Answers the seconds on the clock as the program chooses.
 */
function measure(what: string, args: readonly string[], more: (out: string) => string = () => ''): number {
  const made = [undefined, 2].map((threads) => ({ threads, runs: [] as Made[] }));
  for (let round = 0; round < ROUNDS; round++) for (const each of made) each.runs.push(run(args, each.threads));
  for (const { threads, runs } of made) {
    const how = threads === undefined ? 'as it is' : 'two threads';
    const [wall, cpu] = [middle(runs.map((each) => each.wall)), middle(runs.map((each) => each.cpu))];
    const tail = threads === undefined ? more(runs[0]!.out) : '';
    console.log(`${what.padEnd(34)} ${how.padEnd(10)} ${wall.toFixed(2)} s on the clock, ${cpu.toFixed(2)} s of processor  ${tail}`);
  }
  return middle(made[0]!.runs.map((each) => each.wall));
}

type Latency = { readonly p99: number | null; readonly p99Interval: readonly [number, number] | null };
type Run = { readonly events: number; readonly flows: Readonly<Record<string, { readonly latency: Latency }>> };

function precision(name: string, { events, flows }: Run): string {
  const known = Object.entries(flows).map(([id, { latency }]) => {
    if (latency.p99 === null || latency.p99Interval === null) return `${id} not resolved`;
    return `${id} ±${(((latency.p99Interval[1] - latency.p99Interval[0]) / 2 / latency.p99) * 100).toFixed(1)}%`;
  });
  return `${name}: ${(events / 1e6).toFixed(2)} M events, ${known.join(', ')}`;
}

function reached(out: string): string {
  const report = JSON.parse(out) as Run & { readonly peak?: Run };
  return `p99 at 99%, ${precision('1x', report)}${report.peak === undefined ? '' : `; ${precision('peak', report.peak)}`}`;
}

function swept(out: string): string {
  const { points, retries } = JSON.parse(out) as {
    readonly points: readonly Run[];
    readonly retries?: { readonly trials: readonly Run[] };
  };
  const events = points.reduce((sum, point) => sum + point.events, 0);
  return `${points.length} points, ${(events / 1e6).toFixed(1)} M events, ${retries?.trials.length ?? 0} trials of retries`;
}

console.log(`${design}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}; medians of ${ROUNDS}`);
measure('simulate', ['simulate', design, '--json'], reached);
const parts = [
  measure('check (closed forms and rules)', ['check', design, '--json']),
  measure('simulate --sweep load 0.5x..10x', ['simulate', design, '--sweep', 'load', '0.5x..10x', '--json'], swept),
  measure(`simulate --kill ${failing}`, ['simulate', design, '--kill', failing, '--json']),
];
console.log(`all three: ${parts.reduce((sum, each) => sum + each, 0).toFixed(2)} s on the clock`);
measure('report --full', ['report', design, '--full', '--json']);
