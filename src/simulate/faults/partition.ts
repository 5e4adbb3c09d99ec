import type { Program } from '../kernel/program.js';
import type { World } from '../kernel/world.js';

/** Begins or ends a partition between two zones or two regions. Users and what is near them reach both sides. */
export function divide(world: World, between: readonly [string, string], on: boolean): void {
  const { partitions, program } = world;
  partitions.active += on ? 1 : -1;
  const [one, other] = between.map((name) => placesOf(program, name));
  for (const a of one!) for (const b of other!) partitions.change(a, b, on ? 1 : -1, world.now);
  if (on) return;
  for (const token of partitions.letGo()) world.wake(token);
}

/** The places a name stands for: one zone, or all zones of a region. */
function placesOf({ zones, regions, instances }: Program, name: string): number[] {
  const zone = (zones as readonly string[]).indexOf(name);
  if (zone >= 0) return [zone];
  const region = regions.indexOf(name);
  const standing = new Set<number>();
  for (let i = 0; i < instances.count; i++) {
    if (instances.region[i] === region && instances.zone[i]! < zones.length) standing.add(instances.zone[i]!);
  }
  return [...standing].sort((a, b) => a - b);
}
