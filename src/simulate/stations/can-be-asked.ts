import type { World } from '../kernel/world.js';

/** Up and heard, or not for so short a time that nobody noticed. */
export function canBeAsked(world: World, instance: number, site: number): boolean {
  const { partitions, sites } = world;
  const up = world.alive[instance] === 1 || world.now < world.downAt[instance]! + sites.notice[site]!;
  if (partitions.active === 0 || !up) return up;
  return partitions.heard(world.program.instances.zone[instance]!, world.now, sites.notice[site]!);
}
