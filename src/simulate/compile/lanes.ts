import type { Component } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { DataId } from '#model/ids.js';
import { placeOf, saltOf } from '../workload/keys.js';
import { popularityOf } from '../workload/popularity.js';
import type { StationSpec } from './station-spec.js';

/** Keys of an ordered queue that have a lane of their own; what is rarer hardly ever waits for its like. */
const OWN_LANES = 1 << 16;

/** How the messages of a queue, stream or topic are kept in order. */
export type LanePlan = {
  /** Lanes, each with one message in hand at a time. */
  readonly count: number;
  /** Each lane belongs to one instance of the consumer: partitions. */
  readonly pinned: boolean;
  /** Each of the most popular keys has a lane of its own. */
  readonly own: boolean;
  /** Keys, where their number and popularity are known; otherwise every lane gets as much. */
  readonly keys?: { readonly items: number; readonly exponent: number } | undefined;
};

/** The lanes of what is put in by `call`; `undefined`: its messages do not wait for one another. */
export function lanesOf({ component, partitions }: StationSpec, call: Call | undefined, model: DesignModel): LanePlan | undefined {
  if (component.is === 'stream') {
    const keys = component.ordering === 'none' ? undefined : keysOf(model, component.key, call);
    return { count: Math.max(1, partitions), pinned: true, own: false, keys };
  }
  if (component.is !== 'queue' && component.is !== 'pubsub') return undefined;
  if (component.ordering === 'total') return { count: 1, pinned: false, own: false };
  if (component.ordering !== 'key') return undefined;
  const item = published(model, call);
  const items = item?.count;
  if (items === undefined || items < 1) return undefined;
  return {
    count: Math.min(OWN_LANES, Math.round(items)),
    pinned: false,
    own: true,
    keys: { items: Math.round(items), exponent: item?.popularity?.zipf ?? 0 },
  };
}

const published = (model: DesignModel, call: Call | undefined): DataItem | undefined =>
  call?.operation && model.data.get(call.operation.data);

/** The popularity of a key: of the data item that it names, or of the one that is carried, if that is asked for by it. */
function keysOf(model: DesignModel, key: string | undefined, call: Call | undefined): LanePlan['keys'] {
  if (key === undefined) return undefined;
  const carried = published(model, call);
  const byKey = carried?.key.some((part) => part.replace(/^-/, '') === key) ? carried : undefined;
  const item = model.data.get(key as DataId) ?? byKey;
  if (item?.popularity === undefined || item.count === undefined || item.count < 1) return undefined;
  return { items: Math.round(item.count), exponent: item.popularity.zipf };
}

/** Shares of the messages that fall on each lane; what falls on none is left out. */
export function laneShares({ count, own, keys }: LanePlan, component: Component): Float64Array {
  const shares = new Float64Array(count);
  if (keys === undefined) return shares.fill(1 / count);
  const salt = saltOf(component.id);
  const { from, count: sizes, share } = popularityOf(keys.items, keys.exponent);
  for (let group = 0; group < from.length; group++) {
    if (sizes[group] === 1) {
      const rank = from[group]!;
      const lane = own ? rank - 1 : placeOf(rank, salt, count);
      if (lane < count) shares[lane]! += share[group]!;
    } else if (own) spread(shares, from[group]! - 1, Math.min(count, from[group]! - 1 + sizes[group]!), share[group]!);
    else for (let lane = 0; lane < count; lane++) shares[lane]! += (share[group]! * sizes[group]!) / count;
  }
  return shares;
}

function spread(shares: Float64Array, from: number, to: number, share: number): void {
  for (let lane = from; lane < to; lane++) shares[lane] = share;
}
