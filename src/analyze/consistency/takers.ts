import type { Conflict, Database } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import { onlyRegion } from '../reliability/placement.js';

/**
 * Who takes the writes of one data item. `one`: a single place puts them in order (a leader, the home region of the key, or the only
 * copy); the others take them side by side: the leader of each region, each leader, or any copy. `unsaid`: it stands in several regions
 * that ask it, and nothing is said of what they have of one another. Guarantees, conflicts and what a partition does all read it here.
 */
export type Takers = 'one' | 'each-region' | 'each-leader' | 'any-copy' | 'unsaid';

/**
 * A store that follows across regions later takes a write in the region of its writer, as its availability has it; unless each write
 * goes to the home of its key, or all writers stand in one region.
 */
export function takersOf(model: DesignModel, store: Database, writes: readonly { readonly call: Call }[]): Takers {
  const { mode, across } = store.replication;
  const own = writes.filter(({ call }) => call.visit.component === store.id);
  if (store.replicaOf !== undefined || own.length === 0) return 'one';
  const sentHome = own.every(({ call }) => call.route === 'home');
  const from = new Set(own.map(({ call }) => onlyRegion(model.components.get(call.from))));
  const everywhere = !sentHome && (from.size > 1 || from.has(undefined));
  if (store.regions.length > 1 && across?.mode === 'async' && everywhere) return 'each-region';
  if (store.regions.length > 1 && across === undefined && everywhere && mode !== 'multi-leader') return 'unsaid';
  if (mode === 'leaderless') return 'any-copy';
  return mode === 'multi-leader' && !(sentHome && store.regions.length > 1) ? 'each-leader' : 'one';
}

/** What becomes of two writes that were taken side by side, and the attribute that says it; undefined where nobody did. */
export function conflictOf({ replication: { conflict, across } }: Database, takers: Takers): Conflict | undefined {
  return takers === 'one' ? undefined : takers === 'each-region' ? (across?.conflict ?? conflict) : conflict;
}

/**
 * Whether a clock decides which of two writes of an item stays. Clocks are apart unless the design says that they are not: a write
 * that was acknowledged last may carry the earlier time and be dropped, also where R + W > N and no two writes were under way at once.
 * Source: M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 8, "Timestamps for ordering events".
 */
export const clockDecides = (store: Database, data: DataItem, takers: Takers): boolean =>
  data.changes === 'update' && conflictOf(store, takers) === 'last-write-wins' && store.replication.clockSkew !== 0;

/** Who takes the writes of an item of a store; of one that no flow writes, whoever takes those of the others in it. */
export function takersFor(model: DesignModel, data: DataItem, calls: readonly { readonly call: Call }[]): Takers {
  const store = model.components.get(data.in);
  if (store?.is !== 'database') return 'one';
  const writes = calls.filter(({ call }) => call.operation?.kind === 'write' && call.visit.component === store.id);
  const own = writes.filter(({ call }) => call.operation?.data === data.id);
  return takersOf(model, store, own.length > 0 ? own : writes);
}
