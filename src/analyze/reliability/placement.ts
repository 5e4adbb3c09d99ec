import type { Component } from '#model/component.js';
import type { ZoneId } from '#model/ids.js';

/** Instances in one zone; `undefined` is a place of no declared zone. The first of a list holds the leader. */
export type Place = { readonly zone: ZoneId | undefined; readonly count: number };

/** Shards whose copies stand in the same zones, as a share of all shards of the set. */
export type ShardClass = { readonly share: number; readonly shards: number; readonly places: readonly Place[]; readonly copies: number };

/** The instances of a component: for each region that keeps a set of its own, the classes of its shards. */
export type Placement = {
  readonly sets: readonly (readonly ShardClass[])[];
  readonly instances: number;
  readonly shards: number;
  readonly zones: readonly ZoneId[];
};

export const regionOf = (zone: ZoneId): string => zone.slice(0, zone.indexOf('/'));

/** Instances of what holds no data; `undefined` for what has no instances of ours. */
export const tierSize = (component: Component): number | undefined =>
  'replicas' in component ? Math.max(1, component.replicas) : undefined;

/** The one region in which a component stands; undefined: several, or it is not said, or it is wherever its user is. */
export function onlyRegion(component: Component | undefined): string | undefined {
  const regions = new Set([...(component?.regions ?? []), ...(component?.zones ?? []).map(regionOf)]);
  return component?.is === 'client' || regions.size !== 1 ? undefined : [...regions][0];
}

/** Shards and copies of what holds data. */
export function holdings(component: Component): { readonly shards: number; readonly copies: number } | undefined {
  // A provider states the availability of an object store as a whole, over all its zones.
  if (component.is === 'object-store') return undefined;
  if ('shards' in component) return { shards: Math.max(1, component.shards.count), copies: Math.max(1, component.copies) };
  return 'copies' in component ? { shards: 1, copies: Math.max(1, component.copies) } : undefined;
}

/**
 * Where instances stand: round-robin over the zones in their order, a shard's copies one zone after another, the next shard
 * starting one zone on. What holds data in several regions keeps its copies in each of them.
 */
export function place(component: Component): Placement {
  const held = holdings(component);
  const replicas = tierSize(component);
  if (held === undefined) {
    const zones = replicas === undefined ? [] : component.zones;
    const copies = replicas ?? 1;
    return { sets: [[{ share: 1, shards: 1, copies, places: spread(copies, zones, 0) }]], instances: copies, shards: 1, zones };
  }
  const { zones, regions } = component;
  const perRegion = regions.length > 1 ? regions.map((region) => zones.filter((zone) => regionOf(zone) === region)) : [zones];
  const sets = perRegion.map((own) => classes(held.shards, held.copies, own));
  return { sets, instances: held.shards * held.copies * sets.length, shards: held.shards, zones };
}

function classes(shards: number, copies: number, zones: readonly ZoneId[]): readonly ShardClass[] {
  const kinds = Math.max(1, Math.min(shards, zones.length));
  return Array.from({ length: kinds }, (_, first) => {
    const count = Math.floor((shards - first - 1) / kinds) + 1;
    return { share: count / shards, shards: count, copies, places: spread(copies, zones, first) };
  });
}

function spread(count: number, zones: readonly ZoneId[], first: number): readonly Place[] {
  if (zones.length === 0) return [{ zone: undefined, count }];
  const kinds = Math.min(zones.length, count);
  return Array.from({ length: kinds }, (_, i) => ({
    zone: zones[(first + i) % zones.length],
    count: Math.floor((count - i - 1) / zones.length) + 1,
  }));
}

/** Seconds until a stand-in serves, where there is one. */
export function switchTime(component: Component): number | undefined {
  if (component.is === 'database') return component.replication.switch;
  return 'switch' in component ? component.switch : undefined;
}
