import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, DataId } from '#model/ids.js';
import { allCalls, byStep } from '../consistency/deliveries.js';
import { lruHitRatio, mostPopular } from './che.js';

/** A hit ratio that a design claims, against what the cache can hold. Ratios 0..1; `holds` and `items` are numbers of items. */
export type HitClaim = {
  readonly call: Call;
  readonly cache: ComponentId;
  readonly data: DataId;
  /** Share of the reads that go to the most popular items that fit: no policy finds more. */
  readonly best: number;
  readonly lru: number;
  readonly holds: number;
  readonly items: number;
  readonly verdict: 'holds' | 'impossible' | 'optimistic';
};

/** How far above a figure a claim may lie: popularity is a model, and the approximation of LRU is good to about 1%. */
const SLACK = { best: 0.02, lru: 0.05 } as const;

/** Claims about single keys where memory, item size, number of items and popularity are all said. A cache's copies hold the same. */
export function claimedHits(model: DesignModel): readonly HitClaim[] {
  const known = found.get(model) ?? findHits(model);
  found.set(model, known);
  return known;
}

/** The approximation takes some time, and several ask for it. */
const found = new WeakMap<DesignModel, readonly HitClaim[]>();

function findHits(model: DesignModel): readonly HitClaim[] {
  return byStep(allCalls(model).filter(({ call }) => call.hit !== undefined)).flatMap(({ first: { call } }) => {
    const cache = model.components.get(call.visit.component);
    const data = call.operation && model.data.get(call.operation.data);
    if (cache?.is !== 'cache' || cache.memory === undefined || data === undefined || call.by !== undefined || data.in === cache.id)
      return [];
    const { item, count, popularity } = data;
    if (item === undefined || item <= 0 || count === undefined || count < 1 || popularity === undefined) return [];
    const items = Math.round(count);
    const holds = Math.floor((cache.memory * cache.shards.count) / item);
    const best = mostPopular(items, holds, popularity.zipf);
    const lru = lruHitRatio(items, holds, popularity.zipf).hit;
    const said = call.hit ?? 0;
    const verdict = said > best + SLACK.best ? 'impossible' : cache.eviction === 'lru' && said > lru + SLACK.lru ? 'optimistic' : 'holds';
    return [{ call, cache: cache.id, data: data.id, best, lru, holds, items, verdict }];
  });
}
