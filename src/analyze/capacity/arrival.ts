import type { Call } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';
import type { Hottest } from './partition-skew.js';
import type { Spread } from './spread.js';

/** Visits that one call (or the start of a flow) makes to a component. */
export type Arrival = {
  readonly flow: FlowId;
  readonly call: Call | undefined;
  /** Visits a second, averaged over the flow's draws: one a message, however many a consumer takes at a time. */
  readonly rate: number;
  /** Messages that one visit deals with where there is a lot to do: the visit of a consumer that takes several, and what it calls. */
  readonly together: number;
  /** Mean seconds that a visit holds its slot while waiting on others, copies of its own included; queueing there is left out, so it is a floor. */
  readonly waits: number;
  /** Share of these visits that are made again after a timeout, or hedged; 0: none. */
  readonly repeated: number;
  /** It came through a queue or a stream, which carries a peak over to quieter times. */
  readonly buffered: boolean;
  /** Partitions of the stream it comes out of, where it comes out of one. */
  readonly partitions: number | undefined;
  /** How its messages fall on the partitions, where keys make some of them fuller than others. */
  readonly hottest?: Hottest | undefined;
  /** It belongs to a flow that runs in batches. */
  readonly batch: boolean;
  /** How it falls on shards; undefined: evenly. */
  readonly spread?: Spread | undefined;
};
