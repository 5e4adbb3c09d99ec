import type { Database } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { FlowId } from '#model/ids.js';
import { demandOf, meanTime } from './demand.js';
import { servers } from './station.js';

/** Share of its leader from which a store without shards counts as nearly full of writes. */
const NEARLY = 0.7;

/** A store whose one leader is nearly full of writes at peak. `rate` in writes a second, `share` of what the leader can do. */
export type NearlyFull = { readonly store: Database; readonly share: number; readonly rate: number; readonly flows: readonly FlowId[] };

/** Stores with one leader, one shard and a written service time. Writes that batches or queues bring may come later, and do not count. */
export function writersNearLimit(model: DesignModel): readonly NearlyFull[] {
  const { arrivals } = demandOf(model, { at: 'peak' });
  return [...model.components.values()].flatMap((store) => {
    if (store.is !== 'database' || store.shards.count > 1 || store.replicaOf !== undefined || !store.written.has('time')) return [];
    const width = servers(store);
    if (width === undefined || store.replication.mode === 'leaderless' || store.replication.mode === 'multi-leader') return [];
    const writes = (arrivals.get(store.id) ?? []).filter(
      ({ call, buffered, batch }) => call?.operation?.kind === 'write' && !buffered && !batch,
    );
    const share = writes.reduce((sum, { call, rate }) => sum + rate * (meanTime(store, call) ?? 0), 0) / width;
    if (share < NEARLY) return [];
    const rate = writes.reduce((sum, each) => sum + each.rate, 0);
    return [{ store, share, rate, flows: [...new Set(writes.map(({ flow }) => flow))] }];
  });
}
