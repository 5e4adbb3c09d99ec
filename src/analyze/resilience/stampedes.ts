import type { Cache, Database } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { DataId } from '#model/ids.js';
import { fleetAt } from '../capacity/capacity.js';
import { mostPopular } from '../capacity/che.js';
import { demandOf, meanTime } from '../capacity/demand.js';
import { roundTrip } from '../capacity/network.js';
import { servers } from '../capacity/station.js';
import { allCalls, byStep } from '../consistency/deliveries.js';
import { livesInside } from '../inside.js';

/** The most popular key of a cached item, at the moment its copy expires. */
export type StampedeAt = {
  readonly cache: Cache;
  readonly store: Database;
  readonly data: DataId;
  /** Reads a second of the one key at peak, and those that miss before the first of them is back with it. */
  readonly rate: number;
  readonly together: number;
  /** Requests that the copy of the shard with that key works on at one moment. */
  readonly slots: number;
  readonly read: Call;
};

/** Cached items of known popularity whose hottest key, expiring, sends more reads at once to its shard than the shard works on. */
export function stampedes(model: DesignModel): readonly StampedeAt[] {
  const demand = demandOf(model, { at: 'peak' });
  const { arrivals } = demand;
  const calls = allCalls(model);
  const hits = new Map(calls.filter(({ call }) => call.hit !== undefined).map((each) => [`${each.flow.id} ${each.call.id}`, each.call]));
  const misses = calls.filter(({ call }) => call.when.kind === 'miss' && call.operation?.kind === 'read');
  return byStep(misses).flatMap(({ first: { call, flow } }): readonly StampedeAt[] => {
    const { when, visit, operation } = call;
    const hit = when.kind === 'miss' ? hits.get(`${flow.id} ${when.of}`) : undefined;
    const cache = hit && model.components.get(hit.visit.component);
    const store = model.components.get(visit.component);
    const item = operation && model.data.get(operation.data);
    if (cache?.is !== 'cache' || cache.ttl === undefined || (cache.stampede ?? 'none') !== 'none' || store?.is !== 'database') return [];
    if (item?.popularity === undefined || item.count === undefined || item.count < 1 || call.by !== undefined || !store.written.has('time'))
      return [];
    const reads = (arrivals.get(cache.id) ?? []).filter(
      (each) => each.call?.operation?.kind === 'read' && each.call.operation.data === item.id,
    );
    const keys = reads.reduce(
      (sum, each) => sum + each.rate * (typeof each.call?.items === 'number' ? Math.max(1, each.call.items) : 1),
      0,
    );
    // Copies inside the callers' instances expire each in its own time, and each instance fetches for itself.
    const apart = livesInside(cache) ? fleetAt(model, cache, demand).instances : 1;
    const rate = (keys * mostPopular(Math.round(item.count), 1, item.popularity.zipf)) / apart;
    const together = rate * (roundTrip(model, call.from, store.id) + (meanTime(store, call) ?? 0));
    const slots = servers(store);
    return slots === undefined || together <= slots ? [] : [{ cache, store, data: item.id, rate, together, slots, read: call }];
  });
}
