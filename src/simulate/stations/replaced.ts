import type { World } from '../kernel/world.js';
import { STATE } from './fleet.js';

/** Whether an autoscaler looks after the instance: one that dies is then replaced. */
export const isReplaced = ({ fleet, program }: World, instance: number): boolean => fleet.scaleOf[program.instances.of[instance]!]! >= 0;

/**
 * An instance that served died, and another one is started in its place in the same moment: a ReplicaSet keeps its number of pods, of which a
 * failed one is none (Kubernetes, "ReplicaSet"), and an autoscaling group replaces an unhealthy instance (Amazon EC2 Auto Scaling, "Health
 * checks for instances in an Auto Scaling group"). Neither counts the dead one, so that the most there may be does not stand in the way.
 */
export function replace(world: World, instance: number): void {
  const { fleet, program } = world;
  if (fleet.state[instance] !== STATE.serving) return;
  const { delay } = program.scales[fleet.scaleOf[program.instances.of[instance]!]!]!;
  fleet.state[instance] = STATE.starting;
  fleet.replaces[instance] = 1;
  starts(fleet, instance, world.now + delay);
}

/** An instance that died is repaired: it serves at once where the one that replaces it does not yet. */
export function comesBack({ fleet, now }: World, instance: number): void {
  if (fleet.replaces[instance] === 1) starts(fleet, instance, now);
}

/** The instance serves from `ready` on. */
export function starts(fleet: World['fleet'], instance: number, ready: number): void {
  fleet.readyAt[instance] = ready;
  fleet.nextReady = Math.min(fleet.nextReady, ready);
}
