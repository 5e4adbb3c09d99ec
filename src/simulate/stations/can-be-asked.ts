import type { World } from '../kernel/world.js';

/** Up, or down for so short a time that nobody noticed. */
export function canBeAsked(world: World, instance: number, site: number): boolean {
  return world.alive[instance] === 1 || world.now < world.downAt[instance]! + world.sites.notice[site]!;
}
