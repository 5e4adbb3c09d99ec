import type { Assumption } from '#model/design.js';
import type { Arrivals } from '#model/flow.js';
import type { ComponentId, FlowId, ZoneId } from '#model/ids.js';
import type { KeyProgram } from '../caches/key-program.js';
import type { CallTables } from '../calls/tables.js';
import type { ZipfLaw } from '../workload/keys.js';
import type { Samplers } from '../workload/samplers.js';
import type { CopySet } from './copy-set.js';
import type { Deliveries, LaneDraw, Lines } from './deliveries.js';
import type { LimitTable } from './limit-table.js';
import type { Names } from './names.js';
import type { PoolTable } from './pool-table.js';
import type { Replication } from './replication.js';
import type { Scale } from './scale-table.js';

/** The instances: `of[i]` is the component of instance `i`. */
export type Instances = {
  readonly count: number;
  readonly of: Int32Array;
  readonly zone: Int32Array;
  readonly region: Int32Array;
  readonly weight: Float64Array;
};

/** The components, as stations: arrays by index of component. */
export type Stations = {
  readonly ids: readonly ComponentId[];
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** Most instances that serve at once: all of them, where no autoscaler chooses. */
  readonly most: Int32Array;
  /** Slots and cores of one instance; {@link UNLIMITED} where nothing binds. */
  readonly slots: Int32Array;
  readonly cores: Int32Array;
  /** Whether anybody can wait here at all. */
  readonly finite: Uint8Array;
  /** Connections an instance can keep open. */
  readonly connections: Int32Array;
  /** Seconds until a new instance runs, where requests start them. */
  readonly coldStart: Float64Array;
  /** Longest line in front of one instance. */
  readonly line: Int32Array;
  /** 1: its instances pull from one common line. */
  readonly shared: Uint8Array;
  /** Most messages its consumers may work on at once (partitions). */
  readonly parallel: Int32Array;
  /** The same as far as the closed forms go: fewer where some partitions get more than others. */
  readonly evenly: Float64Array;
  /** Messages a queue holds at most. */
  readonly bound: Int32Array;
  readonly whenFull: Uint8Array;
  readonly shards: Int32Array;
  readonly copies: Int32Array;
  /** First leader (one a shard and region) in the run's list of leaders. */
  readonly firstLeader: Int32Array;
  readonly leaders: number;
  /** Time until another copy leads; `Infinity` where nobody takes over. */
  readonly failover: Float64Array;
  /** By how much times are stretched. */
  readonly stretch: Float64Array;
  /** By component and region: the first instance of the copies that serve the region. */
  readonly home: Int32Array;
  /** By component and region (one more: everywhere): a slice of `list`. */
  readonly listFrom: Int32Array;
  readonly listTo: Int32Array;
  readonly list: Int32Array;
};

/** The places where a flow visits a component. */
export type Sites = {
  readonly station: Int32Array;
  readonly depth: Int32Array;
  readonly pick: Uint8Array;
  /** The only instance there is; -1 where one has to be chosen. */
  readonly only: Int32Array;
  /** Time after which an instance that is down is no longer chosen; 0: at once; `Infinity`: never noticed. */
  readonly notice: Float64Array;
  readonly sampler: Int32Array;
  /** Where it goes on when the visit could not begin. */
  readonly after: Int32Array;
  /** Where it goes on when the visit breaks off, so that the slot is given back. */
  readonly leave: Int32Array;
  /** The queue whose messages these are, -1 for none. */
  readonly queue: Int32Array;
  /** 1: routed to a region drawn at random (the home of the key); from 2 on: to the region of that number, less 2. */
  readonly roaming: Uint8Array;
};

/** How calls and groups end. */
export type Endings = {
  readonly retries: Int32Array;
  readonly tried: Int32Array;
  /** Budget that pays for the retries; -1: none. */
  readonly budget: Int32Array;
  /** Register that counts it among what can be taken back; -1: it is not. */
  readonly undo: Int32Array;
  readonly again: Int32Array;
  readonly base: Float64Array;
  readonly factor: Float64Array;
  readonly longest: Float64Array;
  readonly jitter: Uint8Array;
  readonly optional: Uint8Array;
  /** Register that tells later steps how it ended; -1: none. */
  readonly purpose: Int32Array;
  /** 1: a later step waits for an error, 2: for a timeout, 3: for either. */
  readonly handled: Uint8Array;
  /** Register in which a failed read counts as a miss; -1: none. */
  readonly miss: Int32Array;
  /** Depth of the visit it belongs to, to notice that its instance went down. */
  readonly depth: Int32Array;
  readonly station: Int32Array;
  readonly fail: Int32Array;
};

export type FlowProgram = {
  readonly id: FlowId;
  readonly start: number;
  readonly kind: 'open' | 'closed' | 'batch';
  /** Requests a second at 1x, of batches on average; 0 for closed flows. */
  readonly rate: number;
  readonly peak: number;
  readonly users: number;
  readonly think: number;
  readonly arrivals: Arrivals;
  /** How often a batch begins, and of how many items. */
  readonly every: number;
  readonly items: number;
  /** Whether anything is waited for: otherwise all of it is handed over. */
  readonly waits: boolean;
  readonly deadline: number;
  /** The registers of its tokens: from this one up to, but not including, that one. */
  readonly registerFrom: number;
  readonly registerTo: number;
  /** Whose users they are (a client's, or its own where they are counted), and how many they are; 0: not known. */
  readonly population: { readonly group: string; readonly users: number };
  /** Instances that stand for the users, and the shares of the users there. */
  readonly clients: readonly number[];
  readonly shares: readonly number[];
};

/** A compiled design: everything the event loop reads, as numbers. */
export type Program = {
  readonly stations: Stations;
  readonly instances: Instances;
  readonly zones: readonly ZoneId[];
  readonly regions: readonly string[];
  /** Round trips between places; the places are the zones, then one for the clients of each region. */
  readonly roundTrip: Float64Array;
  /** Whether any of them takes time. */
  readonly spread: boolean;
  readonly places: number;
  readonly flows: readonly FlowProgram[];
  readonly sites: Sites;
  readonly endings: Endings;
  readonly samplers: Samplers;
  readonly deliveries: Deliveries;
  readonly lines: Lines;
  /** Clocks that bring back messages, and the instruction of each. */
  readonly clocks: readonly { readonly seconds: number; readonly pc: number }[];
  readonly laneDraws: readonly LaneDraw[];
  readonly laneLaws: readonly ZipfLaw[];
  readonly limits: LimitTable;
  readonly scales: readonly Scale[];
  readonly pools: PoolTable;
  readonly op: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Int32Array;
  readonly d: Int32Array;
  /** 1 where a judgement has nothing to do after a success, so that it may be passed over. */
  readonly idle: Uint8Array;
  readonly timeouts: readonly number[];
  /** What each of them is for. */
  readonly timerKinds: Uint8Array;
  readonly pauses: Float64Array;
  readonly branches: readonly (readonly number[])[];
  readonly copySets: readonly CopySet[];
  readonly replication: Replication;
  readonly conditions: {
    readonly kind: Uint8Array;
    readonly register: Int32Array;
    readonly equals: Int32Array;
    readonly share: Float64Array;
  };
  readonly draws: readonly { readonly register: number; readonly upTo: readonly number[] }[];
  readonly hits: readonly { readonly register: number; readonly ratio: number; readonly items: number; readonly station: number }[];
  readonly varying: readonly { readonly register: number; readonly values: readonly number[] }[];
  readonly calls: CallTables;
  readonly depth: number;
  readonly registers: number;
  /** Registers that side-by-side work hands to the steps after it. */
  readonly sharedRegisters: Int32Array;
  /** How users are led to another region; `undefined`: they stay with theirs. */
  readonly names: Names | undefined;
  /** Targets on the end of a handed-over part, and the components on the way there. */
  readonly marks: readonly {
    readonly flow: number;
    readonly quality: string;
    readonly component: ComponentId;
    readonly path: ReadonlySet<number>;
  }[];
  readonly keys: KeyProgram;
  readonly assumptions: readonly string[];
  readonly assumed: readonly Assumption[];
  readonly notModelled: readonly NotModelled[];
};

export type NotModelled = { readonly path: string; readonly what: string };
