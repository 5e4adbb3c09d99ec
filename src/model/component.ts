import type { Origin } from '#diagnostics/span.js';
import type { ComponentId, ZoneId } from './ids.js';
import type { ServiceTime } from './service-time.js';
import type { Bytes, MoneyPerMonth, PerSecond, Ratio, Seconds } from './units.js';

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
type Tier = {
  readonly replicas: number;
  /** The autoscaler, where `replicas` was written `{ min, max, at, delay }`; `replicas` above is then `min`. */
  readonly autoscale?: { readonly min: number; readonly max: number; readonly at: Ratio; readonly delay: Seconds } | undefined;
  readonly mode?: 'active-active' | 'active-passive' | undefined;
  /** Time to switch to the passive instance. */
  readonly switch?: Seconds | undefined;
};

/** What does work in slots: `concurrency` per instance, spending `time` in each visit before its own calls. */
type Worker = {
  readonly time?: ServiceTime | undefined;
  /** Slots an instance: requests it works on, or holds while they wait on others, at one moment. */
  readonly concurrency?: number | undefined;
  readonly cores?: number | undefined;
  /** Bound on the line in front of an instance; `undefined` means unbounded. */
  readonly queue?: number | undefined;
  /** Connections an instance can keep open. */
  readonly connections?: number | undefined;
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

type Balances = {
  readonly algorithm?: LoadBalancing | undefined;
  readonly weights?: readonly number[] | undefined;
  /** Interval between probes of the instances behind it; `undefined`: none. */
  readonly healthCheck?: Seconds | undefined;
  readonly sticky?: boolean | undefined;
  readonly tls?: boolean | undefined;
  /** Requests a second that this part lets through to each caller, or in all; `undefined`: no limit. */
  readonly limit?: PerSecond | undefined;
  readonly auth?: 'none' | 'api-key' | 'oauth2' | 'jwt' | 'mtls' | 'session' | undefined;
};

export type Client = ComponentBase & {
  readonly is: 'client';
  /** Share of the users by region. */
  readonly from?: ReadonlyMap<string, Ratio> | undefined;
  /** Keeps answers that never change for itself. */
  readonly caches?: boolean | undefined;
};
export type Dns = ComponentBase & {
  readonly is: 'dns';
  readonly routing?: 'round-robin' | 'geo' | 'latency' | 'weighted' | 'failover' | 'anycast' | undefined;
  readonly ttl?: Seconds | undefined;
  readonly failover?: Seconds | undefined;
};
export type Cdn = ComponentBase & {
  readonly is: 'cdn';
  readonly mode?: 'push' | 'pull' | undefined;
  readonly ttl?: Seconds | undefined;
  readonly time?: ServiceTime | undefined;
  readonly limit?: PerSecond | undefined;
  readonly tls?: boolean | undefined;
};
export type LoadBalancer = ComponentBase &
  Tier &
  Balances &
  Worker & { readonly is: 'load-balancer'; readonly layer?: '4' | '7' | 'dns' | 'global' | undefined };
export type ApiGateway = ComponentBase & Tier & Balances & Worker & { readonly is: 'api-gateway' };
export type ReverseProxy = ComponentBase & Tier & Balances & Worker & { readonly is: 'reverse-proxy' };

type Answers<Is extends 'service' | 'function'> = ComponentBase &
  Tier &
  Worker & {
    readonly is: Is;
    readonly stateful: boolean;
    readonly state?: 'leader-elected' | undefined;
    readonly deploy?: 'rolling' | 'blue-green' | 'canary' | 'recreate' | 'shadow' | 'a-b' | undefined;
    /** Requests above this many waiting or running are refused at once. */
    readonly shed?: number | undefined;
    readonly auth?: Balances['auth'];
    readonly idempotent?: boolean | undefined;
  };
export type Service = Answers<'service'>;
/** Code a provider runs once a request. */
export type ServerlessFunction = Answers<'function'>;
export type WorkerPool = ComponentBase &
  Tier &
  Worker & { readonly is: 'worker'; readonly idempotent?: boolean | undefined; readonly batch?: number | undefined };
export type Scheduler = ComponentBase & Tier & { readonly is: 'scheduler' };

export type Sharding = {
  readonly count: number;
  readonly by: 'hash' | 'consistent-hash' | 'range' | 'directory' | 'geo' | 'functional' | 'list' | 'modulo';
  readonly key?: string | undefined;
};

/** Holds data: every one of `shards` has `copies` instances. */
type Holds = { readonly shards: Sharding; readonly copies: number };

export type Cache = ComponentBase &
  Holds &
  Worker & {
    readonly is: 'cache';
    readonly pattern?: 'cache-aside' | 'read-through' | 'write-through' | 'write-behind' | 'refresh-ahead' | undefined;
    readonly eviction?: 'lru' | 'lfu' | 'fifo' | 'random' | 'ttl' | 'none' | undefined;
    readonly ttl?: Seconds | undefined;
    /** Memory of one instance. */
    readonly memory?: Bytes | undefined;
    /** Write-behind: how long a write may stay unflushed. */
    readonly flush?: Seconds | undefined;
  };

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
  /** Between regions. */
  readonly across?:
    | {
        readonly mode: 'sync' | 'async';
        readonly lag?: Seconds | undefined;
        readonly conflict?: 'none' | 'last-write-wins' | 'merge' | 'versions' | undefined;
      }
    | undefined;
};
export type Isolation = 'read-uncommitted' | 'read-committed' | 'repeatable-read' | 'snapshot' | 'serializable';

export type Database = ComponentBase &
  Holds &
  Worker & {
    readonly is: 'database';
    readonly kind: 'sql' | 'key-value' | 'document' | 'wide-column' | 'graph' | 'time-series' | 'search';
    readonly replication: Replication;
    /** A read replica drawn apart: the store it follows. `copies` is then the number of replicas. */
    readonly replicaOf?: ComponentId | undefined;
    readonly isolation?: Isolation | undefined;
    /** Storage of one instance. */
    readonly disk?: Bytes | undefined;
    readonly memory?: Bytes | undefined;
    readonly raid?: '0' | '1' | '5' | '6' | '10' | undefined;
    readonly backup?: Seconds | undefined;
    readonly encrypted?: boolean | undefined;
  };
export type ObjectStore = ComponentBase &
  Worker & {
    readonly is: 'object-store';
    readonly copies: number;
    readonly durability?: Ratio | undefined;
    readonly encrypted?: boolean | undefined;
  };
export type FileSystem = ComponentBase &
  Worker & {
    readonly is: 'file-system';
    readonly copies: number;
    readonly raid?: Database['raid'];
    readonly encrypted?: boolean | undefined;
  };

type Messaging = Worker & {
  readonly delivery?: 'at-most-once' | 'at-least-once' | 'exactly-once' | undefined;
  readonly deadLetter?: boolean | undefined;
  readonly copies: number;
  readonly retention?: Seconds | undefined;
  /** Messages it holds at most; what comes then is refused. */
  readonly bound?: number | undefined;
  readonly ordering?: 'none' | 'key' | 'total' | undefined;
};
export type Queue = ComponentBase & Messaging & { readonly is: 'queue' };
export type Stream = ComponentBase & Messaging & { readonly is: 'stream'; readonly partitions: number; readonly key?: string | undefined };
export type PubSub = ComponentBase & Messaging & { readonly is: 'pubsub' };

export type LockService = ComponentBase &
  Worker & {
    readonly is: 'lock-service';
    readonly copies: number;
    readonly fencing?: boolean | undefined;
    readonly lease?: Seconds | undefined;
  };
export type Coordinator = ComponentBase & Worker & { readonly is: 'coordinator'; readonly copies: number };
export type Registry = ComponentBase & Worker & { readonly is: 'registry'; readonly copies: number };
export type Identity = ComponentBase & Tier & Worker & { readonly is: 'identity'; readonly method?: Balances['auth'] };
export type RateLimiter = ComponentBase &
  Tier &
  Worker & {
    readonly is: 'rate-limiter';
    readonly algorithm?: 'token-bucket' | 'leaky-bucket' | 'fixed-window' | 'sliding-window' | undefined;
    readonly rate?: PerSecond | undefined;
    readonly burst?: number | undefined;
  };
export type Monitor = ComponentBase & { readonly is: 'monitor'; readonly watches: readonly string[] };
/** Somebody else's system: its own availability and time, no instances of ours. */
export type External = ComponentBase & {
  readonly is: 'external';
  readonly time?: ServiceTime | undefined;
  readonly rateLimit?: PerSecond | undefined;
  readonly idempotent?: boolean | undefined;
};

export type Component =
  | Client
  | Dns
  | Cdn
  | LoadBalancer
  | ApiGateway
  | ReverseProxy
  | Service
  | ServerlessFunction
  | WorkerPool
  | Scheduler
  | Cache
  | Database
  | ObjectStore
  | FileSystem
  | Queue
  | Stream
  | PubSub
  | LockService
  | Coordinator
  | Registry
  | Identity
  | RateLimiter
  | Monitor
  | External;

export type ComponentKind = Component['is'];

/** Every kind, in the order the reference lists them. The type below fails to compile when one is missing. */
export const COMPONENT_KINDS = [
  'client',
  'dns',
  'cdn',
  'load-balancer',
  'api-gateway',
  'reverse-proxy',
  'service',
  'function',
  'worker',
  'scheduler',
  'cache',
  'database',
  'object-store',
  'file-system',
  'queue',
  'stream',
  'pubsub',
  'lock-service',
  'coordinator',
  'registry',
  'identity',
  'rate-limiter',
  'monitor',
  'external',
] as const satisfies readonly ComponentKind[];

type Missing = Exclude<ComponentKind, (typeof COMPONENT_KINDS)[number]>;
export const EVERY_KIND_IS_LISTED: [Missing] extends [never] ? true : Missing = true;
