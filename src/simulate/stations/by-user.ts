import { below } from '#base/random.js';
import type { World } from '../kernel/world.js';
import { STRANGER } from '../workload/users.js';
import { canBeAsked } from './can-be-asked.js';

/** Mixes the bits of a whole number (the finaliser of MurmurHash3, Appleby 2011). */
function mix(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * The same instance for the same user as long as it can be asked, another one of the rest after that: rendezvous hashing, so that only
 * the users of an instance that is gone move (Thaler and Ravishankar 1998). Whose number is not known is somebody new each time.
 * `from` and `count`: the slice of the list of instances to choose from. -1: none can be asked.
 */
export function byUser(world: World, token: number, station: number, from: number, count: number, site: number): number {
  const { requests, tokens } = world;
  const request = tokens.request[token]!;
  const flow = requests.flow[request]!;
  const user = world.users.of(requests, request, world.random, world.flowStream(flow, 3));
  const group = world.users.group[flow]!;
  const known = user === STRANGER ? below(world.random, world.stationStream(station, 1), 0x7fffffff) : user;
  const { list } = world.fleet;
  let best = -1;
  let highest = -1;
  for (let k = 0; k < count; k++) {
    const instance = list[from + k]!;
    const weight = mix(Math.imul(known + 1, 0x9e3779b1) ^ mix(instance * 31 + group));
    if (weight > highest && canBeAsked(world, instance, site)) {
      highest = weight;
      best = instance;
    }
  }
  return best;
}
