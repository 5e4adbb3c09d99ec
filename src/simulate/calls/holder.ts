import { below } from '#base/random.js';
import type { World } from '../kernel/world.js';

/** The instance that holds the connection of whoever is meant: all connections are as likely. -1: none is held. */
export function holderOf(world: World, station: number): number {
  const { stations } = world.program;
  const { open } = world.held;
  const first = stations.first[station]!;
  const end = first + stations.count[station]!;
  let total = 0;
  for (let instance = first; instance < end; instance++) total += open[instance]!;
  if (total === 0) return -1;
  let left = below(world.random, world.stationStream(station, 1), total);
  for (let instance = first; instance < end; instance++) {
    left -= open[instance]!;
    if (left < 0) return instance;
  }
  return -1;
}
