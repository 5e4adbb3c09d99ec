import type { DesignModel } from '#model/design.js';
import { squaredCv } from '#model/service-time.js';
import type { StationSpec } from '../compile/station-spec.js';
import { PICK } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import { Demand, type Load } from './demand.js';
import { type Slowest, slowestOf } from './slowest.js';

/** How long the slowest line that a flow waits in remembers what it was, and how many such lines there are side by side. */
export type Memory = { readonly relaxation: number; readonly lines: number };

/** What the closed forms say of a load. */
export type Outlook = {
  /** By component: demand over capacity, slots that wait on others included; `undefined`: nothing binds. */
  readonly demand: readonly (number | undefined)[];
  /** Component with the highest demand over capacity. */
  readonly bottleneck: number;
  readonly highest: number;
  /** The same as `demand`, of the open flows alone: users who wait for their answers slow down where work piles up. */
  readonly openDemand: readonly number[];
  /** The same if users never waited for one another: what they would ask of a component before it is full. */
  readonly asked: readonly number[];
  /** Visits a second by component. */
  readonly visitRates: readonly number[];
  /** Visits a second over all components. */
  readonly visits: number;
  /** Requests a second by flow; of closed flows the most that they can come to. */
  readonly rates: readonly number[];
  /** Longest time in which a line forgets what it was, in seconds; `Infinity` where one is overloaded. */
  readonly relaxation: number;
  /** What each flow's answers wait in. */
  readonly flowMemory: readonly Memory[];
  /** Components that some answer waits for, and those that the answers of each flow wait for. */
  readonly waitedFor: ReadonlySet<number>;
  readonly waitedForBy: readonly ReadonlySet<number>[];
  /** Mean time of a request of each flow, with nobody in its way. */
  readonly base: readonly number[];
  /** By flow: connections that a request opens and that stay open, by call. */
  readonly heldBy: readonly ReadonlyMap<number, number>[];
  /** How long the slowest expected requests of each flow take. */
  readonly slowest: readonly Slowest[];
};

/** Looks at a load through mean times alone; `factors`: by how much the rate or the users of each flow of the program are multiplied; `everyTry`: see {@link Demand}. */
export function outlook(
  model: DesignModel,
  program: Program,
  specs: readonly StationSpec[],
  factors: readonly number[],
  everyTry = false,
): Outlook {
  const alone = program.flows.map((flow) => {
    const unit = new Demand(model, specs, everyTry);
    return { base: unit.add(model.flows.get(flow.id)!, 1), loads: unit.loads, waitedFor: new Set(unit.waitedFor), held: unit.held };
  });
  const at = (rates: readonly number[]) =>
    joined(
      alone.map((each) => each.loads),
      rates,
    );
  const demandAt = (rates: readonly number[]) => at(rates).map((load, i) => demandOf(specs[i]!, load, program, i));
  const open = program.flows.map((flow, i) => flow.rate * factors[i]!);
  const most = program.flows.map((flow, i) =>
    flow.kind === 'closed' ? (flow.users * factors[i]!) / Math.max(1e-9, flow.think + alone[i]!.base) : 0,
  );
  const rates = withUsers(
    open,
    most,
    alone.map(({ waitedFor }) => waitedFor),
    demandAt,
  );
  const loads = at(rates);
  const demand = demandAt(rates);
  const openDemand = demandAt(open).map((each) => each ?? 0);
  let bottleneck = -1;
  demand.forEach((load, i) => {
    if (load !== undefined && load > 0 && (bottleneck < 0 || load > demand[bottleneck]!)) bottleneck = i;
  });
  const each = specs.map((spec, i) => relaxationOf(spec, loads[i]!, demand[i], openDemand[i]!, program, i));
  const full = new Set(specs.flatMap((spec, i) => (openDemand[i]! >= 1 ? [spec.component.id as string] : [])));
  return {
    demand,
    bottleneck,
    highest: bottleneck < 0 ? 0 : demand[bottleneck]!,
    openDemand,
    asked: demandAt(open.map((rate, i) => rate + most[i]!)).map((each) => each ?? 0),
    visitRates: loads.map((load) => load.visits),
    visits: loads.reduce((sum, load) => sum + load.visits, 0),
    rates,
    relaxation: Math.max(0, ...each),
    flowMemory: alone.map(({ waitedFor }, i) => {
      const { kind, users, think } = program.flows[i]!;
      const round = kind === 'closed' && rates[i]! > 0 ? Math.max(think, (users * factors[i]!) / rates[i]!) : 0;
      return memoryOf(program, waitedFor, each, round * Math.max(0, ...[...waitedFor].map((station) => demand[station] ?? 0)));
    }),
    waitedFor: new Set(alone.flatMap(({ waitedFor }) => [...waitedFor])),
    waitedForBy: alone.map(({ waitedFor }) => waitedFor),
    heldBy: alone.map(({ held }) => held),
    base: alone.map(({ base }) => base),
    slowest: slowestBy(model, program, specs, full),
  };
}

/** What so many requests a second of each flow add up to, from what one request a second of each does. */
function joined(alone: readonly (readonly Load[])[], rates: readonly number[]): Load[] {
  return (alone[0] ?? []).map((_, station) => {
    const sum = (of: (load: Load) => number) => alone.reduce((total, loads, flow) => total + rates[flow]! * of(loads[station]!), 0);
    return {
      visits: sum((load) => load.visits),
      work: sum((load) => load.work),
      workLead: sum((load) => load.workLead),
      workFollow: sum((load) => load.workFollow),
      hold: sum((load) => load.hold),
      holdLead: sum((load) => load.holdLead),
    };
  });
}

/** Passes after which what the users ask of a full component has come down to what the open flows leave of it. */
const PASSES = 8;

/**
 * The most that users who wait for their answers can come to: N / (Z + D), and no more than the fullest component has left for
 * them (asymptotic bounds of a closed network, Denning and Buzen 1978).
 */
function withUsers(
  open: readonly number[],
  most: readonly number[],
  waitedFor: readonly ReadonlySet<number>[],
  demandAt: (rates: readonly number[]) => readonly (number | undefined)[],
): readonly number[] {
  if (most.every((rate) => rate === 0)) return open;
  const left = demandAt(open);
  let closed = most;
  for (let pass = 0; pass < PASSES; pass++) {
    const demand = demandAt(open.map((rate, i) => rate + closed[i]!));
    closed = closed.map((rate, flow) => {
      const own = demandAt(open.map((_, i) => (i === flow ? rate : 0)));
      const shares = own.map((load, i) => {
        const asked = (demand[i] ?? 0) - (left[i] ?? 0);
        return waitedFor[flow]!.has(i) && (load ?? 0) > 0 && (demand[i] ?? 0) > 1 && asked > 0
          ? Math.max(0.01, (1 - (left[i] ?? 0)) / asked)
          : 1;
      });
      return rate * Math.min(1, ...shares);
    });
  }
  return open.map((rate, i) => rate + closed[i]!);
}

function slowestBy(model: DesignModel, program: Program, specs: readonly StationSpec[], full: ReadonlySet<string>): Slowest[] {
  const stationOf = new Map(specs.map((spec, i) => [spec.component.id as string, i]));
  return program.flows.map((flow, i) => {
    const until = new Set(program.marks.filter((mark) => mark.flow === i).map((mark) => mark.component as string));
    return slowestOf(model.flows.get(flow.id)!, { specs, stationOf, way: model.network.sameZone, full, until });
  });
}

/**
 * The slowest line that the answers of a flow wait in, or the bursts it comes in. `round`: the time users take to come round again,
 * as far as the line they wait in is what holds them up.
 */
function memoryOf(program: Program, stations: ReadonlySet<number>, relaxation: readonly number[], round: number): Memory {
  const cycle = Math.max(0, ...program.flows.map(({ arrivals }) => (arrivals.kind === 'bursty' ? arrivals.on + arrivals.off : 0)));
  let slowest = -1;
  for (const station of stations) if (relaxation[station]! > (relaxation[slowest] ?? 0)) slowest = station;
  const line = { relaxation: relaxation[slowest] ?? 0, lines: slowest < 0 ? 1 : program.stations.count[slowest]! };
  const longest = Math.max(cycle, round);
  return line.relaxation >= longest ? line : { relaxation: longest, lines: 1 };
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
export function pooling(program: Program, index: number): number {
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

/** A line of users who wait is not thought of as fuller than this; see {@link memoryOf} for what holds beyond. */
const MOST_USED = 0.8;

/**
 * Relaxation time of an M/M/c line, 1 / (sqrt(c mu) - sqrt(lambda))^2 (Kleinrock, Queueing Systems I, 2.12, as an upper bound
 * for many servers), stretched by half of 1 + cv^2 for times that vary more than exponential ones. Users who wait fill a line but do
 * not overload it: what they add counts up to the point where the round of the users is the longer memory.
 */
function relaxationOf(
  spec: StationSpec,
  load: Demand['loads'][number],
  demand: number | undefined,
  openDemand: number,
  program: Program,
  index: number,
): number {
  if (demand === undefined || demand <= 0 || load.visits === 0) return 0;
  if (openDemand >= 1) return Infinity;
  const held = (load.hold + load.holdLead + load.workFollow) / load.visits;
  const servers = Math.min(spec.slots, 1e9) * pooling(program, index);
  const variation = spec.time === undefined ? 1 : Math.min(100, Math.max(1, (1 + squaredCv(spec.time)) / 2));
  return (variation * held) / servers / (1 - Math.sqrt(Math.min(demand, Math.max(openDemand, MOST_USED)))) ** 2;
}
