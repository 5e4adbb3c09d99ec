/**
 * What a user waits for on a design of fifteen components: the default report with how well its p99 is known, a sweep over ten loads, one
 * failure; with and without threads, through the built program. Run: npm run build && node scripts/run.mjs bench/full-report.ts [design]
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';

const ROUNDS = 3;
const design = process.argv[2] ?? 'problems/online-payment/designs/strong.yaml';

type Made = { readonly seconds: number; readonly out: string };

function run(args: readonly string[], threads: number | undefined): Made {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/sysdrill.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, ...(threads === undefined ? {} : { SYSDRILL_THREADS: String(threads) }) },
  });
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return { seconds: (performance.now() - begun) / 1000, out: stdout };
}

/** Median of a few rounds on the clock, which is what a user waits for: other work on the machine is in it. */
function median(args: readonly string[], threads?: number): Made {
  const made = Array.from({ length: ROUNDS }, () => run(args, threads)).sort((a, b) => a.seconds - b.seconds);
  return made[ROUNDS >> 1]!;
}

const told = (what: string, seconds: number, more = ''): void =>
  console.log(`${what.padEnd(44)} ${seconds.toFixed(2).padStart(6)} s  ${more}`);

type Latency = { readonly p99: number | null; readonly p99Interval: readonly [number, number] | null };
function precision(out: string): string {
  const { flows } = JSON.parse(out) as { readonly flows: Readonly<Record<string, { readonly latency: Latency }>> };
  return Object.entries(flows)
    .map(([id, { latency }]) => {
      if (latency.p99 === null || latency.p99Interval === null) return `${id} not resolved`;
      return `${id} ±${(((latency.p99Interval[1] - latency.p99Interval[0]) / 2 / latency.p99) * 100).toFixed(1)}%`;
    })
    .join(', ');
}

console.log(`${design}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}; medians of ${ROUNDS}`);
for (const threads of [undefined, 0]) {
  const how = threads === 0 ? ' in one thread' : '';
  const usual = median(['simulate', design, '--json', '--confidence', '95%'], threads);
  told(`simulate${how}`, usual.seconds, `p99 at 95%: ${precision(usual.out)}`);
  const sweep = median(['simulate', design, '--sweep', 'load', '0.5x..10x', '--json'], threads);
  const { points, retries } = JSON.parse(sweep.out) as {
    readonly points: readonly unknown[];
    readonly retries?: { readonly trials: readonly unknown[] };
  };
  told(`simulate --sweep load 0.5x..10x${how}`, sweep.seconds, `${points.length} points, ${retries?.trials.length ?? 0} trials of retries`);
}
const check = median(['check', design, '--json']);
told('check (closed forms and rules)', check.seconds);
const { bottleneck } = JSON.parse(run(['simulate', design, '--json'], undefined).out) as { readonly bottleneck: string };
const failure = median(['simulate', design, '--kill', bottleneck, '--json']);
told(`simulate --kill ${bottleneck}`, failure.seconds);
