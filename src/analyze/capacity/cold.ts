import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { livesInside } from '../inside.js';
import { type Arrival, type Demand, demandOf } from './demand.js';

/** Caches that can be lost as a whole: one inside its callers goes with an instance of theirs. */
export const cachesOf = (model: DesignModel): readonly ComponentId[] =>
  [...model.components.values()].filter((each) => each.is === 'cache' && !livesInside(each)).map(({ id }) => id);

/** The peak demand if a cache finds nothing, and the components whose demand that may change: those of the flows that ask it. */
export function withoutCache(
  model: DesignModel,
  peak: Demand,
  cache: ComponentId,
): { readonly demand: Demand; readonly touched: ReadonlySet<ComponentId> } {
  const flows = new Set((peak.arrivals.get(cache) ?? []).map(({ flow }) => flow));
  if (flows.size === 0) return { demand: peak, touched: new Set() };
  const cold = demandOf(model, { at: 'peak', cold: new Set([cache]), flows });
  const arrivals = new Map<ComponentId, readonly Arrival[]>(peak.arrivals);
  for (const [id, changed] of cold.arrivals)
    arrivals.set(id, [...(peak.arrivals.get(id) ?? []).filter(({ flow }) => !flows.has(flow)), ...changed]);
  const followers = [...model.components.values()].filter((each) => each.is === 'database' && each.replicaOf !== undefined);
  return { demand: { arrivals, floors: cold.floors }, touched: new Set([...cold.arrivals.keys(), ...followers.map(({ id }) => id)]) };
}
