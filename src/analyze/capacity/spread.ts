import type { Component } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { Call, Varying } from '#model/flow.js';
import type { DataId } from '#model/ids.js';
import { accessOf } from '../reliability/access.js';
import { holdings } from '../reliability/placement.js';
import { hottestShard } from './skew.js';

/** How the visits of one call fall on the shards of its target. */
export type Spread = {
  /** Visits to an average shard, times the number of shards, per call: 1 evenly, all of them for a scatter read. */
  readonly visits: number;
  /** What the busiest shard gets above an average one, as a share of the calls; a lower bound. */
  readonly surplus: number;
  readonly data: DataId | undefined;
};

const EVEN: Spread = { visits: 1, surplus: 0, data: undefined };
const HASHED: ReadonlySet<string> = new Set(['hash', 'consistent-hash', 'modulo']);

/**
 * Many keys in one call are a visit to each shard that has one of them: at most as many as there are keys, or shards. A read by an index that each shard keeps of its own rows asks them all, one by any other index finds its list in one place. A write also goes to each index that is sharded by its own
 * key; an index beside its rows is written with them, in the time of the write. A hashed key falls on shards as popular as it is; what
 * only misses ask for has lost its most popular keys to the cache, and counts as even.
 */
export function spreadOf(model: DesignModel, target: Component, call: Call | undefined): Spread {
  const held = holdings(target);
  const item = call?.operation && model.data.get(call.operation.data);
  if (call === undefined || item === undefined || held === undefined || held.shards <= 1 || !('shards' in target)) return EVEN;
  const writes = call.operation?.kind === 'write' && item.in === target.id;
  const all = call.operation?.kind === 'read' && accessOf(target, call, 1, item).keys === Infinity;
  const listed = call.operation?.kind === 'read' && call.by !== undefined;
  const visits = all ? held.shards : listed ? 1 : Math.min(held.shards, Math.max(1, fewest(call.items)));
  const indexed = writes ? item.indexes.filter(({ scope }) => scope === 'global').length : 0;
  const byKey = call.by === undefined && call.when.kind !== 'miss' && !all && HASHED.has(target.shards.by);
  return {
    visits: visits + indexed,
    surplus: byKey ? Math.max(0, surplusOf(item, held.shards) - (visits - 1) / held.shards) : 0,
    data: item.id,
  };
}

/** Keys that every case asks for. */
const fewest = (items: Varying): number => (typeof items === 'number' ? items : Math.min(...items.byCase.values()));

/** Worked out once for each number of shards: a design is judged many times over. */
const surpluses = new WeakMap<DataItem, Map<number, number>>();

function surplusOf(item: DataItem, shards: number): number {
  const { popularity, count } = item;
  if (popularity === undefined || count === undefined || count < 1) return 0;
  const known = surpluses.get(item) ?? new Map<number, number>();
  const surplus = known.get(shards) ?? hottestShard(Math.round(count), popularity.zipf, shards).lower - 1 / shards;
  surpluses.set(item, known.set(shards, surplus));
  return surplus;
}
