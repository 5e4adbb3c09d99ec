import { squaredCv } from '#model/service-time.js';
import type { StationSpec } from '../compile/station-spec.js';
import { PICK } from '../kernel/instructions.js';
import type { Program } from '../kernel/program.js';
import type { Load } from './load.js';
import { busyOf, reachOf } from './scaling.js';

/** Demand of one component over what it can do; `undefined`: nothing binds. */
export function demandOf(spec: StationSpec, load: Load, program: Program, index: number): number | undefined {
  const { most, copies, shared, evenly } = program.stations;
  const instances = most[index]!;
  const leaders = instances / Math.max(1, copies[index]!);
  const aside = asideOf(spec, load, program, index);
  const cores = Math.min(spec.cores, spec.slots);
  if (!Number.isFinite(cores)) return aside;
  const slots = shared[index] === 1 ? Math.min(spec.slots, evenly[index]! / instances) : spec.slots;
  const follow = load.workFollow / Math.max(1, instances - leaders);
  const hottest = load.skew === undefined ? 0 : Math.max(...load.skew) / (instances / (spec.shards * spec.copies));
  const byWork = (load.work / instances + Math.max(load.workLead / leaders, follow) + hottest) / Math.min(cores, slots);
  const byHold = Number.isFinite(slots) ? (load.hold / instances + Math.max(load.holdLead / leaders, follow) + hottest) / slots : 0;
  // Where too many slots wait on others for what the own work shows, the autoscaler never comes to its most.
  const stuck = usedOf(spec, load);
  return Math.max(byWork, stuck >= 1 ? stuck : byHold, aside ?? 0);
}

/** Where an autoscaler chooses: slots in use of the instances that it comes to, or own work of their cores. 0: none does. */
function usedOf(spec: StationSpec, load: Load): number {
  if (spec.scale === undefined) return 0;
  const busy = busyOf(spec, load);
  const reach = reachOf(spec.scale, busy);
  return Math.max(busy / reach, Number.isFinite(spec.slots) ? load.hold / reach / spec.slots : 0);
}

/** The fullest of what binds beside slots and cores: pools of connections, and a limit that lets what is too much wait. */
function asideOf(spec: StationSpec, load: Load, program: Program, index: number): number | undefined {
  const instances = program.stations.most[index]!;
  const pools = [...load.lent.values()].map((seconds) => seconds / instances / spec.pool);
  const { limit } = spec;
  // Who waits for a token of their own waits for nobody else.
  if (limit?.delays && !limit.perUser) pools.push(load.visits / limit.rate / (limit.shared ? 1 : instances));
  return pools.length === 0 ? undefined : Math.max(...pools);
}

/**
 * How many instances empty their lines together: all that share a line, most of those that the shortest line is chosen among, a
 * few where it is the shorter of two.
 */
export function pooling(program: Program, index: number): number {
  const { stations, sites } = program;
  const count = stations.most[index]!;
  if (stations.shared[index] === 1) return pinned(program, index) ? 1 : count;
  let most = 1;
  sites.station.forEach((station, site) => {
    const pick = sites.pick[site]!;
    if (station !== index || pick < PICK.leastConnections || pick > PICK.powerOfTwo || pick === PICK.weightedRoundRobin) return;
    most = Math.max(most, pick === PICK.powerOfTwo ? Math.min(count / 2, 16) : count / 2);
  });
  return Math.max(1, most);
}

/** Whether a consumer takes from partitions, each of which belongs to one of its instances. */
const pinned = ({ lines }: Program, station: number): boolean =>
  lines.lines.subarray(lines.linesFrom[station], lines.linesFrom[station + 1]).some((line) => lines.pinned[line] === 1);

/**
 * Relaxation time of an M/M/c line, 1 / (sqrt(c mu) - sqrt(lambda))^2 (Kleinrock, Queueing Systems I, 2.12, as an upper bound
 * for many servers), stretched by half of 1 + cv^2 for times that vary more than exponential ones. Users who wait fill a line but do
 * not overload it: with them it forgets no later than with as many requests that come whatever happens, as a longer line keeps some of them
 * away, and in a full line no later than that alone lets it (`returns`, a second: see `returnsOf`).
 */
export function relaxationOf(
  spec: StationSpec,
  load: Load,
  demand: number | undefined,
  openDemand: number,
  program: Program,
  index: number,
  returns: number,
): number {
  if (demand === undefined || demand <= 0 || load.visits === 0) return 0;
  if (openDemand >= 1) return Infinity;
  const held = (load.hold + load.holdLead + load.workFollow) / load.visits;
  const servers = Math.min(spec.slots, 1e9) * pooling(program, index);
  const variation = spec.time === undefined ? 1 : Math.min(100, Math.max(1, (1 + squaredCv(spec.time)) / 2));
  const slots = (variation * held) / servers;
  const pool = load.lent.size > 0 ? sumOf(load.lent.values()) / load.visits / spec.pool : 0;
  const step = Math.max(slots, pool, spec.limit?.delays ? 1 / spec.limit.rate : 0);
  const at = (used: number): number => (used >= 1 ? Infinity : step / (1 - Math.sqrt(used)) ** 2);
  return Math.max(at(openDemand), Math.min(at(Math.max(demand, usedOf(spec, load))), 1 / returns));
}

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, each) => sum + each, 0);
