import type { DesignModel } from '#model/design.js';
import type { ZoneId } from '#model/ids.js';

/**
 * Zones and regions by number. The places of the network are the zones, then the clients of each region, then what is near
 * everybody in each region and stands in no zone of ours: DNS, a CDN, somebody else's system; then what lives inside its callers in
 * each region, which takes them no way to reach.
 */
export type Places = {
  readonly zones: readonly ZoneId[];
  readonly regions: readonly string[];
  /** Region of each zone. */
  readonly regionOf: readonly number[];
  readonly count: number;
  /** Round trip in seconds between places `a * count + b`. */
  readonly roundTrip: Float64Array;
};

/** Numbers the zones; a design without any stands in one nameless place. */
export function findPlaces(model: DesignModel): Places {
  const zones = [...model.zones.keys()];
  const regions = [...new Set([...model.zones.values()].map((zone) => zone.region))];
  const regionOf = zones.map((id) => regions.indexOf(model.zones.get(id)!.region));
  if (zones.length === 0) {
    regions.push('');
    regionOf.push(0);
  }
  const standing = regionOf.length;
  const count = standing + 3 * regions.length;
  const roundTrip = new Float64Array(count * count);
  const trip = (a: number, b: number): number => {
    const regionA = a < standing ? regionOf[a]! : (a - standing) % regions.length;
    const regionB = b < standing ? regionOf[b]! : (b - standing) % regions.length;
    const isClient = (place: number) => place >= standing && place < standing + regions.length;
    if (b >= standing + 2 * regions.length && regionA === regionB) return 0;
    const far = regionA === regionB ? 0 : betweenRegions(model, regions[regionA]!, regions[regionB]!);
    if (isClient(a) || isClient(b)) return model.network.client + far;
    if (far > 0) return far;
    return a === b || a >= standing || b >= standing ? model.network.sameZone : model.network.otherZone;
  };
  for (let a = 0; a < count; a++) for (let b = 0; b < count; b++) roundTrip[a * count + b] = trip(a, b);
  return { zones, regions, regionOf, count, roundTrip };
}

function betweenRegions(model: DesignModel, a: string, b: string): number {
  const { between, otherRegion } = model.network;
  return between.get(`${a} <-> ${b}`) ?? between.get(`${b} <-> ${a}`) ?? otherRegion;
}

/** Place of the clients of region `region`. */
export const clientPlace = (places: Places, region: number): number => places.regionOf.length + region;

/** The place near everybody in region `region`. */
export const nearbyPlace = (places: Places, region: number): number => places.regionOf.length + places.regions.length + region;

/** The place inside the callers in region `region`. */
export const insidePlace = (places: Places, region: number): number => places.regionOf.length + 2 * places.regions.length + region;
