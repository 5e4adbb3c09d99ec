import type { Database, Isolation } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { DataId } from '#model/ids.js';

/** Weakest first. Snapshot and repeatable read are not ordered between themselves: each lets through what the other stops. */
export const ISOLATIONS = [
  'read-uncommitted',
  'read-committed',
  'repeatable-read',
  'snapshot',
  'serializable',
] as const satisfies readonly Isolation[];

const RANK: Readonly<Record<Isolation, number>> = {
  'read-uncommitted': 0,
  'read-committed': 1,
  'repeatable-read': 2,
  snapshot: 2,
  serializable: 3,
};

/** Data whose store isolates less than asked, or does not say how much. */
export function isolationGaps(
  model: DesignModel,
): readonly { readonly store: Database; readonly data: DataId; readonly has: Isolation | undefined; readonly asked: Isolation }[] {
  return model.requirements.quality.flatMap(({ data: id, isolation: asked }) => {
    const data = id && model.data.get(id);
    const store = data && model.components.get(data.in);
    if (asked === undefined || data === undefined || store?.is !== 'database') return [];
    const has = store.isolation;
    const enough = has !== undefined && (has === asked || RANK[has] > RANK[asked]);
    return enough ? [] : [{ store, data: data.id, has, asked }];
  });
}
