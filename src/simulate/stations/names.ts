import { below } from '#base/random.js';
import type { World } from '../kernel/world.js';

/** Spreads the numbers of requests evenly over 0 .. 1: multiples of the golden ratio. */
const GOLDEN = 2654435769;

/**
 * Where a user goes whose own region has no entrance left: once the name service has noticed, and the answer that was kept for this user
 * has expired, to the nearest region with one. -1: the user still knocks at the dead one. Who comes from inside, or of whom no
 * name service is known, stays.
 */
export function otherEntrance(world: World, token: number, station: number, from: number): number {
  const { names, instances, zones, regions } = world.program;
  const place = instances.zone[from]!;
  const inside = Math.max(1, zones.length);
  if (names === undefined || place < inside || place >= inside + regions.length) return -1;
  const since = world.now - downSince(world, station, instances.region[from]!) - names.failover;
  if (since < 0) return -1;
  // Answers are kept from any time on, so that by now this share of them has expired.
  const expired = names.ttl > 0 ? since / names.ttl : 1;
  const kept = (Math.imul(world.tokens.request[token]!, GOLDEN) >>> 0) / 2 ** 32;
  return kept < expired ? nearestAlive(world, station, place) : -1;
}

/** When the last instance of a component in a region went down. */
function downSince(world: World, station: number, region: number): number {
  const { stations, regions } = world.program;
  const index = station * (regions.length + 1) + region;
  let last = 0;
  for (let k = stations.listFrom[index]!; k < stations.listTo[index]!; k++) last = Math.max(last, world.downAt[stations.list[k]!]!);
  return last;
}

/** One of the living instances in the region nearest to a place; -1 where none lives. */
function nearestAlive(world: World, station: number, place: number): number {
  const { stations, instances, roundTrip, places } = world.program;
  const first = stations.first[station]!;
  const count = stations.count[station]!;
  const start = below(world.random, world.stationStream(station, 1), count);
  let best = -1;
  let nearest = Infinity;
  for (let k = 0; k < count; k++) {
    const instance = first + ((start + k) % count);
    if (world.alive[instance] === 0) continue;
    const way = roundTrip[place * places + instances.zone[instance]!]!;
    if (way < nearest) {
      nearest = way;
      best = instance;
    }
  }
  return best;
}
