/** Visits of several copies of one shard side by side. */
export type CopySet = {
  readonly station: number;
  /** Copies to visit and how many of them must succeed; -1: all that are up. `need` 0: nobody waits for them. */
  readonly ask: number;
  readonly need: number;
  /** Those beside the instance that is held at `depth`, instead of all of a shard drawn anew. */
  readonly skipLeader: boolean;
  /** It fails when fewer than `need` are up; otherwise those that are up suffice. */
  readonly strict: boolean;
  readonly depth: number;
  readonly code: number;
  readonly roaming: boolean;
  /** The data whose key decides the shard; -1: any shard. */
  readonly key: number;
  /** Stand-ins of other shards may take the place of copies that are down. */
  readonly sloppy: boolean;
  /** Copies that nobody waits for begin with the two instructions in which they hear of it later. */
  readonly late: boolean;
  /** Register of the first copy; -1: a shard is drawn. */
  readonly first: number;
  /** Register of the write that is followed; -1: none is. */
  readonly log: number;
};
