import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { type Fix, setAttribute, setOnCall } from '../fix.js';
import { runInstances } from '../reliability/fixes.js';
import { tierSize } from '../reliability/placement.js';
import { fleetOf } from './capacity.js';
import type { HitClaim } from './hit-claims.js';
import type { Partitions, Shortage } from './shortage.js';

/** Enough instances for the peak, with the worst zone gone where there are zones; or partitions enough for what is in hand. */
export function carryPeak({ component, message, saturation, capacity, shards, partitions }: Shortage): Fix | undefined {
  if (partitions !== undefined) return morePartitions(component, partitions);
  if (message !== 'work' && message !== 'slots' && message !== 'backlog') return undefined;
  if (shards !== undefined)
    return component.is === 'database' && component.replicaOf !== undefined ? undefined : splitOver(component, shards);
  const split = moreShards(component, saturation);
  if (split !== undefined) return split;
  // A backlog is worked off afterwards: nothing is lost when a zone takes longer. What carries only the mean would fall behind at peak.
  if (capacity.deferred) return runInstances(component, Math.ceil(capacity.instances * (capacity.saturation ?? saturation)));
  const needed = Math.ceil(capacity.instances * saturation);
  const spared = withZoneToSpare(needed, component.zones.length);
  const fix = runInstances(component, spared);
  return fix && spared > needed ? { ...fix, title: `${fix.title}: the ${needed} it takes, with any one zone lost` } : fix;
}

/** At least one for each instance, so that none of them idles. */
function morePartitions(worker: Component, { streams, needed }: Partitions): Fix | undefined {
  const [stream] = streams;
  if (stream === undefined || streams.length > 1) return undefined;
  const partitions = Math.max(needed, tierSize(worker) ?? 1);
  return { title: `Give "${stream}" ${partitions} partitions`, edits: [setAttribute(stream, 'partitions', partitions)] };
}

/** Of what is split already, or a cache, which splits by itself: as many more as it is short of, with any one zone lost. */
function moreShards(component: Component, saturation: number): Fix | undefined {
  if (!('shards' in component) || (component.is === 'database' && (component.shards.count < 2 || component.replicaOf !== undefined)))
    return undefined;
  const zones = component.zones.length;
  const spare = zones < 2 ? 1 : zones / (zones - 1);
  return splitOver(component, Math.ceil(Math.max(1, component.shards.count) * saturation * spare));
}

function splitOver({ id, written }: Component, shards: number): Fix {
  const attribute = [...written.keys()].some((name) => name.startsWith('shards.')) ? 'shards.count' : 'shards';
  return { title: `Split "${id}" over ${shards} shards`, edits: [setAttribute(id, attribute, shards)] };
}

/** As many more instances as it takes to carry the peak without the zone that was lost. */
export function carryWithoutZone(model: DesignModel, id: ComponentId, saturation: number): Fix | undefined {
  const component = model.components.get(id);
  if (component === undefined) return undefined;
  const zones = Math.max(1, component.zones.length);
  // What is left carries 1 / saturation of the peak: each zone takes that much more.
  return runInstances(component, Math.ceil((fleetOf(component).instances * saturation) / zones) * zones);
}

const withZoneToSpare = (needed: number, zones: number): number => (zones < 2 ? needed : Math.ceil(needed / (zones - 1)) * zones);

/** The hit ratio that least-recently-used eviction gets, in place of the one that was hoped for. */
export function honestHits({ call, cache, lru }: HitClaim): Fix {
  const percent = Math.floor(lru * 100);
  return { title: `Count on ${percent}% hits in "${cache}"`, edits: [setOnCall(call, 'hit', `${percent}%`)] };
}
