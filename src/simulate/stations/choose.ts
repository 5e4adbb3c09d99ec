import { below } from '#base/random.js';
import { shardOf } from '../caches/access.js';
import { holderOf } from '../calls/holder.js';
import { PICK } from '../kernel/instructions.js';
import type { World } from '../kernel/world.js';
import { byUser } from './by-user.js';
import { canBeAsked } from './can-be-asked.js';
import { warm } from './warm.js';

/** Chooses the instance that a visit goes to; -1 when there is none that could be asked. */
export function choose(world: World, token: number, site: number, from: number): number {
  const { sites, stations } = world.program;
  const station = sites.station[site]!;
  const pick = sites.pick[site]!;
  if (pick === PICK.only) return canBeAsked(world, stations.first[station]!, site) ? stations.first[station]! : -1;
  if (pick === PICK.assigned) return world.tokens.target[token]!;
  if (pick === PICK.active) return active(world, station);
  if (pick === PICK.holder) {
    const holder = holderOf(world, station);
    return holder >= 0 ? holder : fromList(world, PICK.roundRobin, station, regions(world), site);
  }
  const route = sites.roaming[site]!;
  let region = route >= 2 ? route - 2 : regionOf(world, from);
  if (route === 1) region = below(world.random, world.stationStream(station, 1), regions(world));
  if (pick === PICK.byUser) {
    const index = station * (regions(world) + 1) + region;
    const first = stations.listFrom[index]!;
    return byUser(world, token, station, first, world.fleet.listTo[index]! - first, site);
  }
  if (pick === PICK.warm) {
    const index = station * (regions(world) + 1) + region;
    const running = warm(world, token, station, stations.listFrom[index]!, world.fleet.listTo[index]!);
    return running >= 0 ? running : fromList(world, PICK.roundRobin, station, region, site);
  }
  if (pick >= PICK.leader) {
    return chooseCopy(world, pick, shardFor(world, token, world.program.keys.siteKey[site]!, station, region), station);
  }
  return fromList(world, pick, station, region, site);
}

const regions = (world: World): number => world.program.regions.length;
export const regionOf = (world: World, instance: number): number => world.program.instances.region[instance]!;

function active(world: World, station: number): number {
  const { stations } = world.program;
  const lead = world.leader[stations.firstLeader[station]!]!;
  if (lead < 0) return -1;
  const instance = stations.first[station]! + lead;
  return world.alive[instance] === 1 ? instance : -1;
}

/** The first instance of the copies of a shard drawn at random, among those that serve the region. */
function drawShard(world: World, station: number, region: number): number {
  const { stations } = world.program;
  const shards = stations.shards[station]!;
  const shard = shards === 1 ? 0 : below(world.random, world.stationStream(station, 1), shards);
  const first = stations.home[station * regions(world) + region]! + shard * stations.copies[station]!;
  if (world.byKey[station] === 1 && world.measuring) world.caches!.shardVisits[leaderOf(world, station, first)]!++;
  return first;
}

/** The same for the shard of the key that the token is about. */
function shardOfKey(world: World, token: number, key: number, station: number, region: number): number {
  const { stations } = world.program;
  const first =
    stations.home[station * regions(world) + region]! +
    shardOf(world, token, key, station, stations.shards[station]!) * stations.copies[station]!;
  if (world.measuring) world.caches!.shardVisits[leaderOf(world, station, first)]!++;
  return first;
}

/** The same for the shard that stands in a register. */
function shardAt(world: World, station: number, region: number, shard: number): number {
  const { stations } = world.program;
  const first = stations.home[station * regions(world) + region]! + shard * stations.copies[station]!;
  if (world.byKey[station] === 1 && world.measuring) world.caches!.shardVisits[leaderOf(world, station, first)]!++;
  return first;
}

/** The shard of a key, or any where none decides (-1), or that of register -2 - key. */
export function shardFor(world: World, token: number, key: number, station: number, region: number): number {
  if (key >= 0) return shardOfKey(world, token, key, station, region);
  if (key === -1) return drawShard(world, station, region);
  return shardAt(world, station, region, world.tokens.register[token * world.tokens.registers - 2 - key]!);
}

/** Place of a shard's leader in the list of leaders. */
export function leaderOf(world: World, station: number, firstCopy: number): number {
  const { stations } = world.program;
  return stations.firstLeader[station]! + (firstCopy - stations.first[station]!) / stations.copies[station]!;
}

function chooseCopy(world: World, pick: number, firstCopy: number, station: number): number {
  const copies = world.program.stations.copies[station]!;
  if (copies === 1) return world.alive[firstCopy] === 1 ? firstCopy : -1;
  const lead = world.leader[leaderOf(world, station, firstCopy)]!;
  if (pick === PICK.leader) return lead >= 0 && world.alive[firstCopy + lead] === 1 ? firstCopy + lead : -1;
  const start = below(world.random, world.stationStream(station, 1), copies);
  let found = -1;
  for (let k = 0; k < copies; k++) {
    const copy = (start + k) % copies;
    if (world.alive[firstCopy + copy] === 0) continue;
    if (pick === PICK.anyCopy || copy !== lead) return firstCopy + copy;
    found = firstCopy + copy;
  }
  return found;
}

function fromList(world: World, pick: number, station: number, region: number, site: number): number {
  const { stations } = world.program;
  const index = station * (regions(world) + 1) + region;
  const from = stations.listFrom[index]!;
  const count = world.fleet.listTo[index]! - from;
  if (pick === PICK.roundRobin) return nextInTurn(world, index, from, count, site);
  if (pick === PICK.random || pick === PICK.powerOfTwo) {
    const stream = world.stationStream(station, 1);
    const first = world.fleet.list[from + below(world.random, stream, count)]!;
    if (pick === PICK.random) return canBeAsked(world, first, site) ? first : nextInTurn(world, index, from, count, site);
    const second = world.fleet.list[from + below(world.random, stream, count)]!;
    const better = busy(world, second) < busy(world, first) ? second : first;
    if (canBeAsked(world, better, site)) return better;
    const other = better === first ? second : first;
    return canBeAsked(world, other, site) ? other : nextInTurn(world, index, from, count, site);
  }
  if (pick === PICK.weightedRoundRobin) return byWeight(world, from, count, site);
  return least(world, pick, index, from, count, site);
}

function nextInTurn(world: World, index: number, from: number, count: number, site: number): number {
  const { list } = world.fleet;
  let turn = world.turn[index]!;
  for (let k = 0; k < count; k++) {
    const instance = list[from + turn]!;
    turn = turn + 1 === count ? 0 : turn + 1;
    if (canBeAsked(world, instance, site)) {
      world.turn[index] = turn;
      return instance;
    }
  }
  return -1;
}

/** Smooth weighted round-robin, as in nginx: everyone gains its weight, the richest is chosen and pays the sum. */
function byWeight(world: World, from: number, count: number, site: number): number {
  const { list } = world.fleet;
  const { weight } = world.program.instances;
  let best = -1;
  let total = 0;
  for (let k = 0; k < count; k++) {
    const instance = list[from + k]!;
    if (!canBeAsked(world, instance, site)) continue;
    total += weight[instance]!;
    world.turnWeight[instance] = world.turnWeight[instance]! + weight[instance]!;
    if (best < 0 || world.turnWeight[instance]! > world.turnWeight[best]!) best = instance;
  }
  if (best >= 0) world.turnWeight[best] = world.turnWeight[best]! - total;
  return best;
}

/** Connections of an instance: visits that are open, and what is held after them. */
const busy = (world: World, instance: number): number => world.connections[instance]! + world.held.open[instance]!;

/** The smallest of connections, connections by weight, or connections times response time; equals take turns. */
function least(world: World, pick: number, index: number, from: number, count: number, site: number): number {
  const { list } = world.fleet;
  const { weight } = world.program.instances;
  const start = world.turn[index]!;
  let best = -1;
  let lowest = Infinity;
  for (let k = 0; k < count; k++) {
    const instance = list[from + ((start + k) % count)]!;
    if (!canBeAsked(world, instance, site)) continue;
    const connections = busy(world, instance);
    let cost = connections;
    if (pick === PICK.weightedLeastConnections) cost = (connections + 1) / weight[instance]!;
    else if (pick === PICK.leastResponseTime) cost = (connections + 1) * world.responseTime[instance]!;
    if (cost < lowest) {
      lowest = cost;
      best = instance;
      // Nobody has fewer than none.
      if (cost === 0 && pick === PICK.leastConnections) break;
    }
  }
  world.turn[index] = start + 1 >= count ? 0 : start + 1;
  return best;
}
