import type { Database } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { DataId } from '#model/ids.js';
import { saysUnknown } from '../unknown.js';
import type { Consistency } from './consistency.js';
import { mustLast } from './must-last.js';

/**
 * A store whose leader another may replace, under data that is to be read as of one copy. `forgets`: the next leader may lack what
 * was acknowledged; `outlives`: a lease lasts beyond the switch; `unproved`: there is none; `unknown`: the design says so.
 */
export type Replaced = { readonly data: DataId; readonly store: Database; readonly kind: 'forgets' | 'outlives' | 'unproved' | 'unknown' };

/** Each such item once. Of leases nothing is said where the reads are too weak already; what must not be lost is told as lost. */
export function replaceable(model: DesignModel, consistency: Consistency): readonly Replaced[] {
  const strict = mustLast(model);
  return [...consistency].flatMap(([data, readings]): readonly Replaced[] => {
    const linear = [...readings.values()].filter(({ asked, verdict }) => asked === 'linearizable' && verdict !== 'unknown');
    const store = model.components.get(model.data.get(data)!.in);
    if (linear.length === 0 || store?.is !== 'database') return [];
    const { mode, copies, failover, sync, lease, switch: takes } = store.replication;
    if (mode !== 'single-leader' || copies < 2 || failover !== 'automatic') return [];
    if (sync === 'async') return strict.has(data) ? [] : [{ data, store, kind: 'forgets' }];
    if (!linear.some(({ verdict }) => verdict === 'pass')) return [];
    if (saysUnknown(model, `components.${store.id}.replication.lease`)) return [{ data, store, kind: 'unknown' }];
    if (lease === undefined) return [{ data, store, kind: 'unproved' }];
    return takes !== undefined && lease > takes ? [{ data, store, kind: 'outlives' }] : [];
  });
}
