import type { Isolation } from '#model/component.js';
import type { DataItem, DesignModel, QualityTarget, ReadGuarantee } from '#model/design.js';
import type { Call, Flow } from '#model/flow.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import { saysUnknown, stepSaysUnknown } from '../unknown.js';
import { callsOf, type Placed, touching } from './calls.js';
import { CLOCK, cacheHop, type Hop, isCopy, meets, type ReadPromise, STRONGEST, storeHop, tooOld, weaker } from './hop.js';
import { type AcrossFailover, acrossFailover, isolationOf, monotonicWrites } from './standing.js';
import { clockDecides, type Takers, takersFor } from './takers.js';

/** What reading a data item in a flow promises, what is asked of it, and the steps that make it what it is. */
export type Reading = {
  /** null: part of the way is not known (somebody else's system, a reader that nothing is said of). */
  readonly guarantee: ReadPromise | null;
  readonly asked: ReadGuarantee | null;
  readonly fresh: number | null;
  /** `none` where nothing is asked. */
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'none';
  /** Steps weaker than reading the one leader, in the order of the path. */
  readonly why: readonly Hop[];
  /** The order that is left when another leader takes over; null where the guarantee is not known. */
  readonly acrossFailover: AcrossFailover | null;
  /** Writes of one session are applied in their order. Null: not known. */
  readonly monotonicWrites: boolean | null;
  /** Weakest isolation of the stores read; null: not said. */
  readonly isolation: Isolation | null;
};

export type Consistency = ReadonlyMap<DataId, ReadonlyMap<FlowId, Reading>>;

/** Guarantees by data item and reading flow, derived hop by hop. A flow gets the weakest of its reads. */
export function consistencyOf(model: DesignModel): Consistency {
  const calls = [...model.flows.values()].filter(({ workload }) => workload.kind !== 'part').flatMap(callsOf);
  const found = new Map<DataId, ReadonlyMap<FlowId, Reading>>();
  for (const data of model.data.values()) {
    const flows = new Map<FlowId, Reading>();
    const reads = touching(calls, 'read', data.id);
    const sentHome = touching(calls, 'write', data.id).some(({ call }) => call.route === 'home');
    const takers = takersFor(model, data, calls);
    const scene: Scene = { model, calls, data, derived: derivedLag(calls, data), kept: keeper(calls, data), sentHome, takers };
    for (const [flow, own] of byFlow(reads)) flows.set(flow, reading(scene, own));
    if (flows.size > 0) found.set(data.id, flows);
  }
  return found;
}

function byFlow(reads: readonly Placed[]): ReadonlyMap<FlowId, readonly Placed[]> {
  const flows = new Map<FlowId, Placed[]>();
  for (const read of reads) {
    const own = flows.get(read.flow.id) ?? [];
    own.push(read);
    flows.set(read.flow.id, own);
  }
  return flows;
}

/** What the reads of one data item share. */
type Scene = {
  readonly model: DesignModel;
  readonly calls: readonly Placed[];
  readonly data: DataItem;
  /** It is brought up to date only after the writer of what it is derived from was answered. */
  readonly derived: boolean;
  /** How every writer treats this cache. */
  readonly kept: (cache: ComponentId) => Kept;
  /** Some write of it goes to the region it calls home, wherever the writer is. */
  readonly sentHome: boolean;
  readonly takers: Takers;
};

function reading(scene: Scene, reads: readonly Placed[]): Reading {
  const { model, data } = scene;
  const steps = behindCaches(
    model,
    reads,
    reads.map((each) => hopsOf(scene, each)),
  );
  const hops = steps.flatMap((each) => each ?? []);
  const guarantee = steps.includes(undefined) ? null : hops.map((hop) => together(hop, hops)).reduce<ReadPromise>(weaker, STRONGEST);
  const targets = model.requirements.quality.filter(
    (each) => each.data === data.id && (each.flow === undefined || each.flow === reads[0]?.flow.id),
  );
  const asked = strictest(targets);
  const fresh = targets.reduce<number | null>(
    (least, { fresh: each }) => (each === undefined ? least : Math.min(least ?? Infinity, each)),
    null,
  );
  const why = hops.filter((hop) => !meets(hop, 'linearizable') || hop.staleness !== 0);
  return {
    guarantee,
    asked,
    fresh,
    verdict: verdictOf(guarantee, hops, asked, fresh),
    why,
    acrossFailover: guarantee && acrossFailover(model, scene.calls, data, guarantee.order),
    monotonicWrites: monotonicWrites(model, scene.calls, data),
    isolation: isolationOf(model, reads),
  };
}

const LADDER: readonly ReadGuarantee[] = ['eventual', 'read-your-writes', 'monotonic', 'causal', 'sequential', 'linearizable'];

function strictest(targets: readonly QualityTarget[]): ReadGuarantee | null {
  const asked = targets.flatMap(({ reads }) => reads ?? []);
  return asked.length === 0 ? null : LADDER[Math.max(...asked.map((each) => LADDER.indexOf(each)))]!;
}

function verdictOf(
  guarantee: ReadPromise | null,
  hops: readonly Hop[],
  asked: ReadGuarantee | null,
  fresh: number | null,
): Reading['verdict'] {
  if (asked === null && fresh === null) return 'none';
  // What is known to be too weak fails, whatever the rest turns out to be.
  if (asked !== null && hops.some((hop) => !meets(hop, asked))) return 'fail';
  if (fresh !== null && hops.some((hop) => tooOld(hop, fresh))) return 'fail';
  const unaged = fresh !== null && hops.some((hop) => hop.kind === 'derived' || hop.ageUnknown === true);
  return guarantee === null || unaged ? 'unknown' : 'pass';
}

/** Whether the design says that nobody knows how far a copy that the call reads may be behind. */
const lagUnknown = (model: DesignModel, call: Call): boolean =>
  stepSaysUnknown(model, call, 'lag') ||
  ['lag', 'replication.lag', 'replication.across.lag'].some((name) => saysUnknown(model, `components.${call.visit.component}.${name}`));

/**
 * Steps with what the misses of caches make of them: what a cache is filled with from a copy that is behind stays in it for its
 * lifetime, also where every writer puts the cache right, since that happens before the copy has caught up.
 */
function behindCaches(
  model: DesignModel,
  reads: readonly Placed[],
  steps: readonly (readonly Hop[] | undefined)[],
): readonly (readonly Hop[] | undefined)[] {
  return reads.map((read, i) => {
    const own = steps[i];
    const asked = reads.findIndex(({ call, flow }) => flow === read.flow && fills(call, read));
    const cache = asked < 0 ? undefined : model.components.get(reads[asked]!.call.visit.component);
    if (own === undefined || cache === undefined || !isCopy(cache)) return own;
    const kept = steps[asked]?.some(({ component, readYourWrites }) => component === cache.id && readYourWrites) === true;
    return own.map((hop): Hop => {
      if (hop.component !== read.call.visit.component || hop.staleness === 0 || hop.kind === 'derived') return hop;
      if (!kept) return { ...hop, behind: cache.id };
      const keeps = cache.ttl ?? 'unbounded';
      const staleness = hop.staleness === 'unbounded' || keeps === 'unbounded' ? 'unbounded' : hop.staleness + keeps;
      return { ...hop, behind: cache.id, keeps, staleness };
    });
  });
}

/** A cache that nobody puts right is filled with the older value of a copy behind it until that has caught up: the two ages add up. */
function together(hop: Hop, hops: readonly Hop[]): ReadPromise {
  const cached = hop.keeps === undefined ? hops.find(({ kind, component }) => kind === 'cache' && component === hop.behind) : undefined;
  if (cached === undefined || hop.staleness === 0) return hop;
  const unbounded = hop.staleness === 'unbounded' || cached.staleness === 'unbounded';
  return { ...hop, staleness: unbounded ? 'unbounded' : Number(hop.staleness) + Number(cached.staleness) };
}

/** Whether `cached` asks the cache that `read` is made on a miss of, by the caller or by the cache itself. */
const fills = (cached: Call, { call: { when }, above }: Placed): boolean =>
  (when.kind === 'miss' && when.of === cached.id) || above.some((each) => each === cached && cached.hit !== undefined);

/** The steps a read's answer comes through; undefined when the way is not known. */
function hopsOf({ model, calls, data, derived, kept, sentHome, takers }: Scene, read: Placed): readonly Hop[] | undefined {
  const { call } = read;
  const target = model.components.get(call.visit.component);
  if (target === undefined) return undefined;
  const at = { component: target.id, call };
  const lag = derived
    ? [{ ...at, kind: 'derived', order: 'none', readYourWrites: false, monotonicReads: true, staleness: 'unbounded' } as const]
    : [];
  if (isCopy(target) && data.in !== target.id) {
    if (saysUnknown(model, `data.${data.id}.changes`)) return undefined;
    const care = kept(target.id);
    const hop = cacheHop(target, call, data, care === 'kept');
    return hop === undefined ? lag : [...lag, { ...hop, ...at, ...(care === 'early' && { early: true }) }];
  }
  switch (target.is) {
    case 'database': {
      const hop = storeHop(target, call, data, sentHome, takers);
      const unsaid = hop?.kind === 'async-replica' && saysUnknown(model, `components.${target.id}.replication.sync`);
      const ageUnknown = hop?.staleness === 'unbounded' && lagUnknown(model, call);
      if (hop === undefined || unsaid) return undefined;
      const dropped = hop.readYourWrites && target.id === data.in && clockDecides(target, data, takers);
      return [...lag, { ...hop, ...at, ...(ageUnknown && { ageUnknown }) }, ...(dropped ? [{ ...CLOCK, ...at }] : [])];
    }
    case 'cache':
    case 'object-store':
    case 'file-system':
    case 'lock-service':
    case 'coordinator':
    case 'registry':
      return lag;
    default:
      // It only passes on what it reads itself, inside this visit; those reads are judged where they stand.
      return callsOfVisit(calls, read).some((each) => each.call.operation?.data === data.id) ? lag : undefined;
  }
}

const callsOfVisit = (calls: readonly Placed[], read: Placed): readonly Placed[] =>
  calls.filter((each) => each.flow === read.flow && each.above.includes(read.call));

/**
 * Whether every flow that writes the data also puts a cache right, waiting for it, after the write (`kept`); or every one does, but
 * some takes the copy out too `early`, so that a reader in between puts the old value back.
 */
type Kept = 'kept' | 'early' | 'not';

/** Tells of a cache how the writers treat it. A new value that is put into it may come before the write, or after. */
function keeper(calls: readonly Placed[], data: DataItem): (cache: ComponentId) => Kept {
  const place = new Map(calls.map((each, index) => [each, index]));
  const writes = touching(calls, 'write', data.id);
  const repairs = [...touching(calls, 'invalidate', data.id), ...writes].filter(
    ({ call, awaited }) => awaited && call.when.kind === 'always',
  );
  const known = new Map<ComponentId, Kept>();
  const judge = (cache: ComponentId): Kept => {
    const last = new Map<Flow, number>();
    for (const repair of repairs.filter(({ call }) => call.visit.component === cache)) {
      const at = repair.call.operation?.kind === 'write' ? Infinity : (place.get(repair) ?? -1);
      last.set(repair.flow, Math.max(last.get(repair.flow) ?? -1, at));
    }
    const others = writes.filter(({ call }) => call.visit.component !== cache);
    if (others.length === 0 || others.some((write) => !last.has(write.flow))) return 'not';
    return others.every((write) => (last.get(write.flow) ?? -1) > (place.get(write) ?? 0)) ? 'kept' : 'early';
  };
  return (cache) => {
    const kept = known.get(cache) ?? judge(cache);
    known.set(cache, kept);
    return kept;
  };
}

/** Whether data derived from other data is brought up to date only after the writer of that other data was answered. */
function derivedLag(calls: readonly Placed[], data: DataItem): boolean {
  if (data.of === undefined) return false;
  const sources = touching(calls, 'write', data.of);
  const own = touching(calls, 'write', data.id);
  return sources.some((source) => !own.some((write) => write.flow === source.flow && write.awaited)) || sources.length === 0;
}
