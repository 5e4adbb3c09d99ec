import { type ServiceTime, squaredCv } from '#model/service-time.js';
import type { Program } from '../kernel/program.js';

/** Instances by place, in one region or in all. */
type Standing = ReadonlyMap<number, number>;

/** More shards than this are not looked at: they stand in the same zones, in turns. */
const MOST_SHARDS = 64;

/** Mean times of the network between instances that are chosen evenly, near the caller where they can be. Seconds there and back. */
export class Ways {
  private readonly program: Program;
  private readonly known = new Map<number, number>();
  private readonly waits = new Map<number, number>();
  private readonly standing = new Map<number, Standing>();
  /** Users by the instance that stands for them. */
  private readonly users = new Map<number, number>();

  private constructor(program: Program) {
    this.program = program;
    for (const { clients, shares } of program.flows)
      clients.forEach((client, i) => {
        this.users.set(client, (this.users.get(client) ?? 0) + shares[i]!);
      });
  }

  /** The ways of a program; they are found once. */
  static of(program: Program): Ways {
    const found = known.get(program) ?? new Ways(program);
    known.set(program, found);
    return found;
  }

  /** From a component to another one. */
  between(from: number, to: number): number {
    if (!this.program.spread) return 0;
    const name = from * this.program.stations.ids.length + to;
    const found = this.known.get(name) ?? this.meanBetween(from, to);
    this.known.set(name, found);
    return found;
  }

  private meanBetween(from: number, to: number): number {
    const { roundTrip, places, regions } = this.program;
    let sum = 0;
    let all = 0;
    for (let region = 0; region < regions.length; region++) {
      const near = this.nearby(to, region);
      for (const [a, callers] of this.placesIn(from, region)) {
        for (const [b, share] of near) sum += callers * share * roundTrip[a * places + b]!;
        all += callers;
      }
    }
    return all > 0 ? sum / all : 0;
  }

  /** Instances of a component in a region by place; of clients, how many users each stands for. */
  private placesIn(station: number, region: number): Standing {
    const { stations, instances } = this.program;
    const found = new Map<number, number>();
    const first = stations.first[station]!;
    for (let i = first; i < first + stations.count[station]!; i++) {
      if (instances.region[i] !== region) continue;
      const place = instances.zone[i]!;
      found.set(place, (found.get(place) ?? 0) + (this.users.get(i) ?? 1));
    }
    return found;
  }

  /** Shares of the places where somebody in a region finds a component. */
  private nearby(station: number, region: number): Standing {
    const { stations, instances, regions } = this.program;
    const name = station * regions.length + region;
    const known = this.standing.get(name);
    if (known !== undefined) return known;
    const at = instances.region[stations.home[name]!]!;
    const found = new Map<number, number>();
    let all = 0;
    for (const [place, count] of this.placesIn(station, at)) {
      found.set(place, count);
      all += count;
    }
    for (const [place, count] of found) found.set(place, count / all);
    this.standing.set(name, found);
    return found;
  }

  /** From the copy of a store that took a call (its leader, or any) to the `needed`-th nearest other copy. */
  toCopies(station: number, needed: number, led: boolean): number {
    const name = (station * 64 + needed) * 2 + (led ? 1 : 0);
    const found = this.waits.get(name) ?? this.meanToCopies(station, needed, led);
    this.waits.set(name, found);
    return found;
  }

  private meanToCopies(station: number, needed: number, led: boolean): number {
    const { stations, instances, roundTrip, places } = this.program;
    const copies = stations.copies[station]!;
    const sets = Math.min(MOST_SHARDS, Math.max(1, Math.floor(stations.count[station]! / copies)));
    const took = led ? 1 : copies;
    let sum = 0;
    for (let set = 0; set < sets; set++) {
      const first = stations.first[station]! + set * copies;
      for (let from = first; from < first + took; from++) {
        const trips: number[] = [];
        for (let to = first; to < first + copies; to++)
          if (to !== from) trips.push(roundTrip[instances.zone[from]! * places + instances.zone[to]!]!);
        sum += trips.sort((a, b) => a - b)[Math.min(needed, trips.length) - 1] ?? 0;
      }
    }
    return sum / sets / took;
  }
}

const known = new WeakMap<Program, Ways>();

/**
 * Mean of the `needed`-th shortest of `count` service times. Exact for constant and exponential ones (order statistics of the latter:
 * Renyi 1953); others lie between by their coefficient of variation, and never above the exponential.
 */
export function slowestOfCopies(time: ServiceTime, count: number, needed: number): number {
  let exponential = 0;
  for (let i = 0; i < Math.min(needed, count); i++) exponential += 1 / (count - i);
  const cv = Math.sqrt(squaredCv(time));
  return time.mean * Math.max(0, 1 + (exponential < 1 && Number.isFinite(cv) ? cv : Math.min(1, cv)) * (exponential - 1));
}
