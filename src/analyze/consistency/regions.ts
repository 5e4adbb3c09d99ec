import type { Database } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import { onlyRegion } from '../reliability/placement.js';
import type { Placed } from './calls.js';

/**
 * Whether the leaders of several regions each take writes of a store that follows across regions later: unless each write goes to
 * the home of its key, or all writers stand in one region, the region of the writer takes it, as its availability has it.
 */
export function ledInEachRegion(model: DesignModel, store: Database, writes: readonly Placed[]): boolean {
  const { mode, across } = store.replication;
  if (mode === 'leaderless' || mode === 'multi-leader' || store.replicaOf !== undefined) return false;
  if (store.regions.length <= 1 || across?.mode !== 'async') return false;
  const own = writes.filter(({ call }) => call.visit.component === store.id);
  const from = new Set(own.map(({ call }) => onlyRegion(model.components.get(call.from))));
  return own.some(({ call }) => call.route !== 'home') && (from.size > 1 || from.has(undefined));
}
