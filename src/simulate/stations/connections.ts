import type { World } from '../kernel/world.js';

/** Takes one of the connections that an instance can keep open, those that are held after their calls among them; answers whether there was one. */
export function connect(world: World, instance: number): boolean {
  const station = world.program.instances.of[instance]!;
  if (world.open[instance]! + world.held.open[instance]! >= world.stations.connections[station]!) return false;
  world.open[instance] = world.open[instance]! + 1;
  return true;
}

/** Gives it back. `epoch`: the life of the instance in which it was taken; with the instance its connections are gone. */
export function disconnect(world: World, instance: number, epoch: number): void {
  if (epoch === world.epoch[instance]) world.open[instance] = world.open[instance]! - 1;
}
