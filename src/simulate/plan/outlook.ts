import type { KeyOutlook } from './keys.js';
import type { Slowest } from './slowest.js';

/** How long the slowest line that a flow waits in remembers what it was, and how many such lines there are side by side. */
export type Memory = { readonly relaxation: number; readonly lines: number };

/** What the closed forms say of a load. */
export type Outlook = {
  /** By component: demand over capacity (of slots, cores, pools, connections or a rate limit), slots that wait on others included; `undefined`: nothing binds. */
  readonly demand: readonly (number | undefined)[];
  /** Component with the highest demand over capacity. */
  readonly bottleneck: number;
  readonly highest: number;
  /** The same as `demand`, of the open flows alone: users who wait for their answers slow down where work piles up. */
  readonly openDemand: readonly number[];
  /** ... and without what only rate limits and connections are asked for: what lines come from. */
  readonly lineDemand: readonly number[];
  /** The same if users never waited for one another: what they would ask of a component before it is full. */
  readonly asked: readonly number[];
  /** ... of its connections alone; 0 where they have no limit. */
  readonly connections: readonly number[];
  /** Components whose limits refuse what is too much, where nothing else of them is full. */
  readonly refuses: ReadonlySet<number>;
  /** By component: instances of a function that run because they were used lately. */
  readonly warm: readonly number[];
  /** By component with an autoscaler: own work, in instances that have nothing else to do. */
  readonly busy: readonly (number | undefined)[];
  /** Shares that the rate limits of the components let through; none: nothing is limited. */
  readonly passing: readonly number[] | undefined;
  /** Longest time in which a rate limit forgets what it let through, in seconds. */
  readonly period: number;
  /** Longest time in which an autoscaler follows a burst up and down again, in seconds; 0: there are no bursts. */
  readonly following: number;
  /** By component: how long a slot is held for each second of own work; 1 where nothing comes. */
  readonly heldOverWork: readonly number[];
  /** Visits a second by component. */
  readonly visitRates: readonly number[];
  /** Visits a second over all components. */
  readonly visits: number;
  /** Requests a second by flow; of closed flows the most that they can come to. */
  readonly rates: readonly number[];
  /** Longest time in which a line forgets what it was, in seconds; `Infinity` where one is overloaded. */
  readonly relaxation: number;
  /** What each flow's answers wait in. */
  readonly flowMemory: readonly Memory[];
  /** Components that some answer waits for, and those that the answers of each flow wait for. */
  readonly waitedFor: ReadonlySet<number>;
  readonly waitedForBy: readonly ReadonlySet<number>[];
  /** Components that each flow comes to at all, handed-over parts included. */
  readonly visitedBy: readonly ReadonlySet<number>[];
  /** Mean time of a request of each flow, with nobody in its way. */
  readonly base: readonly number[];
  /** By flow: connections that a request opens and that stay open, by call. */
  readonly heldBy: readonly ReadonlyMap<number, number>[];
  /** What the closed forms say of caches whose keys are known, and of shards. */
  readonly keys: KeyOutlook;
  /** How long the slowest expected requests of each flow take. */
  readonly slowest: readonly Slowest[];
};
