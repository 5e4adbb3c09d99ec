import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { holdings } from '../reliability/placement.js';
import type { Arrival } from './demand.js';
import type { Fleet } from './station.js';

/**
 * Connections that the pools of its callers keep open to an instance of a store: those of every calling instance, all to the leader of
 * a shard where every call needs it, else spread over all copies.
 */
export function pooledAt(
  model: DesignModel,
  store: Component,
  arrivals: readonly Arrival[],
  fleetOf: (component: Component) => Fleet,
): number {
  if (holdings(store) === undefined) return 0;
  const callers = new Map<ComponentId, Arrival[]>();
  for (const arrival of arrivals) {
    if (arrival.call === undefined) continue;
    callers.set(arrival.call.from, [...(callers.get(arrival.call.from) ?? []), arrival]);
  }
  const { shards, instances } = fleetOf(store);
  return [...callers].reduce((sum, [id, calls]) => {
    const caller = model.components.get(id);
    const pool = caller !== undefined && 'pool' in caller ? caller.pool : undefined;
    if (caller === undefined || pool === undefined) return sum;
    const led = store.is === 'database' && store.replication.mode === 'single-leader' && store.replicaOf === undefined;
    const allLead = led && calls.every(({ call }) => call?.target === undefined || call.target === 'leader');
    return sum + (pool * fleetOf(caller).instances) / (allLead ? shards : instances);
  }, 0);
}
