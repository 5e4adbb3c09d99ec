import type { ComponentId, FlowId } from '#model/ids.js';
import type { HeldUp } from './held-up.js';
import type { UsageName } from './station.js';

/** What a component is asked for at peak, and how much of what it has that takes up. Rates per second, usage 0..1 and above. */
export type ComponentCapacity = {
  readonly demand: { readonly mean: number; readonly peak: number };
  /** Share of the peak that is tried again after a timeout, or hedged, with everything up. */
  readonly repeated: number;
  /** Share of the peak that each flow brings, in the order of the file. */
  readonly byFlow: ReadonlyMap<FlowId, number>;
  /** Own work against capacity at peak; null: not known, or without limit. */
  readonly utilisation: number | null;
  /** Slots taken at peak by waiting on others, of all slots. */
  readonly held: number | null;
  /** Fullest of its limits at peak and at the mean rate as long as what it waits for keeps up, and which limit that is. */
  readonly saturation: number | null;
  readonly meanSaturation: number | null;
  readonly limit: UsageName | null;
  /** What that comes to where something it waits for is full; null: nothing is. */
  readonly heldUp: { readonly mean: HeldUp | null; readonly peak: HeldUp | null } | null;
  /** Multiple of the peak at which that limit is reached. */
  readonly headroom: number | null;
  /** Visits at the mean rate and at peak over what its own rate limit lets through; null: it has none. Nothing of it is full by that: what is too much is refused. */
  readonly limited: { readonly mean: number; readonly peak: number } | null;
  /** Mean seconds waiting for a slot at peak (Erlang C scaled after Allen and Cunneen: approximate); null at saturation. */
  readonly waiting: number | null;
  readonly instances: number;
  /** Fullest of own work and slots at peak, at the leader and at a follower; null: no leader, no follower, or no limit. */
  readonly byCopy: { readonly leader: number; readonly follower: number } | null;
  /** All it is asked for comes through a queue or a stream, which carries a peak over, or from batches. */
  readonly deferred: boolean;
  /** The same fullest limit with service times that the design did not write taken as nothing: what is full even then is full. */
  readonly certain: { readonly mean: number; readonly peak: number } | null;
  /** Its own work and waiting, in a store with shards and no end of copies: what is full even then takes more shards. */
  readonly copied: { readonly mean: number; readonly peak: number } | null;
  /** Bytes a second that all calls it takes and makes carry at peak; sizes that are not said count as nothing. */
  readonly carries: number;
  /** Use of the network cards and of the connections of an instance at peak; null: no limit is said. */
  readonly bandwidth: number | null;
  readonly connections: number | null;
  /** Connections that the pools of its callers keep to an instance. */
  readonly pooled: number;
  /** Share of the requests that the busiest shard gets, at least; null where there are no shards. */
  readonly hottest: number | null;
};

/** What is full, or refuses more, first: a limit of what it can do, or one that it sets itself. */
export type LimitName = UsageName | 'rate-limit';

/** A limit that a multiple of the peak passes; saturation is that of the multiple. */
export type FullAt = { readonly component: ComponentId; readonly saturation: number; readonly limit: LimitName };

/** The fullest of its limits at peak, its own rate limit among them. */
export function tightest({ saturation, limit, limited }: ComponentCapacity): { readonly use: number; readonly limit: LimitName } | null {
  if (limited !== null && limited.peak > (saturation ?? 0)) return { use: limited.peak, limit: 'rate-limit' };
  return saturation === null || limit === null ? null : { use: saturation, limit };
}
