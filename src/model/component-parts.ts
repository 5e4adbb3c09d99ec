import type { Origin } from '#diagnostics/span.js';
import type { ComponentId, ZoneId } from './ids.js';
import type { ServiceTime } from './service-time.js';
import type { BytesPerSecond, MoneyPerMonth, PerSecond, Ratio, Seconds } from './units.js';

/**
 * What every component has. An optional attribute that is `undefined` is not known: the design said `unknown`, or said nothing
 * and no default exists. Nothing may be guessed from it. Defaults that were applied are listed in `DesignModel.assumed`.
 */
export type ComponentBase = {
  readonly id: ComponentId;
  readonly origin: Origin;
  /** What it is, in the words of the design. */
  readonly text?: string | undefined;
  /** Where each written attribute stands, by dotted path below the component: `replication.copies`. */
  readonly written: ReadonlyMap<string, Origin>;
  /** Zones the instances live in, round-robin in this order. Empty when the design declares no regions. */
  readonly zones: readonly ZoneId[];
  /** Regions it was put in with `at`; copies of a store are then those of each region. Empty: one place. */
  readonly regions: readonly string[];
  /** Availability of one instance (its zone not included), 0..1. */
  readonly availability?: Ratio | undefined;
  /** Mean time to repair one instance. */
  readonly repair?: Seconds | undefined;
  /** How many instances must be up for the component to serve; default: one (or the quorum of a store). */
  readonly need?: number | undefined;
  readonly cost?: MoneyPerMonth | undefined;
};

/** Identical instances behind one name. `replicas` is the total number over all zones and regions at the start. */
export type Tier = {
  readonly replicas: number;
  /** The autoscaler, where `replicas` was written `{ min, max, at, delay }`; `replicas` above is then `min`. */
  readonly autoscale?: { readonly min: number; readonly max: number; readonly at: Ratio; readonly delay: Seconds } | undefined;
  readonly mode?: 'active-active' | 'active-passive' | undefined;
  /** Time to switch to the passive instance. */
  readonly switch?: Seconds | undefined;
};

/** What does work in slots: `concurrency` per instance, spending `time` in each visit before its own calls. */
export type Worker = {
  readonly time?: ServiceTime | undefined;
  /** Slots an instance: requests it works on, or holds while they wait on others, at one moment. */
  readonly concurrency?: number | undefined;
  readonly cores?: number | undefined;
  /** Bound on the line in front of an instance; `undefined` means unbounded. */
  readonly queue?: number | undefined;
  /** Connections an instance can keep open. */
  readonly connections?: number | undefined;
  /** What the network card of an instance carries. */
  readonly bandwidth?: BytesPerSecond | undefined;
};

export type LoadBalancing =
  | 'round-robin'
  | 'weighted-round-robin'
  | 'least-connections'
  | 'weighted-least-connections'
  | 'least-response-time'
  | 'ip-hash'
  | 'random'
  | 'power-of-two';

/** What a probe asks and how many answers in a row decide: `fails` take an instance out, `passes` bring it back. */
export type Probe = {
  readonly by?: 'tcp' | 'http' | 'https' | 'script' | undefined;
  readonly fails?: number | undefined;
  readonly passes?: number | undefined;
};

/** How the misses of one key at one moment are kept from all going to the store: one fetches, or the copy is renewed before it expires, or the old one is served meanwhile. */
export type Stampede = 'none' | 'single-flight' | 'early-refresh' | 'serve-stale';

export type Balances = {
  readonly algorithm?: LoadBalancing | undefined;
  readonly weights?: readonly number[] | undefined;
  /** Interval between probes of the instances behind it; `undefined`: none. */
  readonly healthCheck?: Seconds | undefined;
  readonly probe?: Probe | undefined;
  readonly sticky?: boolean | undefined;
  /** What tells it which user asks; `undefined` where it only says that it is sticky. */
  readonly stickyBy?: 'cookie' | 'app-cookie' | 'ip' | undefined;
  /** How long requests under way may finish on an instance that is taken out. */
  readonly drain?: Seconds | undefined;
  /** Turns known attacks away before they reach what is behind it. */
  readonly firewall?: boolean | undefined;
  /** How many times smaller answers get on the way out. */
  readonly compression?: number | undefined;
  readonly tls?: boolean | undefined;
  /** Requests a second that this part lets through in all; what comes above is refused. `undefined`: no limit. */
  readonly limit?: PerSecond | undefined;
  readonly auth?: 'none' | 'api-key' | 'oauth2' | 'jwt' | 'mtls' | 'session' | undefined;
};

export type Sharding = {
  readonly count: number;
  readonly by: 'hash' | 'consistent-hash' | 'range' | 'directory' | 'geo' | 'functional' | 'list' | 'modulo';
  readonly key?: string | undefined;
};

/** Holds data: every one of `shards` has `copies` instances. */
export type Holds = { readonly shards: Sharding; readonly copies: number };

export type Conflict = 'none' | 'last-write-wins' | 'merge' | 'versions';
export type ReplicationMode = 'none' | 'single-leader' | 'multi-leader' | 'leaderless' | 'chain';
export type Replication = {
  readonly mode: ReplicationMode;
  readonly copies: number;
  /** Copies that must answer a read (R) and acknowledge a write (W) of a leaderless store. */
  readonly read?: number | undefined;
  readonly write?: number | undefined;
  readonly sync?: 'sync' | 'semi-sync' | 'async' | undefined;
  readonly failover?: 'automatic' | 'manual' | undefined;
  /** Time until a new leader serves. */
  readonly switch?: Seconds | undefined;
  /** How far an asynchronous copy may be behind. */
  readonly lag?: Seconds | undefined;
  /** Quorums may be met by stand-in nodes (hinted hand-off). */
  readonly sloppy?: boolean | undefined;
  /** What happens when two copies of one region took different writes to the same thing. */
  readonly conflict?: Conflict | undefined;
  /** A read that finds a copy behind puts it right. */
  readonly readRepair?: boolean | undefined;
  /** How often copies are compared and put right in the background. */
  readonly antiEntropy?: Seconds | undefined;
  /** How far the clocks of two copies may be apart. */
  readonly clockSkew?: Seconds | undefined;
  /** A leader answers reads alone for this long before it must prove again that it leads. */
  readonly lease?: Seconds | undefined;
  /** Between regions. */
  readonly across?:
    | {
        readonly mode: 'sync' | 'async';
        readonly lag?: Seconds | undefined;
        readonly conflict?: Conflict | undefined;
      }
    | undefined;
};
export type Isolation = 'read-uncommitted' | 'read-committed' | 'repeatable-read' | 'snapshot' | 'serializable';

export type Messaging = Worker & {
  readonly delivery?: 'at-most-once' | 'at-least-once' | 'exactly-once' | undefined;
  readonly deadLetter?: boolean | undefined;
  readonly copies: number;
  readonly retention?: Seconds | undefined;
  /** Messages it holds at most; what comes then is refused. */
  readonly bound?: number | undefined;
  readonly ordering?: 'none' | 'key' | 'total' | undefined;
  /** What happens to a message that finds the bound reached; `wait` holds the sender back. */
  readonly whenFull?: 'refuse' | 'wait' | 'drop-oldest' | 'drop-newest' | undefined;
  /** Deliveries before a message counts as one that keeps failing. */
  readonly attempts?: number | undefined;
  /** How long a message that was given out stays hidden; without an acknowledgement it is then given out again. */
  readonly redeliverAfter?: Seconds | undefined;
  /** How long a new message waits before it is given out. */
  readonly delay?: Seconds | undefined;
  /** Whether accepting a message waits for all its copies, for one more, or for none. */
  readonly sync?: 'sync' | 'semi-sync' | 'async' | undefined;
};
