import type { Call } from '#model/flow.js';
import type { DataId } from '#model/ids.js';
import type { ZipfLaw } from '../workload/keys.js';

/** Data whose keys are drawn: by its popularity, or evenly where new ones are made. */
export type KeyedData = { readonly id: DataId; readonly law: ZipfLaw; readonly even: ZipfLaw };

/** Numbers that a token keeps of the key of each data: its rank, and what the keys after it in one call are drawn from. */
export const KEY_RECORD = 2;

/** What becomes of misses of one key at the same time. */
export const STAMPEDE = { none: 0, singleFlight: 1, earlyRefresh: 2, serveStale: 3 } as const;

/** A component whose copies are followed key by key. */
export type CachePlan = {
  readonly station: number;
  /** Data it holds, as places in the list of keyed data; how many bytes one item has; and what the design claims is found (-1: nothing). */
  readonly data: readonly number[];
  readonly sizes: readonly number[];
  readonly claimed: readonly number[];
  /** Sets that know nothing of each other (regions, instances of callers), and the parts of each. */
  readonly sets: number;
  readonly shards: number;
  /** By part: the instances that hold it, and how many. One that lives in its callers: those of the callers. */
  readonly first: Int32Array;
  readonly copies: number;
  /** By instance: the part that it stands for as a caller; -1: none. Empty: parts go by the instances of the component. */
  readonly partOfCaller: Int32Array;
  /** Of `EVICTION`; bytes of one part; seconds. */
  readonly eviction: number;
  readonly capacity: number;
  readonly ttl: number;
  readonly spread: number;
  /** Of {@link STAMPEDE}. */
  readonly stampede: number;
};

/** A read of a cache: which one, of which of its data, and the registers that say whether it missed and in which part. */
export type Lookup = {
  readonly cache: number;
  readonly data: number;
  readonly missed: number;
  readonly part: number;
  /** Register with the number of the fetch that the token does for others too, and 1: 0 for none. */
  readonly flight: number;
  /** Keys in the one call, as a number that may vary; -1: one. */
  readonly items: number;
  readonly several: boolean;
  /** Where one goes on whose fetch by another failed. */
  readonly after: number;
};

/** The keys of a design: empty lists where it says nothing of them. */
export type KeyProgram = {
  readonly data: readonly KeyedData[];
  readonly caches: readonly CachePlan[];
  readonly lookups: readonly Lookup[];
  /** The steps of the design that are looked up by key: in which cache, and which of its data. */
  readonly reads: ReadonlyMap<Call, { readonly cache: number; readonly data: number }>;
  /** Writes and invalidations of copies. */
  readonly changes: readonly { readonly cache: number; readonly data: number }[];
  /** Steps that put copies there, or take them away. */
  readonly changing: ReadonlyMap<Call, { readonly cache: number; readonly data: number }>;
  /** Share of the keys of a read that is found, where they are not followed one by one. */
  readonly found: ReadonlyMap<Call, number>;
  /** By component: what its keys are spread over its shards with, and whether any visit goes to the shard of its key. */
  readonly salts: Int32Array;
  readonly byKey: Uint8Array;
  /** By component: seconds for which a cache is filled after a start, before it serves. */
  readonly warmUp: Float64Array;
  /** By site: the data whose key decides the shard; -1: any shard. */
  readonly siteKey: Int32Array;
};
