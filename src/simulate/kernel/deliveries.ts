/** The places where messages are offered to their consumers. */
export type Deliveries = {
  /** The queue, stream or topic they come from, and the line they wait in; -1: they wait nowhere. */
  readonly queue: Int32Array;
  readonly line: Int32Array;
  /** Registers of the message and of its lane; the latter -1 where messages do not wait for each other. */
  readonly message: Int32Array;
  readonly lane: Int32Array;
  /** Deliveries after which it is given up, and whether it is then put aside. */
  readonly attempts: Int32Array;
  readonly deadLetter: Uint8Array;
  /** The clock that says when a message which was given out is visible again. */
  readonly clock: Int32Array;
  /** 1: also while it is worked on, since the design says for how long it is hidden. */
  readonly strict: Uint8Array;
  /** Most messages taken at once. */
  readonly batch: Int32Array;
  /** Where a delivery starts again, and where a token ends of which nothing more is to be told. */
  readonly again: Int32Array;
  readonly end: Int32Array;
  /** Consumers that may take one: a slice of the lists of stations, their sites and the places where their work begins. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly taker: Int32Array;
  readonly site: Int32Array;
  readonly entry: Int32Array;
};

/** Where messages wait: a line for each queue and set of consumers that share it. */
export type Lines = {
  readonly count: number;
  readonly queue: Int32Array;
  /** Lanes, within each of which one message at a time is in hand; none: a plain line. */
  readonly firstLane: Int32Array;
  readonly lanes: Int32Array;
  readonly laneLine: Int32Array;
  /** 1: each lane belongs to one instance (partitions). */
  readonly pinned: Uint8Array;
  /** Consumers by line, and lines by consumer. */
  readonly takersFrom: Int32Array;
  readonly takers: Int32Array;
  readonly linesFrom: Int32Array;
  readonly lines: Int32Array;
};

/** How a message finds its lane: by a key drawn from `law` and hashed, or by chance. */
export type LaneDraw = {
  readonly register: number;
  readonly station: number;
  readonly lanes: number;
  readonly law: number;
  readonly salt: number;
  /** Whether keys beyond the lanes share none, instead of being hashed. */
  readonly own: boolean;
};
