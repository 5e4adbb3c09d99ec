import type { Conflict, Database } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import { saysUnknown } from '../unknown.js';
import { touching } from './calls.js';
import { allCalls } from './deliveries.js';
import { conflictOf, takersOf } from './takers.js';

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
    const takers = takersOf(model, store, touching(calls, 'write', data.id));
    if (takers === 'one') return [];
    const conflict = conflictOf(store, takers);
    const unknown = saysUnknown(model, `components.${store.id}.replication.conflict`);
    if (takers === 'any-copy' && conflict === undefined && !unknown) return [];
    return [
      { store, data, conflict, attribute: takers === 'each-region' || takers === 'unsaid' ? 'replication.across' : 'replication.conflict' },
    ];
  });
}
