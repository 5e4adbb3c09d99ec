import { placeOf } from '../workload/keys.js';
import type { Popularity } from '../workload/popularity.js';
import { fill } from './fill.js';
import { Flights } from './flights.js';
import { EVICTION, KeyCache } from './key-cache.js';
import { type CachePlan, type KeyProgram, STAMPEDE } from './key-program.js';
import type { Reads, Steady } from './steady.js';

/** What the closed forms say of one cache: who reads what in one of its sets, and what is there after a long time. */
export type CacheOutlook = {
  readonly popularity: readonly Popularity[];
  readonly reads: readonly Reads[];
  readonly steady: Steady;
  /** Reads that come after a miss of another cache are not independent of what is there: then it is a guess. */
  readonly independent: boolean;
};

/** What is needed of the world of a run. */
type Around = {
  readonly program: {
    readonly keys: KeyProgram;
    readonly stations: { readonly leaders: number };
    readonly instances: { readonly count: number };
  };
  readonly random: Int32Array;
  readonly now: number;
  stationStream(station: number, purpose: number): number;
};

/** Copies of one cache that are followed one by one, about. */
const FOLLOWED = 1 << 15;
/** Room for more than the closed form expects in a part: its share differs from the mean, and loads rise. */
const SPARE = 2;
const FEW = 64;

/** What was counted: by cache and data, while measuring. */
export const SEEN = { asked: 0, found: 1, stale: 2, joined: 3, renewed: 4 } as const;
export const SEEN_RECORD = 8;

/** The caches of a run whose copies are followed key by key, and what was asked of the shards of stores. */
export class Caches {
  readonly caches: readonly KeyCache[];
  readonly flights = new Flights();
  /** By cache and data: counts since the measurement began. */
  readonly seen: readonly Float64Array[];
  /** By cache: how long the latest fetches took, in seconds. */
  readonly fetchTime: Float64Array;
  /** By shard of a store (see `leaderOf`): visits by key since the measurement began. */
  readonly shardVisits: Float64Array;
  /** By instance: seconds of work begun since the measurement began. */
  readonly worked: Float64Array;
  /** Generator and rank for the keys after the first of one call. */
  readonly scratch = new Int32Array(4);
  readonly rank = new Float64Array(1);
  private readonly outlooks: readonly CacheOutlook[];
  private readonly program: KeyProgram;

  constructor(world: Around, outlooks: readonly CacheOutlook[]) {
    const { keys, stations, instances } = world.program;
    this.program = keys;
    this.outlooks = outlooks;
    this.caches = keys.caches.map((plan, i) => new KeyCache(shapeOf(plan, outlooks[i]!)));
    this.seen = keys.caches.map((plan) => new Float64Array(plan.data.length * SEEN_RECORD));
    this.fetchTime = new Float64Array(keys.caches.length);
    this.shardVisits = new Float64Array(stations.leaders);
    this.worked = new Float64Array(instances.count);
    keys.caches.forEach((plan, cache) => {
      for (let set = 0; set < plan.sets; set++) this.refill(world, cache, set);
    });
  }

  /** What was counted so far is forgotten. */
  restart(): void {
    for (const each of this.seen) each.fill(0);
    this.shardVisits.fill(0);
    this.worked.fill(0);
  }

  /** Puts into one set of a cache, or into some of its parts, what is there after a long time. */
  refill(world: Around, cache: number, set: number, only?: ReadonlySet<number>): void {
    const plan = this.program.caches[cache]!;
    const salt = this.program.salts[plan.station]!;
    const partOf = (_: number, rank: number) => {
      const part = set * plan.shards + placeOf(rank, salt, plan.shards);
      return only === undefined || only.has(part) ? part : -1;
    };
    const stream = world.stationStream(plan.station, 3);
    fill(this.caches[cache]!, { ...this.outlooks[cache]!, partOf }, world.now, world.random, stream);
  }

  /** Instances that were filled before they serve again: of their parts, those that lost everything are as after a long time. */
  warm(world: Around, instances: readonly number[]): void {
    this.program.caches.forEach((plan, cache) => {
      const lost = [...plan.first.keys()].filter(
        (part) =>
          this.caches[cache]!.copies[part] === 0 &&
          instances.some((each) => plan.partOfCaller.length === 0 && each >= plan.first[part]! && each < plan.first[part]! + plan.copies),
      );
      const only = new Set(lost);
      for (const set of new Set(lost.map((part) => Math.floor(part / plan.shards)))) this.refill(world, cache, set, only);
    });
  }

  /** An instance died: what it held, and nobody else does, is lost. */
  lose(instance: number, alive: Uint8Array): void {
    this.program.caches.forEach((plan, cache) => {
      if (plan.partOfCaller.length > 0) {
        const part = plan.partOfCaller[instance]!;
        if (part >= 0) this.caches[cache]!.empty(part);
        return;
      }
      plan.first.forEach((first, part) => {
        if (instance < first || instance >= first + plan.copies) return;
        for (let each = first; each < first + plan.copies; each++) if (alive[each] === 1) return;
        this.caches[cache]!.empty(part);
      });
    });
  }

  /** A component loses all its copies. */
  empty(station: number): void {
    this.program.caches.forEach((plan, cache) => {
      if (plan.station === station) for (let part = 0; part < plan.first.length; part++) this.caches[cache]!.empty(part);
    });
  }
}

/** The arrays of a cache are as large as what the closed forms expect to be in it, and above some size copies stand for several keys. */
function shapeOf(plan: CachePlan, { reads, steady }: CacheOutlook) {
  const there = reads.reduce((sum, { count }, data) => sum + steady.there[data]!.reduce((of, each, g) => of + each * count[g]!, 0), 0);
  const keys = reads.reduce((sum, { count }) => sum + count.reduce((of, each) => of + each, 0), 0);
  const smallest = Math.min(...plan.sizes);
  const room =
    plan.stampede === STAMPEDE.serveStale && plan.capacity === Infinity ? keys : Math.min(keys, (plan.capacity * plan.shards) / smallest);
  const wanted = plan.capacity < Infinity || plan.stampede === STAMPEDE.serveStale ? room : Math.min(room, SPARE * there + FEW);
  const block = Math.max(1, Math.ceil((wanted * plan.sets) / FOLLOWED));
  const head = block === 1 ? Number.MAX_SAFE_INTEGER : Math.floor(FOLLOWED / 4 / plan.sets);
  const followed = block === 1 ? wanted : wanted / block + head * reads.length;
  return {
    parts: plan.first.length,
    eviction: plan.capacity === Infinity && plan.eviction !== EVICTION.none ? EVICTION.ttl : plan.eviction,
    capacity: plan.capacity,
    ttl: plan.ttl,
    spread: plan.spread,
    keepsStale: plan.stampede === STAMPEDE.serveStale,
    sizes: plan.sizes,
    most: Math.ceil(followed / plan.shards + 6 * Math.sqrt(followed / plan.shards) + FEW),
    head,
    block,
  };
}
