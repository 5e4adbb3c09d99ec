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

/**
 * What a call may count on finding: what it claims, and no more than the cache can hold, by least-recently-used eviction where that is
 * said. Expiry is not in it.
 */
export function countedHit(model: DesignModel, call: Call): number {
  const said = call.hit ?? 0;
  if (said === 0) return 0;
  const claim = claimedHits(model).find((each) => isStep(each.call, call));
  if (claim === undefined) return said;
  const cache = model.components.get(claim.cache);
  return Math.min(said, cache?.is === 'cache' && cache.eviction === 'lru' ? claim.lru : claim.best);
}

const isStep = (a: Call, b: Call): boolean =>
  a.origin.line === b.origin.line && a.origin.column === b.origin.column && a.from === b.from && a.visit.component === b.visit.component;

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
