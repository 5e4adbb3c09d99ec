import type { DesignModel } from '#model/design.js';
import { OP, UNLIMITED } from '#simulate/kernel/instructions.js';
import type { FlowReport, RunReport, SimulationReport } from '#simulate/report.js';
import { prepare } from '#simulate/simulate.js';

/** Rounding: rates are counts over seconds. */
const ROUNDING = 1e-6;

/** What a report breaks of the laws that hold for every run of every design, in words; empty: nothing. */
export function brokenLaws(report: SimulationReport): string[] {
  const runs = report.peak === undefined ? [report] : [report, report.peak];
  return [...oddNumbers(report), ...runs.flatMap(ofRun)];
}

/** Numbers that are none, or less than nothing; what JSON would not give back. */
function oddNumbers(report: SimulationReport): string[] {
  const odd: string[] = [];
  walk(report, '', (path, value) => {
    if (typeof value === 'number' && !(Number.isFinite(value) && value >= -1e-9)) odd.push(`${path} is ${value}`);
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') odd.push(`${path} is no JSON`);
  });
  return odd;
}

function walk(value: unknown, path: string, see: (path: string, value: unknown) => void): void {
  see(path, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) walk(each, `${path}/${key}`, see);
}

const sum = (values: Readonly<Record<string, number>>): number => Object.values(values).reduce((total, each) => total + each, 0);

function ofRun(run: RunReport): string[] {
  const broken: string[] = [];
  const expect = (holds: boolean, said: string) => void (holds || broken.push(said));
  for (const [id, flow] of Object.entries(run.flows)) for (const each of ofFlow(flow, run)) broken.push(`${id}: ${each}`);
  for (const [id, part] of Object.entries(run.components)) {
    for (const name of ['utilisation', 'held'] as const) expect(part[name] <= 1 + ROUNDING, `${name} of ${id} is ${part[name]}`);
    for (const [to, pool] of Object.entries(part.pools ?? {}))
      expect(pool.utilisation <= 1 + ROUNDING, `pool of ${id} to ${to}: ${pool.utilisation}`);
    for (const hit of part.hits ?? []) expect(hit.measured <= 1, `${id} finds ${hit.measured}`);
    const { messages } = part;
    if (messages === undefined) continue;
    expect(
      messages.deadLettered + messages.lost <= messages.delivered + ROUNDING + 50 / run.simulated,
      `${id} gives up more than it gave out`,
    );
    for (const at of messages.course)
      expect(Number.isInteger(Math.round(at.depth * 1e6) / 1e6 / run.slice) || run.slice !== 1, `${id} holds ${at.depth}`);
  }
  for (const breaker of run.breakers) expect(breaker.open <= 1 + ROUNDING, `breaker open ${breaker.open}`);
  for (const stale of run.stale) {
    for (const { share, interval } of stale.after)
      expect(interval[0] <= share + ROUNDING && share <= interval[1] + ROUNDING && share <= 1, `stale ${share} in ${interval}`);
    const ages = Object.values(stale.visible ?? {}).map((each) => each ?? Infinity);
    expect(
      ages.every((each, i) => i === 0 || each >= ages[i - 1]!),
      `visible ${ages}`,
    );
  }
  return broken;
}

/** What was under way and what came is what was served, what failed and what is under way; percentiles stand in their order. */
function ofFlow(flow: FlowReport, { simulated }: RunReport): string[] {
  const broken: string[] = [];
  const expect = (holds: boolean, said: string) => void (holds || broken.push(said));
  const { offered, served, errors, inFlight, inFlightBefore, attempted, latency, slowest } = flow;
  const left = inFlightBefore + (offered - served - sum(errors)) * (simulated || 1);
  expect(Math.abs(left - inFlight) <= ROUNDING * (1 + offered * simulated), `${left} should be under way, ${inFlight} are`);
  expect(attempted >= offered - ROUNDING, `${attempted} were tried of ${offered}`);
  const ranks = [latency.p50, latency.p90, latency.p95, latency.p99, latency.p999, latency.max].filter((each) => each !== null);
  expect(
    ranks.every((each, i) => i === 0 || each >= ranks[i - 1]! - 1e-12),
    `percentiles ${ranks}`,
  );
  for (const name of ['mean', 'p50', 'p99', 'p999'] as const) {
    const interval = latency[`${name}Interval`];
    if (interval !== null)
      expect(interval[0] <= latency[name]! + 1e-9 && latency[name]! <= interval[1] + 1e-9, `${name} ${latency[name]} outside ${interval}`);
  }
  if (slowest !== null) {
    const parts = Object.values(slowest.parts).reduce(
      (total, each) => total + each.waiting + each.work + each.network + each.tries,
      slowest.other,
    );
    expect(Math.abs(parts - slowest.mean) <= ROUNDING * (1 + slowest.mean), `the slowest took ${slowest.mean} and are told as ${parts}`);
  }
  return broken;
}

/**
 * The same of a run that begins and ends empty, with visits that all take what their components say: nothing is left over at its
 * ends, so that the operational laws (Denning and Buzen 1978) hold for what was counted, not only for its means.
 */
export function brokenLawsOfDrained(model: DesignModel, run: RunReport): string[] {
  const broken: string[] = [];
  const expect = (holds: boolean, said: string) => void (holds || broken.push(said));
  const same = (a: number, b: number) => Math.abs(a - b) <= ROUNDING * (1 + Math.abs(a) + Math.abs(b));
  for (const [id, flow] of Object.entries(run.flows)) {
    expect(flow.inFlight === 0, `${flow.inFlight} of ${id} are still under way`);
    expect(
      same(flow.offered, flow.served + sum(flow.errors)),
      `of ${flow.offered} of ${id} ${flow.served} were served and ${sum(flow.errors)} failed`,
    );
  }
  const { program, specs } = prepare(model);
  const atomic = program.op.includes(OP.again);
  const { slots, cores, count, parallel, shared } = program.stations;
  for (const [i, spec] of specs.entries()) {
    const { id, is } = spec.component;
    const part = run.components[id]!;
    const { messages } = part;
    // Who waited has begun: a line is never left, but by messages that are done while they wait to be given out again.
    const begun = messages?.delivered ?? part.throughput;
    const waited = begun * part.waiting;
    const left = part.dropped > 0 || (messages !== undefined && messages.redelivered > 0 && part.queueLength > waited);
    expect(left || same(part.queueLength, waited), `${is} ${id}: ${part.queueLength} waited, ${begun} a second for ${part.waiting} s`);
    const capacity = Math.min(Math.min(slots[i]!, cores[i]!) * count[i]!, shared[i] === 1 ? parallel[i]! : Infinity);
    const work = part.throughput * (spec.time?.mean ?? 0);
    // A transaction works more than once in one visit.
    if (slots[i]! < UNLIMITED && !atomic)
      expect(same(part.utilisation * capacity, work), `${is} ${id}: ${part.utilisation * capacity} at work, ${work} by its visits`);
    if (messages !== undefined) {
      // Every group of consumers of a stream has messages of its own; what came again may have been done meanwhile.
      const groups = [...program.lines.queue].filter((queue) => queue === i).length;
      const came = groups * part.throughput + messages.redelivered - part.dropped;
      const once = program.sites.station.filter((each) => each === i).length === 1;
      const all = once && messages.redelivered === 0 && part.dropped === 0;
      expect(
        all ? same(came, messages.delivered) : messages.delivered <= groups * part.throughput + messages.redelivered + ROUNDING,
        `${is} ${id}: of ${came} messages ${messages.delivered} were given out`,
      );
      expect(messages.course.at(-1)!.depth === 0, `${id} still holds ${messages.course.at(-1)!.depth}`);
    }
  }
  return broken;
}
