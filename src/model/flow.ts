import type { Origin } from '#diagnostics/span.js';
import type { ComponentId, DataId, FlowId } from './ids.js';
import type { ServiceTime } from './service-time.js';
import type { Bytes, PerSecond, Ratio, Seconds } from './units.js';

/**
 * A flow is a tree of visits. The roots are visits of clients (or of a scheduler); every call opens a visit of the component it
 * names, and later steps of the path hang on the latest open visit of their left side. Parts named by `do` stand in the tree
 * where they run, so that a reader of the tree never looks anything up.
 */
export type Flow = {
  readonly id: FlowId;
  readonly origin: Origin;
  readonly useCase?: string | undefined;
  readonly workload: Workload;
  readonly deadline?: Seconds | undefined;
  /** Cases drawn once a run of the flow. */
  readonly draw?: Draw | undefined;
  readonly roots: readonly Visit[];
};

export type Arrivals =
  | { readonly kind: 'poisson' }
  | { readonly kind: 'constant' }
  /** Two-state Markov-modulated Poisson: `burst` times the mean rate for `on` on average, so that the mean over all time is the rate. */
  | { readonly kind: 'bursty'; readonly burst: number; readonly on: Seconds; readonly off: Seconds }
  /** Poisson with a rate that swings over the day about the mean, highest (the flow's `peak`) at `at` seconds after midnight. */
  | { readonly kind: 'daily'; readonly at: Seconds }
  /** Poisson with a rate that goes from 1 to `to` times the flow's in `over`, and stays there. */
  | { readonly kind: 'ramp'; readonly to: number; readonly over: Seconds }
  /** Poisson; from each `at` on at `load` times the flow's rate, before the first at the rate itself. In rising order. */
  | { readonly kind: 'steps'; readonly steps: readonly { readonly at: Seconds; readonly load: number }[] };

export type Workload =
  /** Requests come whether or not the system keeps up. `peak` multiplies `rate`: the highest that `arrivals` come to, at least. */
  | { readonly kind: 'open'; readonly rate: PerSecond; readonly peak: number; readonly arrivals: Arrivals }
  | { readonly kind: 'closed'; readonly users: number; readonly think: Seconds }
  | { readonly kind: 'batch'; readonly every: Seconds; readonly items: number }
  /** Runs by itself, but how often is not known: what depends on it is not judged, and it adds no load to a simulation. */
  | { readonly kind: 'unknown' }
  /** Runs only where `do` names it. Its tree is that of its own path, read as if it started from its first left side. */
  | { readonly kind: 'part' };

/** A draw among named cases; `id` is unique in the flow's tree, since a part draws its own. */
export type Draw = { readonly id: number; readonly cases: readonly { readonly name: string; readonly share: Ratio }[] };

/** A number that may depend on the case that was drawn. */
export type Varying = number | { readonly draw: number; readonly byCase: ReadonlyMap<string, number> };

export type Visit = {
  /** Unique in the flow's tree. */
  readonly id: number;
  readonly component: ComponentId;
  /** What the visit does after its own work, in order. */
  readonly actions: readonly Action[];
};

export type Action = Call | Group;

export type When =
  | { readonly kind: 'always' }
  /** At least one key of the read `of` was not in the cache. */
  | { readonly kind: 'miss'; readonly of: number }
  /** The call `of`, or what was tried after it for the same purpose, ended in a definite failure. */
  | { readonly kind: 'error'; readonly of: number }
  /** ... or its outcome is unknown. */
  | { readonly kind: 'timeout'; readonly of: number }
  | { readonly kind: 'share'; readonly share: Ratio }
  | { readonly kind: 'case'; readonly draw: number; readonly name: string };

/** How often and under which condition an action is done. */
export type Repeat = {
  readonly when: When;
  /** How many times; one after another, unless `atOnce` of them run side by side. */
  readonly times: Varying;
  readonly atOnce: number | 'all';
};

export const PROTOCOLS = [
  'http',
  'http/1.0',
  'http/1.1',
  'http/2',
  'http/3',
  'rest',
  'graphql',
  'grpc',
  'rpc',
  'tcp',
  'udp',
  'websocket',
  'sse',
  'long-polling',
  'polling',
  'amqp',
] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export type Operation = { readonly kind: 'read' | 'write' | 'invalidate' | 'publish'; readonly data: DataId };

export type Call = Repeat & {
  readonly type: 'call';
  /** Unique in the flow's tree. Conditions refer to it. */
  readonly id: number;
  readonly origin: Origin;
  readonly from: ComponentId;
  /** `->`: the caller waits and keeps its slot. `~>`: handed over, nothing waits. */
  readonly waits: boolean;
  readonly visit: Visit;
  readonly operation?: Operation | undefined;
  readonly by?: string | undefined;
  readonly target?: 'leader' | 'any' | 'quorum' | 'replica' | undefined;
  /** Keys asked for in the one call. */
  readonly items: Varying;
  /** Probability that one key is found. */
  readonly hit?: Ratio | undefined;
  /** What this call costs its target, instead of the component's own time. */
  readonly time?: ServiceTime | undefined;
  /** Of one attempt, queueing and network included. */
  readonly timeout?: Seconds | undefined;
  readonly retries: number;
  readonly backoff?:
    | { readonly base: Seconds; readonly factor: number; readonly max?: Seconds | undefined; readonly jitter: boolean }
    | undefined;
  /** Key under which the receiver recognises a repetition. */
  readonly once?: string | undefined;
  /** The flow that undoes it (saga). */
  readonly undo?: FlowId | undefined;
  /** Retries it may add, as a share of its calls; `undefined`: no budget. */
  readonly retryBudget?: Ratio | undefined;
  readonly breaker: boolean;
  /** When the breaker opens and for how long; `undefined` where only its presence was said. */
  readonly trip?:
    | {
        readonly at?: Ratio | undefined;
        readonly over?: Seconds | undefined;
        readonly open?: Seconds | undefined;
        readonly calls?: number | undefined;
      }
    | undefined;
  readonly hedge?: Seconds | undefined;
  /** Holds a connection for this long, not a slot. */
  readonly hold?: Seconds | undefined;
  readonly route?: 'home' | 'holder' | undefined;
  /** The request succeeds without it. */
  readonly optional: boolean;
  /** Change capture and replication: how far behind. */
  readonly lag?: Seconds | undefined;
  readonly encrypted?: boolean | undefined;
  readonly protocol?: Protocol | undefined;
  /** Connections are kept and used again; else each call pays for its handshakes. */
  readonly keepAlive?: boolean | undefined;
  /** Data carried there and back in one call. */
  readonly size?: Bytes | undefined;
};

export type Group = Repeat & {
  readonly type: 'group';
  readonly origin: Origin;
  readonly how: /** All branches side by side in one slot; waits for all. */
    | { readonly kind: 'together'; readonly branches: readonly (readonly Action[])[] }
    /** First success answers; the losers keep running and count. */
    | { readonly kind: 'any'; readonly branches: readonly (readonly Action[])[] }
    /** One transaction. */
    | { readonly kind: 'atomic'; readonly actions: readonly Action[] }
    /** A part, with the cases it draws for itself each time it runs. */
    | { readonly kind: 'part'; readonly flow: FlowId; readonly draw?: Draw | undefined; readonly actions: readonly Action[] };
  readonly optional: boolean;
};
