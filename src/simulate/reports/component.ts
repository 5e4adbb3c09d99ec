import type { Interval } from './flow.js';

/** `utilisation`: connections in use, of all; `queueLength` and `waiting`: calls that wait for one, and how long each call does. */
export type PoolReport = { readonly utilisation: number; readonly queueLength: number; readonly waiting: number };

export type ComponentReport = {
  /** Own work over capacity (cores where they bind, else slots). */
  readonly utilisation: number;
  /** Slots waiting on others, over all slots. */
  readonly held: number;
  /** Slots in use, by own work and by waiting on others, over all slots; 0 where their number has no limit. */
  readonly inUse: number;
  readonly queueLength: number;
  readonly waiting: number;
  /** Finished visits a second. */
  readonly throughput: number;
  /** Requests a second that waited for a new instance to start; absent where none of them do. */
  readonly coldStarts?: number | undefined;
  /** Instances that served, where an autoscaler chooses their number. */
  readonly instances?: { readonly mean: number; readonly least: number; readonly most: number } | undefined;
  /** The connections that its instances keep, by store; absent where it has no pool. */
  readonly pools?: Readonly<Record<string, PoolReport>> | undefined;
  /** Visits a second turned away because a line was full. */
  readonly dropped: number;
  /** Connections held open by steps that say so (`hold`), on average; those that it passes on count as its own. */
  readonly connections: number;
  /** Of a queue, stream or topic: what became of its messages. */
  readonly messages?: MessageReport | undefined;
  /** What the closed forms say of its demand over its capacity at this load, waiting on others included, as long as nobody is full; `null`: no limit. */
  readonly demand: number | null;
  /**
   * Where something that its visits wait for is full by the closed forms: the nearest such component, and what `demand` is then, its callers
   * waiting for all their timeouts; `null`: without end.
   */
  readonly heldUp?: { readonly by: string; readonly demand: number | null } | undefined;
  /** Of a cache whose keys are followed: how often they were found, by data. */
  readonly hits?: readonly HitReport[] | undefined;
  /** Where keys decide the shard: the one that most visits came to. */
  readonly hottest?: HottestReport | undefined;
};

/** How often the keys of some data were found in a cache. */
export type HitReport = {
  readonly data: string;
  /** Share of the keys that were found, measured, with its interval (`null`: too few batches). */
  readonly measured: number;
  readonly interval: Interval | null;
  /** What the design says; `null`: nothing. */
  readonly claimed: number | null;
  /** What the closed form says of such a cache after a long time; `null`: it is read after misses of another, and none does. */
  readonly expected: number | null;
  /** Keys a second that were found expired and served all the same, that waited for the fetch of another, and that were fetched anew before anybody missed them. */
  readonly stale: number;
  readonly joined: number;
  readonly renewed: number;
};

/** The fullest shard: its number (from 1), its share of the visits, and the share of the time that its fullest instance works. */
export type HottestReport = { readonly shard: number; readonly share: number; readonly utilisation: number };

/** Messages of one queue, stream or topic; rates a second. Every group of consumers of a stream has messages of its own. */
export type MessageReport = {
  /** Given out, given out again, put aside after the last attempt, lost after it. */
  readonly delivered: number;
  readonly redelivered: number;
  readonly deadLettered: number;
  readonly lost: number;
  /** Given out while somebody was still at work on them. */
  readonly twice: number;
  /** Seconds since the oldest one came that was not done, at its worst; `null`: there was none when it was looked at. */
  readonly oldest: number | null;
  /** Messages waiting, and the age of the oldest that is not done, over the run. */
  readonly course: readonly { readonly at: number; readonly depth: number; readonly oldest: number | null }[];
};

export type BreakerReport = {
  readonly from: string;
  readonly to: string;
  /** How often one opened, over all instances of the caller; probes that keep it open do not count. */
  readonly opened: number;
  /** Calls a second that were rejected. */
  readonly rejected: number;
  /** Share of the time that the breaker of an instance was not closed, on average. */
  readonly open: number;
};
