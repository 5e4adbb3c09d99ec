import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, ZoneId } from '#model/ids.js';
import { livesInside } from '../inside.js';
import { regionOf } from '../reliability/placement.js';

/**
 * Seconds there and back between two components, as a design with no better knowledge has it: inside a region the mean over its zones,
 * between regions what the table says. The mean over the users' regions, each of whom is served as near as it goes.
 */
export function roundTrip(model: DesignModel, from: ComponentId, to: ComponentId): number {
  const caller = model.components.get(from);
  const target = model.components.get(to);
  const users = caller?.is === 'client' || target?.is === 'client';
  if (caller === undefined || target === undefined || (!users && standsIn(caller).length + standsIn(target).length < 3)) {
    // Both in one region at most: it does not matter where the users are, unless the two are apart.
    return roundTripFor(model, from, to, undefined);
  }
  const regions = usersByRegion(model);
  if (regions.length === 0) return roundTripFor(model, from, to, undefined);
  return regions.reduce((sum, { region, share }) => sum + share * roundTripFor(model, from, to, region), 0);
}

/** The same for the users of one region; `undefined`: wherever they are. */
export function roundTripFor(model: DesignModel, from: ComponentId, to: ComponentId, user: string | undefined): number {
  const { network } = model;
  const caller = model.components.get(from);
  const target = model.components.get(to);
  if (caller?.is === 'client' || target?.is === 'client') {
    // Their own way to the network, and from there to the nearest region that serves them.
    const nearby =
      caller === undefined || target === undefined ? undefined : nearest(model, standsIn(caller.is === 'client' ? target : caller), user);
    return network.client + (user === undefined || nearby === undefined ? 0 : between(model, user, nearby));
  }
  if (caller === undefined || target === undefined || from === to || livesInside(target)) return 0;
  const here = nearest(model, standsIn(caller), user);
  const there = nearest(model, standsIn(target), here ?? user);
  if (here !== undefined && there !== undefined && here !== there) return between(model, here, there);
  return within(model, zonesAt(caller, here), zonesAt(target, there));
}

const NOWHERE: readonly undefined[] = [undefined];

/** Zones of a region that a component stands in; somebody else's system stands near everybody, in none of ours. */
const zonesAt = ({ zones }: Component, region: string | undefined): readonly (ZoneId | undefined)[] => {
  const own = region === undefined ? zones : zones.filter((zone) => regionOf(zone) === region);
  return own.length === 0 ? NOWHERE : own;
};

/** Mean over the pairs of zones of one region: instances stand evenly in theirs, and none is asked sooner for standing in the same. */
function within(model: DesignModel, from: readonly (ZoneId | undefined)[], to: readonly (ZoneId | undefined)[]): number {
  const sum = from.reduce((all, a) => to.reduce((some, b) => some + tripBetween(model, a, b), all), 0);
  return sum / (from.length * to.length);
}

/** Seconds until all other regions of a store have a write, where it promises that: those to the furthest, as the mean over the regions. */
export function copyTrip(model: DesignModel, { operation, visit }: Call): number {
  const store = model.components.get(visit.component);
  if (operation?.kind !== 'write' || store?.is !== 'database' || store.replication.across?.mode !== 'sync') return 0;
  const regions = standsIn(store);
  return regions.reduce((sum, a) => sum + Math.max(...regions.map((b) => between(model, a, b))), 0) / Math.max(1, regions.length);
}

/** Seconds there and back between two zones; no zone at all is one place. */
export function tripBetween(model: DesignModel, a: ZoneId | undefined, b: ZoneId | undefined): number {
  if (a === undefined || b === undefined || a === b) return model.network.sameZone;
  return regionOf(a) === regionOf(b) ? model.network.otherZone : between(model, regionOf(a), regionOf(b));
}

/** Shares of the users by region: what clients say (the mean of several), else equal ones. Empty where there are no regions. */
export function usersByRegion(model: DesignModel): readonly { readonly region: string; readonly share: number }[] {
  const said = [...model.components.values()].flatMap((each) => (each.is === 'client' && each.from !== undefined ? [each.from] : []));
  const regions = [...new Set([...model.zones.values()].map(({ region }) => region))];
  const weight = (region: string): number => (said.length === 0 ? 1 : said.reduce((sum, from) => sum + (from.get(region) ?? 0), 0));
  const total = regions.reduce((sum, region) => sum + weight(region), 0) || 1;
  return regions.map((region) => ({ region, share: weight(region) / total }));
}

/** Regions a component stands in; none: near everybody, as somebody else's system is. */
const standsIn = ({ zones, regions }: Component): readonly string[] =>
  zones.length === 0 ? regions : zones.length === 1 ? [regionOf(zones[0]!)] : [...new Set(zones.map(regionOf))];

function nearest(model: DesignModel, regions: readonly string[], to: string | undefined): string | undefined {
  if (to === undefined || regions.length < 2) return regions[0];
  return regions.reduce((best, each) => (between(model, each, to) < between(model, best, to) ? each : best));
}

function between({ network }: DesignModel, a: string, b: string): number {
  if (a === b) return 0;
  return network.between.get(`${a} <-> ${b}`) ?? network.between.get(`${b} <-> ${a}`) ?? network.otherRegion;
}
