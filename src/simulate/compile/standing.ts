import type { Instances, Stations } from '../kernel/program.js';

/** Where components stand, seen from a region. */
export class Standing {
  private readonly stations: Stations;
  private readonly instances: Instances;
  private readonly regions: number;

  constructor(stations: Stations, instances: Instances, regions: number) {
    this.stations = stations;
    this.instances = instances;
    this.regions = regions;
  }

  /** The region in which the last component of a path is visited for the users of `region`: each stands for the one before it as near as it can. */
  along(path: readonly number[], region: number): number {
    return path.reduce((at, station) => this.near(station, at), region);
  }

  copies(station: number): number {
    return this.stations.copies[station]!;
  }

  /** Region sets of a store. */
  sets(station: number): number {
    const { count, shards, copies } = this.stations;
    return Math.max(1, Math.floor(count[station]! / (shards[station]! * copies[station]!)));
  }

  private near(station: number, region: number): number {
    const { first, count, home } = this.stations;
    for (let i = first[station]!; i < first[station]! + count[station]!; i++) if (this.instances.region[i] === region) return region;
    return this.instances.region[home[station * this.regions + region]!]!;
  }
}

/** Shares of the regions for which `of` holds, made to add up to 1; all of them where it holds for none. */
export function sharesBack(shares: Float64Array, of: (region: number) => boolean): Float64Array {
  const kept = shares.map((share, region) => (of(region) ? share : 0));
  const total = kept.reduce((sum, each) => sum + each, 0);
  return total > 0 ? kept.map((share) => share / total) : shares;
}
