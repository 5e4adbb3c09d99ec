import type { DesignModel } from '#model/design.js';
import { squaredCv } from '#model/service-time.js';
import type { StationSpec } from '../compile/station-spec.js';
import { PICK, type Program } from '../kernel/program.js';
import { Demand } from './demand.js';

/** How long the slowest line that a flow waits in remembers what it was, and how many such lines there are side by side. */
export type Memory = { readonly relaxation: number; readonly lines: number };

/** What the closed forms say of a load. */
export type Outlook = {
  /** By component: demand over capacity, slots that wait on others included; `undefined`: nothing binds. */
  readonly demand: readonly (number | undefined)[];
  /** Component with the highest demand over capacity. */
  readonly bottleneck: number;
  readonly highest: number;
  /** Visits a second over all components. */
  readonly visits: number;
  /** Longest time in which a line forgets what it was, in seconds; `Infinity` where one is overloaded. */
  readonly relaxation: number;
  /** What each flow's answers wait in. */
  readonly flowMemory: readonly Memory[];
  /** Components that some answer waits for. */
  readonly waitedFor: ReadonlySet<number>;
  /** Mean time of a request of each flow, with nobody in its way. */
  readonly base: readonly number[];
};

/** Looks at a load (`rates` by flow of the program) through mean times alone. */
export function outlook(model: DesignModel, program: Program, specs: readonly StationSpec[], rates: readonly number[]): Outlook {
  const sums = new Demand(model, specs);
  const waitedFor: (readonly number[])[] = [];
  const base = program.flows.map((flow, i) => {
    const tree = model.flows.get(flow.id)!;
    const alone = new Demand(model, specs);
    const unloaded = alone.add(tree, 1);
    waitedFor.push([...alone.waitedFor]);
    const rate = flow.kind === 'closed' ? flow.users / Math.max(1e-9, flow.think + unloaded) : rates[i]!;
    return sums.add(tree, rate);
  });
  const demand = specs.map((spec, i) => demandOf(spec, sums.loads[i]!, program, i));
  let bottleneck = -1;
  demand.forEach((load, i) => {
    if (load !== undefined && load > 0 && (bottleneck < 0 || load > demand[bottleneck]!)) bottleneck = i;
  });
  const each = specs.map((spec, i) => relaxationOf(spec, sums.loads[i]!, demand[i], program, i));
  const relaxation = Math.max(0, ...each);
  const cycle = Math.max(0, ...program.flows.map(({ arrivals }) => (arrivals.kind === 'bursty' ? arrivals.on + arrivals.off : 0)));
  const flowMemory = waitedFor.map((stations) => {
    const slowest = stations.reduce((most, station) => (each[station]! > (each[most] ?? 0) ? station : most), -1);
    const line = { relaxation: each[slowest] ?? 0, lines: slowest < 0 ? 1 : program.stations.count[slowest]! };
    return line.relaxation >= cycle ? line : { relaxation: cycle, lines: 1 };
  });
  const visits = sums.loads.reduce((sum, load) => sum + load.visits, 0);
  return {
    demand,
    bottleneck,
    highest: bottleneck < 0 ? 0 : demand[bottleneck]!,
    visits,
    relaxation,
    flowMemory,
    waitedFor: new Set(waitedFor.flat()),
    base,
  };
}

function demandOf(spec: StationSpec, load: Demand['loads'][number], program: Program, index: number): number | undefined {
  const { count, copies, shared, parallel } = program.stations;
  const instances = count[index]!;
  const leaders = instances / Math.max(1, copies[index]!);
  const cores = Math.min(spec.cores, spec.slots);
  if (!Number.isFinite(cores)) return undefined;
  const slots = shared[index] === 1 ? Math.min(spec.slots, parallel[index]! / instances) : spec.slots;
  const follow = load.workFollow / Math.max(1, instances - leaders);
  const byWork = (load.work / instances + Math.max(load.workLead / leaders, follow)) / Math.min(cores, slots);
  const byHold = Number.isFinite(slots) ? (load.hold / instances + Math.max(load.holdLead / leaders, follow)) / slots : 0;
  return Math.max(byWork, byHold);
}

/**
 * How many instances empty their lines together: all that share a line, most of those that the shortest line is chosen among, a
 * few where it is the shorter of two.
 */
function pooling(program: Program, index: number): number {
  const { stations, sites } = program;
  const count = stations.count[index]!;
  if (stations.shared[index] === 1) return count;
  let most = 1;
  sites.station.forEach((station, site) => {
    const pick = sites.pick[site]!;
    if (station !== index || pick < PICK.leastConnections || pick > PICK.powerOfTwo || pick === PICK.weightedRoundRobin) return;
    most = Math.max(most, pick === PICK.powerOfTwo ? Math.min(count / 2, 16) : count / 2);
  });
  return Math.max(1, most);
}

/**
 * Relaxation time of an M/M/c line, 1 / (sqrt(c mu) - sqrt(lambda))^2 (Kleinrock, Queueing Systems I, 2.12, as an upper bound
 * for many servers), stretched by half of 1 + cv^2 for times that vary more than exponential ones.
 */
function relaxationOf(
  spec: StationSpec,
  load: Demand['loads'][number],
  demand: number | undefined,
  program: Program,
  index: number,
): number {
  if (demand === undefined || demand <= 0 || load.visits === 0) return 0;
  if (demand >= 1) return Infinity;
  const held = (load.hold + load.holdLead + load.workFollow) / load.visits;
  const servers = Math.min(spec.slots, 1e9) * pooling(program, index);
  const variation = spec.time === undefined ? 1 : Math.min(100, Math.max(1, (1 + squaredCv(spec.time)) / 2));
  return (variation * held) / servers / (1 - Math.sqrt(demand)) ** 2;
}
