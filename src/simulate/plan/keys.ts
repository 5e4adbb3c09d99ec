import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { CacheOutlook } from '../caches/caches.js';
import { type CachePlan, STAMPEDE } from '../caches/key-program.js';
import { hitRatio, type Reads, steadyState } from '../caches/steady.js';
import { shardedBy } from '../compile/keyed.js';
import type { Program } from '../kernel/program.js';
import { placeOf } from '../workload/keys.js';
import { type Popularity, popularityOf } from '../workload/popularity.js';
import { type KeyRate, keyRates } from './key-rates.js';

/** What the closed forms say of keys under a load. */
export type KeyOutlook = {
  /** By cache. */
  readonly caches: readonly CacheOutlook[];
  /** Share of the keys of a read that is found. */
  readonly ratios: ReadonlyMap<Call, number>;
  /** By call: what falls on each shard of its target, as a share of all that it asks. */
  readonly shares: ReadonlyMap<Call, Float64Array>;
  /** Seconds until caches that are read after misses of others have forgotten what they were filled with at the start. */
  readonly settles: number;
};

const NOTHING: KeyOutlook = { caches: [], ratios: new Map(), shares: new Map(), settles: 0 };

/** Looks at the keys of a design; `rates`: requests a second of each flow of the program. */
export function keyOutlook(model: DesignModel, program: Program, rates: readonly number[]): KeyOutlook {
  const { keys } = program;
  if (keys.data.length === 0) return keys.found.size === 0 ? NOTHING : { ...NOTHING, ratios: keys.found };
  const popularity = keys.data.map(({ law }) => popularityFor(law.items, law.exponent));
  const all = program.flows.flatMap((flow, i) => keyRates(model, model.flows.get(flow.id)!, rates[i]!, keys.reads));
  const view = new View(program, popularity);
  for (const rate of all) {
    if (keys.reads.has(rate.call)) view.read(rate);
    // What a miss puts there is no more than the miss itself does.
    else if (keys.changing.has(rate.call) && rate.call.when.kind !== 'miss') view.change(rate);
  }
  const caches = keys.caches.map((_, cache) => view.outlook(cache));
  const ratios = new Map<Call, number>();
  for (const rate of all) if (keys.reads.has(rate.call)) ratios.set(rate.call, view.ratio(rate));
  const shares = new Map<Call, Float64Array>();
  for (const rate of all) {
    const item = shardedBy(model, rate.call);
    const data = item === undefined ? -1 : keys.data.findIndex(({ id }) => id === item.id);
    if (data >= 0 && !rate.even && !shares.has(rate.call)) shares.set(rate.call, view.shares(rate, data));
  }
  const independent = keys.caches.map((_, cache) => view.independent(cache));
  const times = keys.caches.map(({ ttl }, i) => Math.min(ttl, caches[i]!.steady.time)).filter(Number.isFinite);
  const settles = independent.every((each) => each) ? 0 : Math.max(0, ...times);
  return { caches: caches.map((each, i) => ({ ...each, independent: independent[i]! })), ratios, shares, settles };
}

/** The same law is asked for at each load of a sweep. */
const known = new Map<string, Popularity>();

function popularityFor(items: number, exponent: number): Popularity {
  const name = `${items} ${exponent}`;
  const found = known.get(name) ?? popularityOf(items, exponent);
  if (known.size > 64) known.clear();
  known.set(name, found);
  return found;
}

class View {
  private readonly program: Program;
  private readonly popularity: readonly Popularity[];
  private readonly reads: KeyRate[][];
  private readonly changes: KeyRate[][];
  private readonly outlooks: (CacheOutlook | undefined)[];

  constructor(program: Program, popularity: readonly Popularity[]) {
    this.program = program;
    this.popularity = popularity;
    this.reads = program.keys.caches.map(() => []);
    this.changes = program.keys.caches.map(() => []);
    this.outlooks = program.keys.caches.map(() => undefined);
  }

  change(rate: KeyRate): void {
    this.changes[this.program.keys.changing.get(rate.call)!.cache]!.push(rate);
  }

  read(rate: KeyRate): void {
    this.reads[this.program.keys.reads.get(rate.call)!.cache]!.push(rate);
  }

  /** What one set of a cache is asked for and holds; the caches asked before it come first. */
  outlook(cache: number): CacheOutlook {
    const known = this.outlooks[cache];
    if (known !== undefined) return known;
    const plan = this.program.keys.caches[cache]!;
    const empty: Reads[] = plan.data.map((data, i) => {
      const { count } = this.popularity[data]!;
      return { rate: new Float64Array(count.length), count, size: plan.sizes[i]! };
    });
    // A cache that is read after a miss of its own is looked at as if nothing had been there.
    this.outlooks[cache] = { popularity: [], reads: empty, steady: { time: 0, there: empty.map(({ rate }) => rate) }, independent: true };
    const zero = (length: number) => new Float64Array(length);
    const reads = empty.map(({ rate: { length }, count, size }) => ({
      rate: zero(length),
      puts: zero(length),
      drops: zero(length),
      count,
      size,
    }));
    for (const read of this.reads[cache]!) {
      const { data } = this.program.keys.reads.get(read.call)!;
      const missed = this.missedBefore(read);
      const { share, count } = this.popularity[plan.data[data]!]!;
      const all = count.reduce((sum, each) => sum + each, 0);
      for (let group = 0; group < share.length; group++) {
        const chance = read.even ? 1 / all : share[group]!;
        reads[data]!.rate[group]! += ((read.rate * read.items) / plan.sets) * chance * missed[group]!;
      }
    }
    for (const change of this.changes[cache]!) this.addChange(change, reads, plan);
    const lasts = plan.stampede === STAMPEDE.serveStale ? Infinity : plan.ttl;
    const steady = steadyState(plan.eviction, plan.capacity * plan.shards, lasts, reads);
    const outlook = { popularity: plan.data.map((data) => this.popularity[data]!), reads, steady, independent: true };
    this.outlooks[cache] = outlook;
    return outlook;
  }

  private addChange({ call, rate, items, even }: KeyRate, reads: readonly Reads[], plan: CachePlan): void {
    const { data } = this.program.keys.changing.get(call)!;
    const { share, count } = this.popularity[plan.data[data]!]!;
    const { puts, drops } = reads[data]!;
    const to = call.operation?.kind === 'write' ? puts! : drops!;
    const all = count.reduce((sum, each) => sum + each, 0);
    for (let group = 0; group < share.length; group++) to[group]! += ((rate * items) / plan.sets) * (even ? 1 / all : share[group]!);
  }

  /** Whether none of its reads comes after a miss of another cache, so that they are independent of what is there. */
  independent(cache: number): boolean {
    return this.reads[cache]!.every(({ under }) => under.length === 0);
  }

  /** Share of the keys of one read that is found. */
  ratio(read: KeyRate): number {
    const { cache, data } = this.program.keys.reads.get(read.call)!;
    const { reads, steady, popularity } = this.outlook(cache);
    const missed = this.missedBefore(read);
    const { share, count } = popularity[data]!;
    return hitRatio({ rate: share.map((each, group) => each * missed[group]!), count, size: reads[data]!.size }, steady.there[data]!);
  }

  /** By group of keys: the chance that all caches asked before did not have them. */
  private missedBefore({ under, call }: KeyRate): Float64Array {
    const { data } = this.program.keys.reads.get(call) ?? { data: -1 };
    return this.missed(under, data < 0 ? undefined : this.program.keys.caches[this.program.keys.reads.get(call)!.cache]!.data[data]!);
  }

  private missed(under: readonly Call[], data: number | undefined): Float64Array {
    const groups = data === undefined ? 0 : this.popularity[data]!.share.length;
    const missed = new Float64Array(groups).fill(1);
    for (const read of under) {
      const at = this.program.keys.reads.get(read)!;
      const there = this.outlook(at.cache).steady.there[at.data]!;
      if (this.program.keys.caches[at.cache]!.data[at.data] !== data) continue;
      for (let group = 0; group < groups; group++) missed[group]! *= 1 - there[group]!;
    }
    return missed;
  }

  /** What falls on each shard: the keys told one by one where they live, the others evenly. */
  shares(rate: KeyRate, data: number): Float64Array {
    const { stations, keys } = this.program;
    const station = stations.ids.indexOf(rate.call.visit.component);
    const shards = stations.shards[station]!;
    const { from, count, share } = this.popularity[data]!;
    const missed = this.missed(rate.under, data);
    const shares = new Float64Array(shards);
    let rest = 0;
    for (let group = 0; group < from.length; group++) {
      const of = share[group]! * missed[group]! * count[group]!;
      if (count[group] === 1) shares[placeOf(from[group]!, keys.salts[station]!, shards)]! += of;
      else rest += of;
    }
    const all = shares.reduce((sum, each) => sum + each, rest);
    return all > 0 ? shares.map((each) => (each + rest / shards) / all) : shares.fill(1 / shards);
  }
}
