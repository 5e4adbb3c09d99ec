import type { World } from '../kernel/world.js';
import { KEPT } from './cold-starts.js';

/**
 * An instance of a function with a free slot: the first that runs, else a new one, whose start the request waits for. The first ones are
 * used again and again, so that the last ones fall idle and are given up. -1: all are busy.
 */
export function warm(world: World, token: number, station: number, from: number, to: number): number {
  const { connections, alive, tokens, stations } = world;
  const { list } = world.fleet;
  const slots = stations.slots[station]!;
  const oldest = world.now - KEPT;
  let fresh = -1;
  for (let k = from; k < to; k++) {
    const instance = list[k]!;
    if (alive[instance] === 0 || connections[instance]! >= slots) continue;
    if (connections[instance]! > 0 || world.coldStarts.lastUsed[instance]! >= oldest) return instance;
    if (fresh < 0) fresh = instance;
  }
  if (fresh < 0) return -1;
  const seconds = world.coldStarts.seconds[station]!;
  tokens.debt[token] = tokens.debt[token]! + seconds;
  if (tokens.trace[token]! >= 0) world.trace.add(tokens.trace[token]!, station, seconds);
  if (world.measuring) world.coldStarts.count[station] = world.coldStarts.count[station]! + 1;
  return fresh;
}
