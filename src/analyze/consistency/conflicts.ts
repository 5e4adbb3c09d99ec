import type { Conflict, Database } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import { saysUnknown } from '../unknown.js';
import { touching } from './calls.js';
import { allCalls } from './deliveries.js';
import { ledInEachRegion } from './regions.js';

/** Data that two copies may change at the same time, with what then becomes of the two writes; undefined where nobody said. */
export type Contended = {
  readonly store: Database;
  readonly data: DataItem;
  readonly conflict: Conflict | undefined;
  /** The attribute that decides it. */
  readonly attribute: string;
};

/**
 * Data that is updated in stores where several copies take writes: several leaders, several regions, or a leaderless store that says
 * what it does about conflicts. Writes that all go to the home region of their key meet in one place.
 */
export function contended(model: DesignModel): readonly Contended[] {
  const calls = allCalls(model);
  return [...model.data.values()].flatMap((data) => {
    const store = model.components.get(data.in);
    if (store?.is !== 'database' || data.changes !== 'update') return [];
    const { mode, conflict, across } = store.replication;
    const writes = touching(calls, 'write', data.id).filter(({ call }) => call.visit.component === store.id);
    if (mode !== 'multi-leader' && mode !== 'leaderless' && !ledInEachRegion(model, store, writes)) return [];
    if (writes.length === 0) return [];
    const sentHome = writes.every(({ call }) => call.route === 'home');
    if (store.regions.length > 1 && across?.mode === 'async' && !sentHome)
      return [{ store, data, conflict: across.conflict ?? conflict, attribute: 'replication.across' }];
    const unknown = saysUnknown(model, `components.${store.id}.replication.conflict`);
    if (mode === 'leaderless' && conflict === undefined && !unknown) return [];
    return [{ store, data, conflict, attribute: 'replication.conflict' }];
  });
}
