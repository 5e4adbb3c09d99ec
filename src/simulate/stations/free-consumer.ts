import { uniform } from '#base/random.js';
import type { World } from '../kernel/world.js';

/** A free instance of one of the consumers of a line, drawn by their free slots: each asks as often as it has nothing to do. */
export function freeAmong(world: World, line: number): number {
  const { lines } = world.program;
  const from = lines.takersFrom[line]!;
  const to = lines.takersFrom[line + 1]!;
  if (to - from === 1) return freeConsumer(world, lines.takers[from]!);
  let total = 0;
  for (let i = from; i < to; i++) total += freeSlots(world, lines.takers[i]!);
  if (total === 0) return -1;
  let drawn = uniform(world.random, world.stationStream(lines.queue[line]!, 1)) * total;
  let taker = from;
  while (taker < to - 1) {
    drawn -= freeSlots(world, lines.takers[taker]!);
    if (drawn < 0) break;
    taker++;
  }
  for (let k = 0; k < to - from; k++) {
    const instance = freeConsumer(world, lines.takers[from + ((taker - from + k) % (to - from))]!);
    if (instance >= 0) return instance;
  }
  return -1;
}

const freeSlots = (world: World, station: number): number => Math.max(0, world.takers[station]! - world.taken[station]!);

/** The next instance in turn that is up and has a free slot. */
export function freeConsumer(world: World, station: number): number {
  const { stations, regions } = world.program;
  const first = stations.first[station]!;
  const count = stations.count[station]!;
  const index = station * (regions.length + 1);
  const turn = world.turn[index]!;
  for (let k = 0; k < count; k++) {
    const instance = first + ((turn + k) % count);
    if (world.alive[instance] === 1 && world.fleet.serves[instance] === 1 && world.free[instance]! > 0) {
      world.turn[index] = (turn + k + 1) % count;
      return instance;
    }
  }
  return -1;
}
