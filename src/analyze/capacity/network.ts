import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';

/** Seconds there and back between two components, as a design with no better knowledge has it: usually another zone. */
export function roundTrip(model: DesignModel, from: ComponentId, to: ComponentId): number {
  const { network } = model;
  const caller = model.components.get(from);
  const target = model.components.get(to);
  if (caller?.is === 'client' || target?.is === 'client') return network.client;
  if (caller === undefined || target === undefined || from === to) return 0;
  const zones = new Set([...caller.zones, ...target.zones]);
  return zones.size <= 1 ? network.sameZone : network.otherZone;
}
