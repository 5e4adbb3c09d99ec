import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { DataId } from '#model/ids.js';
import { EVICTION } from '../caches/key-cache.js';
import { type CachePlan, type KeyedData, type KeyProgram, STAMPEDE } from '../caches/key-program.js';
import type { Instances, Stations } from '../kernel/program.js';
import { saltOf, zipfLaw } from '../workload/keys.js';
import type { Code, Label, SiteDraft } from './code.js';
import { type Counted, copiesOf, type Keeping, shardedBy } from './keyed.js';
import type { StationSpec } from './station-spec.js';

const NONE: ReadonlyMap<Call, number> = new Map();

export type CacheDraft = {
  readonly station: number;
  readonly keeping: Keeping;
  readonly data: number[];
  readonly sizes: number[];
  readonly claimed: number[];
  /** Components that call one that lives in its callers. */
  readonly callers: Set<number>;
};

export type LookupDraft = {
  cache: number;
  data: number;
  missed: number;
  part: number;
  flight: number;
  items: number;
  several: boolean;
  after: Label;
};

const STAMPEDE_OF = {
  none: STAMPEDE.none,
  'single-flight': STAMPEDE.singleFlight,
  'early-refresh': STAMPEDE.earlyRefresh,
  'serve-stale': STAMPEDE.serveStale,
} as const;

/** The keys of a design while it is compiled: which data has them, and what keeps copies of it. */
export class KeyDraft {
  readonly data: (KeyedData & { readonly item: Counted })[] = [];
  readonly caches: CacheDraft[] = [];
  readonly lookups: LookupDraft[] = [];
  readonly reads = new Map<Call, { readonly cache: number; readonly data: number }>();
  readonly changing = new Map<Call, { readonly cache: number; readonly data: number }>();
  readonly changes: { cache: number; data: number }[] = [];
  /** Calls that visit several shards: the register that has the shard of each visit. */
  readonly scattered = new Map<Call, number>();
  readonly model: DesignModel;
  /** Share of the keys of a read that is found, where they are not followed; `undefined`: they are. */
  readonly found: ReadonlyMap<Call, number> | undefined;
  private readonly specs: readonly StationSpec[];
  private readonly indices = new Map<DataId, number>();

  /** `found`: keys are not followed, and so many of those of a read are found. */
  constructor(model: DesignModel, specs: readonly StationSpec[], found?: ReadonlyMap<Call, number>) {
    this.model = model;
    this.found = found;
    this.specs = specs;
  }

  /** The place of the data among those with keys. */
  of(item: Counted): number {
    const known = this.indices.get(item.id);
    if (known !== undefined) return known;
    const count = Math.round(item.count);
    const index = this.data.push({ id: item.id, item, law: zipfLaw(count, item.popularity.zipf), even: zipfLaw(count, 0) }) - 1;
    this.indices.set(item.id, index);
    return index;
  }

  /** The data whose key decides the shard of a call; -1: any; below that, -2 - the register that has it. */
  shardKey(call: Call): number {
    const register = this.scattered.get(call);
    if (register !== undefined) return -2 - register;
    const item = this.found === undefined ? shardedBy(this.model, call) : undefined;
    return item === undefined ? -1 : this.of(item);
  }

  /** The cache that a call reads, fills or clears, and the place of the data in it. */
  copies(call: Call): { readonly cache: number; readonly data: number } | undefined {
    const found = this.found === undefined ? copiesOf(this.model, call) : undefined;
    if (found === undefined) return undefined;
    const station = this.specs.findIndex(({ component }) => component.id === call.visit.component);
    let cache = this.caches.findIndex((each) => each.station === station);
    if (cache < 0) {
      cache = this.caches.push({ station, keeping: found.keeping, data: [], sizes: [], claimed: [], callers: new Set() }) - 1;
    }
    const draft = this.caches[cache]!;
    const index = this.of(found.item);
    let data = draft.data.indexOf(index);
    if (data < 0) {
      data = draft.data.push(index) - 1;
      draft.sizes.push(found.item.item ?? 1);
      draft.claimed.push(-1);
    }
    if (call.hit !== undefined && draft.claimed[data]! < 0) draft.claimed[data] = call.hit;
    return { cache, data };
  }

  finish(stations: Stations, instances: Instances, code: Code): KeyProgram {
    const siteKey = Int32Array.from(code.sites, (site: SiteDraft) => site.key ?? -1);
    const byKey = new Uint8Array(stations.ids.length);
    code.sites.forEach((site) => {
      if ((site.key ?? -1) >= 0) byKey[site.station] = 1;
    });
    for (const { key, station } of code.copySets) if ((key ?? -1) >= 0) byKey[station] = 1;
    return {
      data: this.data.map(({ id, law, even }) => ({ id, law, even })),
      caches: this.caches.map((draft) => this.plan(draft, stations, instances)),
      lookups: this.lookups.map((each) => ({ ...each, after: each.after < 0 ? -1 : code.at(each.after) })),
      changes: this.changes,
      reads: this.reads,
      changing: this.changing,
      found: this.found ?? NONE,
      salts: Int32Array.from(stations.ids, saltOf),
      byKey,
      warmUp: Float64Array.from(this.specs, ({ component }) => (component.is === 'cache' ? (component.warmUp ?? 0) : 0)),
      siteKey,
    };
  }

  private plan(draft: CacheDraft, stations: Stations, instances: Instances): CachePlan {
    const { station, keeping, data, sizes, claimed, callers } = draft;
    const spec = this.specs[station]!;
    const { component } = spec;
    const local = component.is === 'cache' && component.local === true;
    const partOfCaller = new Int32Array(local ? instances.count : 0).fill(-1);
    const first: number[] = [];
    if (local) {
      for (let i = 0; i < instances.count; i++) if (callers.has(instances.of[i]!)) partOfCaller[i] = first.push(i) - 1;
    } else {
      const step = spec.layout === 'store' ? spec.copies : 1;
      for (let i = 0; i < stations.count[station]!; i += step) first.push(stations.first[station]! + i);
    }
    const shards = local || spec.layout !== 'store' ? 1 : spec.shards;
    return {
      ...{ station, data, sizes, claimed, shards },
      sets: first.length / shards,
      first: Int32Array.from(first),
      copies: local || spec.layout !== 'store' ? 1 : spec.copies,
      partOfCaller,
      eviction: EVICTION[keeping.eviction],
      capacity: local ? keeping.capacity * component.shards.count : keeping.capacity,
      ttl: keeping.ttl,
      spread: keeping.spread,
      stampede: STAMPEDE_OF[keeping.stampede],
    };
  }
}
