import type { Stream } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { DataId } from '#model/ids.js';
import { allCalls } from '../consistency/deliveries.js';
import { hottestShard } from './skew.js';

/** How the messages of a stream fall on so many places that each key keeps to one of: the share of the fullest, at least. */
export type Hottest = (places: number) => number;

/** Worked out once a design; a stream that is not there spreads its messages evenly. */
const known = new WeakMap<DesignModel, ReadonlyMap<string, Hottest>>();

/** Streams whose key is popular in a known way. Of several things that are put into one, the most evenly spread counts. */
export function skewedStreams(model: DesignModel): ReadonlyMap<string, Hottest> {
  const found = known.get(model) ?? findSkewed(model);
  known.set(model, found);
  return found;
}

function findSkewed(model: DesignModel): ReadonlyMap<string, Hottest> {
  const found = new Map<string, Hottest>();
  const calls = allCalls(model);
  for (const stream of model.components.values()) {
    if (stream.is !== 'stream' || stream.ordering === 'none' || stream.key === undefined) continue;
    const items = calls.filter(({ call }) => call.visit.component === stream.id).map(({ call }) => keyed(model, stream, call));
    if (items.length === 0 || items.some((item) => item?.popularity === undefined || item.count === undefined || item.count < 1)) continue;
    found.set(stream.id, (places) =>
      Math.min(...items.map((item) => hottestShard(Math.round(item!.count!), item!.popularity!.zipf, places).lower)),
    );
  }
  return found;
}

/** What the key of a stream names, or the thing that is put there, if that is asked for by it. */
function keyed(model: DesignModel, { key }: Stream, call: Call): DataItem | undefined {
  const carried = call.operation && model.data.get(call.operation.data);
  const byKey = carried?.key.some((part) => part.replace(/^-/, '') === key) ? carried : undefined;
  return model.data.get(key as DataId) ?? byKey;
}
