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
};
