import type { Balances, ComponentBase, Messaging, Stampede, Tier, Worker } from './component-parts.js';
import type { Cache, Database, FileSystem, ObjectStore } from './component-stores.js';
import type { ServiceTime } from './service-time.js';
import type { Bytes, PerSecond, Ratio, Seconds } from './units.js';

export type {
  Balances,
  ComponentBase,
  Conflict,
  Holds,
  Isolation,
  LoadBalancing,
  Messaging,
  Probe,
  Replication,
  ReplicationMode,
  Sharding,
  Stampede,
  Tier,
  Worker,
} from './component-parts.js';

export type Client = ComponentBase & {
  readonly is: 'client';
  /** Share of the users by region. */
  readonly from?: ReadonlyMap<string, Ratio> | undefined;
  /** How many of them there are: what a limit a user is counted against. */
  readonly users?: number | undefined;
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
  readonly ttlSpread?: Ratio | undefined;
  readonly stampede?: Stampede | undefined;
  readonly firewall?: boolean | undefined;
  /** How many times smaller answers get on the way out. */
  readonly compression?: number | undefined;
};
export type LoadBalancer = ComponentBase &
  Tier &
  Balances &
  Worker & {
    readonly is: 'load-balancer';
    readonly layer?: '4' | '7' | 'dns' | 'global' | undefined;
    /** A box of its own, a program on our machines, or a part of the provider, who then sees to its redundancy. */
    readonly form?: 'hardware' | 'software' | 'managed' | undefined;
  };
/** Keeps copies of answers for `ttl`; `undefined`: keeps none. */
type KeepsAnswers = { readonly ttl?: Seconds | undefined; readonly stampede?: Stampede | undefined };
export type ApiGateway = ComponentBase & Tier & Balances & Worker & KeepsAnswers & { readonly is: 'api-gateway' };
export type ReverseProxy = ComponentBase & Tier & Balances & Worker & KeepsAnswers & { readonly is: 'reverse-proxy' };

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
    /** Where the session of a user is: in one instance, on all of them, in a store, or with the user. */
    readonly session?: 'local' | 'replicated' | 'shared' | 'token' | undefined;
    /** Connections an instance keeps to each store it calls; a call waits for a free one. */
    readonly pool?: number | undefined;
    /** Memory of one instance. */
    readonly memory?: Bytes | undefined;
    /** Time a first request of a new instance waits until it runs. */
    readonly coldStart?: Seconds | undefined;
  };
export type Service = Answers<'service'>;
/** Code a provider runs once a request. */
export type ServerlessFunction = Answers<'function'>;
export type WorkerPool = ComponentBase &
  Tier &
  Worker & {
    readonly is: 'worker';
    readonly idempotent?: boolean | undefined;
    readonly batch?: number | undefined;
    readonly pool?: number | undefined;
  };
export type Scheduler = ComponentBase & Tier & { readonly is: 'scheduler' };

export type { Cache, Database, FileSystem, ObjectStore } from './component-stores.js';

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
export type Coordinator = ComponentBase &
  Worker & {
    readonly is: 'coordinator';
    readonly copies: number;
    /** How long a leader, or a member, counts as alive without a sign of life. */
    readonly lease?: Seconds | undefined;
  };
export type Registry = ComponentBase &
  Worker & {
    readonly is: 'registry';
    readonly copies: number;
    /** Who looks up: the caller itself, or a balancer for it. */
    readonly lookup?: 'client' | 'server' | undefined;
    readonly detection?: 'heartbeat' | 'gossip' | 'probe' | undefined;
    /** Interval of the signs of life it goes by. */
    readonly heartbeat?: Seconds | undefined;
    /** How long callers keep a list of instances. */
    readonly ttl?: Seconds | undefined;
  };
export type Identity = ComponentBase &
  Tier &
  Worker & {
    readonly is: 'identity';
    readonly method?: Balances['auth'];
    /** How long a token is good. */
    readonly ttl?: Seconds | undefined;
  };
export type RateLimiter = ComponentBase &
  Tier &
  Worker & {
    readonly is: 'rate-limiter';
    readonly algorithm?: 'token-bucket' | 'leaky-bucket' | 'fixed-window' | 'sliding-window' | undefined;
    readonly rate?: PerSecond | undefined;
    readonly burst?: number | undefined;
    /** Length of a fixed or sliding window. */
    readonly window?: Seconds | undefined;
    readonly per?: 'all' | 'user' | 'ip' | 'key' | undefined;
    /** Its instances count together; else each lets the whole rate through. */
    readonly shared?: boolean | undefined;
    readonly over?: 'refuse' | 'delay' | undefined;
  };
export type Monitor = ComponentBase & {
  readonly is: 'monitor';
  readonly watches: readonly string[];
  readonly collects?: readonly ('metrics' | 'logs' | 'traces')[] | undefined;
  /** How often it looks. */
  readonly every?: Seconds | undefined;
  readonly alerts?: boolean | undefined;
};
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
