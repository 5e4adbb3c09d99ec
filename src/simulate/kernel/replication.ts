import type { Call } from '#model/flow.js';

/** One step that writes a data item: its writes are followed until every copy has them. */
export type Tracker = {
  readonly data: string;
  readonly station: number;
  /** Index of the flow. */
  readonly flow: number;
  /** Register of a token that names the write it belongs to; 0: this one is not followed. */
  readonly log: number;
  /** Register of the first instance of the shard that takes the write. */
  readonly first: number;
  /** Copies are asked side by side, and nobody leads: the shard is drawn for the write. */
  readonly quorum: boolean;
  /** Seconds that copies of a quorum which come too late for it may be behind: drawn evenly up to it. */
  readonly lag: number;
  /** The data whose key decides the shard; -1: any shard. */
  readonly key: number;
  /** It goes to a region drawn at random, the home of the key. */
  readonly roaming: boolean;
  readonly depth: number;
  /** The copies that get it in the end: those of its own store and of the stores that follow it. `from`: their place among the times of a write. */
  readonly slots: readonly { readonly station: number; readonly from: number }[];
  /** By region from which the store is called: shares of the regions of the users that this is done for. */
  readonly writers: readonly Float64Array[];
  /** Steps that read the data, of all flows: places in the table of them. */
  readonly readers: readonly number[];
};

/** What stands between a reader and the store: copies of answers. */
export type CopiesOfAnswers = {
  readonly station: number;
  /** The step that reads it. */
  readonly call: Call;
  /** Probability that a key is there, as the design says (`undefined`: it follows from the keys), and seconds that a copy lasts. */
  readonly hit: number | undefined;
  readonly ttl: number;
  /** Whoever writes puts it right itself, before it answers. */
  readonly through: boolean;
  /** Each region has copies of its own: what removes one leaves the others. */
  readonly byRegion: boolean;
  /** Of how many copies of an answer within a region what removes it reaches one: more than 1 where each instance of its callers keeps its own. */
  readonly instances: number;
};

/** One step that reads a data item. */
export type Reader = {
  readonly data: string;
  readonly flow: string;
  /** The path of the step in the design. */
  readonly step: string;
  /** The store that is read in the end. */
  readonly station: number;
  readonly pick: number;
  /** Copies that are asked and compared. */
  readonly ask: number;
  /** By region: share of the flow's users there, and the region in which the reading component stands for them. */
  readonly shares: Float64Array;
  readonly at: Int32Array;
  readonly roaming: boolean;
  readonly cache: CopiesOfAnswers | undefined;
};

/** Copies of one shard in the other regions of its store. */
export type RegionSet = {
  readonly station: number;
  readonly tracker: number;
  /** Whether the writer waits for all of them. */
  readonly waits: boolean;
  readonly depth: number;
  readonly code: number;
};

export type Replication = {
  readonly trackers: readonly Tracker[];
  readonly readers: readonly Reader[];
  readonly regionSets: readonly RegionSet[];
  /** Most copies of one write. */
  readonly stride: number;
};
