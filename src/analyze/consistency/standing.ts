import type { Database, Isolation } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import { type Placed, touching } from './calls.js';
import type { Order } from './hop.js';
import { ISOLATIONS } from './isolation.js';

/** Why an order does, or does not, outlast a change of leader. */
export type FailoverBasis = 'no-leader' | 'no-takeover' | 'lease' | 'fencing' | 'clock-skew' | 'asynchronous' | 'unsaid';

/** What order reads keep when another leader takes over. */
export type AcrossFailover = { readonly order: Order; readonly because: FailoverBasis };

/**
 * A leader that was replaced and does not know it goes on answering reads. It stops in time where it holds a lease that ends before
 * the next may lead, clocks being no further apart than the lease is long; a fencing token keeps its writes out, and with a copy that
 * has every write the next leader knows them all. A follower that did not have them starts from an older state: no order is left.
 * Source: C. Gray, D. Cheriton, "Leases", SOSP 1989; M. Kleppmann, "How to do distributed locking" (2016).
 */
export function acrossFailover(model: DesignModel, calls: readonly Placed[], data: DataItem, order: Order): AcrossFailover {
  const store = model.components.get(data.in);
  if (store?.is !== 'database' || store.replicaOf !== undefined) return { order, because: 'no-leader' };
  const { mode, copies, failover, sync, lease, clockSkew, switch: takes } = store.replication;
  if ((mode !== 'single-leader' && mode !== 'chain') || copies <= 1) return { order, because: 'no-leader' };
  if (failover !== 'automatic') return { order, because: 'no-takeover' };
  if (mode === 'single-leader' && sync === 'async') return { order: 'none', because: 'asynchronous' };
  if (lease !== undefined) {
    const outlives = takes !== undefined && lease > takes;
    const safe = !outlives && (clockSkew === undefined || clockSkew < lease);
    return safe ? { order, because: 'lease' } : { order: weakened(order), because: 'clock-skew' };
  }
  if (fenced(model, calls, data)) return { order: weakened(order), because: 'fencing' };
  return { order: weakened(order), because: 'unsaid' };
}

/** Reads may be answered by a leader of the past: in order, but not up to date. */
const weakened = (order: Order): Order => (order === 'linearizable' ? 'sequential' : order);

/** Every flow that writes the data takes a lock with a fencing token first. */
function fenced(model: DesignModel, calls: readonly Placed[], data: DataItem): boolean {
  const writes = touching(calls, 'write', data.id);
  const locks = calls.filter(({ call }) => {
    const target = model.components.get(call.visit.component);
    return target?.is === 'lock-service' && target.fencing === true;
  });
  return (
    writes.length > 0 &&
    writes.every((write) => locks.some((lock) => lock.flow === write.flow && calls.indexOf(lock) < calls.indexOf(write)))
  );
}

/**
 * Whether writes of one session are applied in the order they were made: one leader or one home region orders them; copies that take
 * writes side by side do not, unless a message order does. Null: nobody writes it, or it lives in somebody else's system.
 */
export function monotonicWrites(model: DesignModel, calls: readonly Placed[], data: DataItem): boolean | null {
  const store = model.components.get(data.in);
  const writes = touching(calls, 'write', data.id).filter(({ call }) => call.visit.component === data.in);
  if (store?.is !== 'database' || writes.length === 0) return null;
  if (data.changes === 'never') return true;
  const { mode } = store.replication;
  if (mode === 'multi-leader') return writes.every(({ call }) => call.route === 'home' || call.target === 'leader');
  if (mode === 'leaderless') return store.replication.conflict === 'versions' || store.replication.copies <= 1;
  return writes.every(({ awaited }) => awaited);
}

/** Weakest isolation of the stores that reads come from; null where one does not say. */
export function isolationOf(model: DesignModel, reads: readonly Placed[]): Isolation | null {
  const stores = reads.flatMap(({ call }): readonly Database[] => {
    const target = model.components.get(call.visit.component);
    return target?.is === 'database' ? [target] : [];
  });
  if (stores.length === 0 || stores.some(({ isolation }) => isolation === undefined)) return null;
  return ISOLATIONS[Math.min(...stores.map(({ isolation }) => ISOLATIONS.indexOf(isolation!)))]!;
}
