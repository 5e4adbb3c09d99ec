import type { Program } from './kernel/program.js';
import type { World } from './kernel/world.js';
import { reachOf } from './plan/scaling.js';
import type { Outlook } from './plan/utilisation.js';

/** Connections that each step holds in equilibrium (Little's law). */
export function heldConnections({ calls, flows }: Program, { rates, heldBy }: Outlook): number[] {
  return calls.holds.map(({ flow, call, seconds }) => {
    const index = flows.findIndex(({ id }) => id === flow);
    return index < 0 ? 0 : rates[index]! * (heldBy[index]!.get(call) ?? 0) * seconds;
  });
}

/** Functions begin with the instances that the load keeps running, and buckets that more comes to than they let through begin empty. */
export function warmUp({ coldStarts, stations, limits }: World, { warm, passing }: Outlook): void {
  warm.forEach((count, station) => coldStarts.lastUsed.fill(0, stations.first[station]!, stations.first[station]! + count));
  passing?.forEach((share, station) => {
    if (share < 1) limits.empty(station, stations.count[station]!);
  });
}

/** A run begins with as many instances as its autoscalers have come to at its first load. */
export const startingInstances = ({ scales }: Program, { busy }: Outlook): number[] =>
  scales.map((scale) => reachOf(scale, busy[scale.station] ?? 0));
