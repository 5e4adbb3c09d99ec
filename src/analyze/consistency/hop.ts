import type { Cache, Cdn, Component, Database } from '#model/component.js';
import type { DataItem, ReadGuarantee } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import type { Takers } from './takers.js';

export const ORDERS = ['none', 'causal', 'sequential', 'linearizable'] as const;
export type Order = (typeof ORDERS)[number];

/** What a reader can count on. Not one ladder: each field by itself. */
export type ReadPromise = {
  readonly order: Order;
  readonly readYourWrites: boolean;
  readonly monotonicReads: boolean;
  /** Seconds that what is read may be behind the last acknowledged write. */
  readonly staleness: number | 'unbounded';
};

export type HopKind =
  | 'leader'
  | 'quorum'
  | 'quorum-without-overlap'
  | 'sloppy-quorum'
  | 'async-replica'
  | 'sync-replica'
  | 'other-leader'
  | 'other-region'
  | 'last-write-wins'
  | 'cache'
  | 'derived';

/**
 * What one step of a read's way does to the promise, and where. `ageUnknown`: of its staleness the design says that it is not known;
 * `early`: the writers put this cache right, but before the write; `behind`: it is asked on a miss of that cache; `keeps`: which then
 * keeps for so many seconds what came back (counted into the staleness).
 */
export type Hop = ReadPromise & {
  readonly kind: HopKind;
  readonly component: ComponentId;
  readonly call: Call;
  readonly ageUnknown?: boolean;
  readonly early?: boolean;
  readonly behind?: ComponentId;
  readonly keeps?: number | 'unbounded';
};

export const STRONGEST: ReadPromise = { order: 'linearizable', readYourWrites: true, monotonicReads: true, staleness: 0 };

/** The weaker of two in every field. */
export const weaker = (a: ReadPromise, b: ReadPromise): ReadPromise => ({
  order: ORDERS[Math.min(ORDERS.indexOf(a.order), ORDERS.indexOf(b.order))]!,
  readYourWrites: a.readYourWrites && b.readYourWrites,
  monotonicReads: a.monotonicReads && b.monotonicReads,
  staleness: a.staleness === 'unbounded' || b.staleness === 'unbounded' ? 'unbounded' : Math.max(a.staleness, b.staleness),
});

/** Whether a promise covers what is asked. */
export function meets(promise: ReadPromise, asked: ReadGuarantee): boolean {
  switch (asked) {
    case 'eventual':
      return true;
    case 'read-your-writes':
      return promise.readYourWrites;
    case 'monotonic':
      return promise.monotonicReads;
    case 'causal':
    case 'sequential':
    case 'linearizable':
      return ORDERS.indexOf(promise.order) >= ORDERS.indexOf(asked);
  }
}

/** Whether what a step reads may be older than allowed; of what is derived and of an age nobody knows, nothing is said. */
export const tooOld = ({ kind, staleness, ageUnknown }: Hop, fresh: number): boolean =>
  kind !== 'derived' && ageUnknown !== true && (staleness === 'unbounded' || staleness > fresh);

const QUORUM: ReadPromise = { order: 'none', readYourWrites: true, monotonicReads: true, staleness: 0 };
/** What a reader has left where the later clock keeps one of two writes: nothing in its place is old, but its own write may be gone. */
export const CLOCK: ReadPromise & { readonly kind: 'last-write-wins' } = {
  kind: 'last-write-wins',
  order: 'none',
  readYourWrites: false,
  monotonicReads: true,
  staleness: 0,
};
const COPY: ReadPromise = { order: 'sequential', readYourWrites: true, monotonicReads: true, staleness: 0 };
const BEHIND: ReadPromise = { order: 'none', readYourWrites: false, monotonicReads: false, staleness: 'unbounded' };

/** A copy that may lag: what never changes is not stale there, but may not have arrived yet. */
const lagging = (data: DataItem, lag: number | undefined): ReadPromise => ({
  ...BEHIND,
  staleness: data.changes === 'never' ? 0 : (lag ?? 'unbounded'),
});

/**
 * What reading from a store promises. R + W > N sees the last completed write and no more than that; a sloppy quorum not even
 * that. Synchronous followers have every acknowledged write, but may differ while one is under way. Followers of a leader are
 * taken as asynchronous unless said otherwise: that is what PostgreSQL and MySQL do unless told. Undefined: R or W is not said,
 * or there is no follower to read from.
 */
export function storeHop(
  store: Database,
  call: Call,
  data: DataItem,
  sentHome: boolean,
  takers: Takers = 'one',
): ({ readonly kind: HopKind } & ReadPromise) | undefined {
  const { mode, sync, lag, copies } = store.replication;
  if (store.replicaOf !== undefined) return { kind: 'async-replica', ...lagging(data, call.lag ?? lag), monotonicReads: store.copies <= 1 };
  if (takers === 'unsaid' && call.route !== 'home') return undefined;
  const far = acrossRegions(store, call, data, sentHome, takers);
  if (far !== undefined) return far;
  if (mode === 'leaderless') return quorumHop(store, call, data);
  if (mode === 'multi-leader' && call.target !== 'leader' && call.route !== 'home') return { kind: 'other-leader', ...lagging(data, lag) };
  if (mode === 'multi-leader') return { kind: 'leader', ...COPY, order: 'none' };
  // It reads from a follower that the design does not have.
  if (call.target === 'replica' && copies <= 1) return undefined;
  // More than half of the copies need not hold the leader, nor a follower that it waited for.
  const majority = Math.floor(copies / 2) + 1;
  const spread = call.target === 'any' || call.target === 'replica' || call.target === 'quorum';
  if (!spread || copies <= 1 || mode === 'none') return { kind: 'leader', ...STRONGEST };
  if (sync === 'sync' || mode === 'chain') return { kind: 'sync-replica', ...COPY };
  if (call.target === 'quorum' && majority + (sync === 'semi-sync' ? 2 : 1) > copies) return { kind: 'quorum', ...QUORUM };
  return { kind: 'async-replica', ...lagging(data, lag) };
}

/**
 * A read that stays in the user's own region where other regions follow later. Where writes stay there too (`sentHome` is false), a
 * user sees their own; where each write goes to the region that the data calls home, the reader's region may not have it yet.
 */
function acrossRegions(
  store: Database,
  call: Call,
  data: DataItem,
  sentHome: boolean,
  takers: Takers,
): ({ readonly kind: HopKind } & ReadPromise) | undefined {
  const { across, mode } = store.replication;
  if (store.regions.length <= 1 || across === undefined || across.mode === 'sync') return undefined;
  const anywhere = mode === 'leaderless' || mode === 'multi-leader';
  if (takers === 'each-region' && !anywhere) {
    // The reader's own leader has what was written through it, and the other regions' writes later.
    const own = !sentHome && call.route !== 'home' && (call.target === undefined || call.target === 'leader');
    return { kind: 'other-region', ...lagging(data, across.lag), readYourWrites: own, monotonicReads: own };
  }
  if (call.route === 'home' || call.target === 'leader') return undefined;
  if (!anywhere && call.target === undefined) return undefined;
  const late = { kind: 'other-region', ...lagging(data, across.lag) } as const;
  if (!anywhere || sentHome) return late;
  const near = mode === 'leaderless' ? quorumHop(store, call, data) : late;
  const own = mode === 'multi-leader' || near?.readYourWrites === true;
  return own ? { ...late, readYourWrites: true, monotonicReads: true } : near;
}

function quorumHop(store: Database, call: Call, data: DataItem): ({ readonly kind: HopKind } & ReadPromise) | undefined {
  const { copies, sloppy, lag, readRepair } = store.replication;
  const { read, write } = quorums(store, call);
  if (read === undefined || write === undefined) return undefined;
  if (read + write <= copies) return { kind: 'quorum-without-overlap', ...lagging(data, lag) };
  if (sloppy === true) return { kind: 'sloppy-quorum', ...lagging(data, lag) };
  // A write under way is on some copies only: unless a read brings the others up to it, the next read may meet those again.
  // Source: Apache Cassandra documentation, "Read repair", monotonic quorum reads.
  return { kind: 'quorum', ...QUORUM, monotonicReads: readRepair !== false };
}

/** Copies this read asks and copies that acknowledge a write; undefined where nobody said. */
export function quorums(store: Database, call: Call): { readonly read: number | undefined; readonly write: number | undefined } {
  const { copies, read, write } = store.replication;
  if (call.target === 'any' || call.target === 'replica') return { read: 1, write };
  const majority = Math.floor(copies / 2) + 1;
  return { read: call.target === 'quorum' ? Math.max(read ?? 1, majority) : read, write };
}

/** Whether a call reads many things under one part of their key, or by something else than it. */
function isList({ by, items }: Call, { key }: DataItem): boolean {
  const most = typeof items === 'number' ? items : Math.max(...items.byCase.values());
  return by !== undefined || (key.length > 1 && most > 1);
}

/**
 * What reading a copy from a cache promises. A single thing that never changes is never stale; one that is only added is not
 * either, but a list of them is. `kept` says whether every writer puts the cache right before it answers.
 */
export function cacheHop(
  cache: Cache | Cdn,
  call: Call,
  data: DataItem,
  kept: boolean,
): ({ readonly kind: HopKind } & ReadPromise) | undefined {
  if (data.changes === 'never' || (data.changes === 'append' && !isList(call, data))) return undefined;
  const through = cache.is === 'cache' && (cache.pattern === 'write-through' || cache.pattern === 'write-behind');
  const age = cache.ttl ?? 'unbounded';
  // A cache in each region is put right where the writer is: the users of the other regions keep their copies until they expire.
  const apart = cache.is === 'cache' && cache.regions.length > 1;
  if (kept || through) return { kind: 'cache', order: 'none', readYourWrites: true, monotonicReads: true, staleness: apart ? age : 0 };
  return { kind: 'cache', ...BEHIND, staleness: age };
}

export const isCopy = (component: Component): component is Cache | Cdn => component.is === 'cache' || component.is === 'cdn';
