import type { Component } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';

/** Data that says how many keys it has and how its accesses are spread over them. */
export type Counted = DataItem & { readonly count: number; readonly popularity: { readonly zipf: number } };

export const isCounted = (item: DataItem | undefined): item is Counted =>
  item?.count !== undefined && item.count >= 1 && item.popularity !== undefined;

/** How a component keeps copies, as far as keys can be followed in it. */
export type Keeping = {
  /** Bytes of one instance. */
  readonly capacity: number;
  readonly eviction: 'lru' | 'lfu' | 'fifo' | 'random' | 'ttl' | 'none';
  readonly ttl: number;
  readonly spread: number;
  readonly stampede: 'none' | 'single-flight' | 'early-refresh' | 'serve-stale';
};

/** How `component` keeps copies; `undefined` where it is not said how many it can hold, nor that only time takes them away. */
export function keepingOf(component: Component): Keeping | undefined {
  switch (component.is) {
    case 'cache': {
      const { memory, eviction = 'lru', ttl = Infinity, ttlSpread = 0, stampede = 'none' } = component;
      const timed = (eviction === 'ttl' || eviction === 'none') && ttl < Infinity;
      return memory === undefined && !timed ? undefined : { capacity: memory ?? Infinity, eviction, ttl, spread: ttlSpread, stampede };
    }
    case 'cdn':
      if (component.ttl === undefined || component.mode === 'push') return undefined;
      return { ...ANSWERS, ttl: component.ttl, spread: component.ttlSpread ?? 0, stampede: component.stampede ?? 'none' };
    case 'api-gateway':
    case 'reverse-proxy':
      if (component.ttl === undefined) return undefined;
      return { ...ANSWERS, ttl: component.ttl, stampede: component.stampede ?? 'none' };
    default:
      return undefined;
  }
}

/** Answers kept by a part whose room is not said: only time takes them away. */
const ANSWERS = { capacity: Infinity, eviction: 'ttl', spread: 0 } as const;

/** The data of a read, write or invalidation of a cache, where its copies can be followed key by key; `undefined` where they cannot. */
export function copiesOf(model: DesignModel, call: Call): { readonly item: Counted; readonly keeping: Keeping } | undefined {
  const component = model.components.get(call.visit.component);
  const item = call.operation && model.data.get(call.operation.data);
  if (component === undefined || call.by !== undefined || !isCounted(item) || item.in === component.id) return undefined;
  const keeping = keepingOf(component);
  if (keeping === undefined || (keeping.capacity < Infinity && !(item.item !== undefined && item.item > 0))) return undefined;
  return { item, keeping };
}

/** Shards that no key of ours decides about. */
const BY_SOMETHING_ELSE: ReadonlySet<string> = new Set(['geo', 'functional']);

/** The data whose key decides which shard `call` goes to; `undefined`: it is not known, or there are several keys. */
export function shardedBy(model: DesignModel, call: Call): Counted | undefined {
  const component = model.components.get(call.visit.component);
  const item = call.operation && model.data.get(call.operation.data);
  if (component === undefined || !('shards' in component) || component.shards.count <= 1) return undefined;
  if (call.by !== undefined || call.items !== 1 || !isCounted(item) || BY_SOMETHING_ELSE.has(component.shards.by)) return undefined;
  const { key } = component.shards;
  return key === undefined || key === item.key[0]?.replace(/^-/, '') ? item : undefined;
}

/** Whether writes of the data make new keys, which nobody has asked for yet. */
export const growsByWrites = ({ changes }: DataItem): boolean => changes === 'never' || changes === 'append';
