import type { Assumption, LatencyName } from '#model/design.js';
import type { Aftermath } from './write/metastable.js';

/** What one call of `simulate` says. Names are stable; SI units: seconds, per second, ratios 0..1. `null`: see `unresolved`. */
export type SimulationReport = RunReport & {
  readonly schema: 'sysdrill/simulation@1';
  readonly seed: number;
  /** All flows at their peaks; absent where no flow has one, or it was not asked for. */
  readonly peak?: RunReport | undefined;
  readonly knee: Knee | null;
  /** What was taken for granted, in sentences. */
  readonly assumptions: readonly string[];
  /** What the design left out and a default filled in, with where the default comes from. */
  readonly assumed: readonly Assumption[];
  /** What the design says and this run leaves out. */
  readonly notModelled: readonly { readonly path: string; readonly what: string }[];
};

/** One run at one load. */
export type RunReport = {
  /** Factor on the rates of the flows; at peak each flow has its own on top of it. */
  readonly load: number;
  /** Seconds that were measured, and seconds cut off before. */
  readonly simulated: number;
  readonly warmup: number;
  readonly events: number;
  /** Where it was stopped before its time, and how far it came, 0..1. */
  readonly interrupted?: boolean | undefined;
  readonly completed?: number | undefined;
  /** One k-th of the load on one k-th of the capacity was followed; rates and numbers are those of the whole. 1: all of it. */
  readonly slice: number;
  /** Confidence level of every interval. */
  readonly confidence: number;
  readonly flows: Readonly<Record<string, FlowReport>>;
  readonly components: Readonly<Record<string, ComponentReport>>;
  /** The component with the highest closed-form utilisation. */
  readonly bottleneck: string | null;
  /** The circuit breakers that steps name, one entry for a caller, its target and its settings. */
  readonly breakers: readonly BreakerReport[];
  readonly stability: Stability;
  readonly timeline: readonly TimelineSlice[];
  readonly faults: readonly FaultReport[];
  /** Reads that may get an older value than one whose write was acknowledged. */
  readonly stale: readonly StaleReport[];
  /** Failures that were drawn, where that was asked for. */
  readonly drawn?: DrawnReport | undefined;
  readonly unresolved: readonly Unresolved[];
};

/** Failures drawn from availability and repair: how many, and by component or zone how often and for how many seconds in all. */
export type DrawnReport = {
  /** How many times as often as in life. */
  readonly times: number;
  readonly failures: number;
  readonly failed: Readonly<
    Record<string, { readonly kind: 'instance' | 'component' | 'zone'; readonly failures: number; readonly down: number }>
  >;
};

export type Interval = readonly [number, number];

export type FlowReport = {
  /** Requests a second that came, were tried (retries of their calls included) and were answered. */
  readonly offered: number;
  readonly attempted: number;
  /** Second attempts a second that were sent beside first ones. */
  readonly hedged: number;
  readonly served: number;
  /** Failures a second by cause. */
  readonly errors: Readonly<Record<string, number>>;
  /**
   * Requests under way when the measured time began and when it ended. What was under way and what came is what was served, what
   * failed and what is under way.
   */
  readonly inFlightBefore: number;
  readonly inFlight: number;
  /** Failures a second of work that was handed over and not waited for. */
  readonly handedOverFailures: number;
  /** Steps a second that were taken back because a later one failed. */
  readonly undone: number;
  readonly latency: Readonly<Record<LatencyName, number | null>> & {
    readonly meanInterval: Interval | null;
    readonly p50Interval: Interval | null;
    readonly p99Interval: Interval | null;
    readonly p999Interval: Interval | null;
  };
  /** Of a flow that comes in batches: how long one takes. */
  readonly batch?: BatchReport | undefined;
  readonly targets: readonly TargetReport[];
  /** Mean seconds that the slowest hundredth spent at each component, and on what; `null`: too few of them were followed. */
  readonly spent: Readonly<Record<string, number>>;
  readonly slowest: SlowestReport | null;
};

export type BatchReport = {
  /** Seconds between the beginnings of two batches, and items of one. */
  readonly every: number;
  readonly items: number;
  /** Batches that ended, with everything they handed over. */
  readonly done: number;
  /** Seconds of the longest that ended, or of one at the pace at which its items ended; `null`: none of them did. */
  readonly takes: number | null;
  readonly basis: 'measured' | 'extrapolated';
  /** Whether it is still running when the next one begins; `null`: not known. */
  readonly late: boolean | null;
};

/** Seconds at one component: waiting in its lines, its own work, the way there, and tries that failed with the pauses between them. */
export type SpentParts = { readonly waiting: number; readonly work: number; readonly network: number; readonly tries: number };

/** Where the slowest requests spent their time. All parts and `other`, what no component accounts for, add up to their mean latency. */
export type SlowestReport = {
  /** Which share of the answered requests this is: 0.01, those beyond the p99. */
  readonly share: number;
  /** Requests that were followed. */
  readonly samples: number;
  readonly mean: number;
  readonly parts: Readonly<Record<string, SpentParts>>;
  readonly other: number;
};

export type TargetReport = {
  readonly name: string;
  /** Id of the quality target it comes from. */
  readonly quality: string;
  readonly until?: string | undefined;
  readonly target: number;
  readonly measured: number | null;
  readonly verdict: 'pass' | 'fail' | 'unresolved';
};

/** `utilisation`: connections in use, of all; `queueLength` and `waiting`: calls that wait for one, and how long each call does. */
export type PoolReport = { readonly utilisation: number; readonly queueLength: number; readonly waiting: number };

export type ComponentReport = {
  /** Own work over capacity (cores where they bind, else slots). */
  readonly utilisation: number;
  /** Slots waiting on others, over all slots. */
  readonly held: number;
  readonly queueLength: number;
  readonly waiting: number;
  /** Finished visits a second. */
  readonly throughput: number;
  /** Requests a second that waited for a new instance to start; absent where none of them do. */
  readonly coldStarts?: number | undefined;
  /** Instances that served, where an autoscaler chooses their number. */
  readonly instances?: { readonly mean: number; readonly least: number; readonly most: number } | undefined;
  /** The connections that its instances keep, by store; absent where it has no pool. */
  readonly pools?: Readonly<Record<string, PoolReport>> | undefined;
  /** Visits a second turned away because a line was full. */
  readonly dropped: number;
  /** Connections held open by steps that say so (`hold`), on average; those that it passes on count as its own. */
  readonly connections: number;
  /** Of a queue, stream or topic: what became of its messages. */
  readonly messages?: MessageReport | undefined;
  /** What the closed forms say of its demand over its capacity at this load, waiting on others included; `null`: no limit. */
  readonly demand: number | null;
  /** Of a cache whose keys are followed: how often they were found, by data. */
  readonly hits?: readonly HitReport[] | undefined;
  /** Where keys decide the shard: the one that most visits came to. */
  readonly hottest?: HottestReport | undefined;
};

/** How often the keys of some data were found in a cache. */
export type HitReport = {
  readonly data: string;
  /** Share of the keys that were found, measured, with its interval (`null`: too few batches). */
  readonly measured: number;
  readonly interval: Interval | null;
  /** What the design says; `null`: nothing. */
  readonly claimed: number | null;
  /** What the closed form says of such a cache after a long time; `null`: it is read after misses of another, and none does. */
  readonly expected: number | null;
  /** Keys a second that were found expired and served all the same, that waited for the fetch of another, and that were fetched anew before anybody missed them. */
  readonly stale: number;
  readonly joined: number;
  readonly renewed: number;
};

/** The fullest shard: its number (from 1), its share of the visits, and the share of the time that its fullest instance works. */
export type HottestReport = { readonly shard: number; readonly share: number; readonly utilisation: number };

export type BreakerReport = {
  readonly from: string;
  readonly to: string;
  /** How often one opened, over all instances of the caller; probes that keep it open do not count. */
  readonly opened: number;
  /** Calls a second that were rejected. */
  readonly rejected: number;
  /** Share of the time that the breaker of an instance was not closed, on average. */
  readonly open: number;
};

/** Messages of one queue, stream or topic; rates a second. Every group of consumers of a stream has messages of its own. */
export type MessageReport = {
  /** Given out, given out again, put aside after the last attempt, lost after it. */
  readonly delivered: number;
  readonly redelivered: number;
  readonly deadLettered: number;
  readonly lost: number;
  /** Given out while somebody was still at work on them. */
  readonly twice: number;
  /** Seconds since the oldest one came that was not done, at its worst; `null`: there was none when it was looked at. */
  readonly oldest: number | null;
  /** Messages waiting, and the age of the oldest that is not done, over the run. */
  readonly course: readonly { readonly at: number; readonly depth: number; readonly oldest: number | null }[];
};

export type Stability = {
  /**
   * `overloaded`: more comes than can be served, and what is too much is turned away; `unstable`: it piles up, as measured or by the
   * closed forms; `overflow`: so much that the run was stopped; `idle`: nothing comes.
   */
  readonly verdict: 'stable' | 'overloaded' | 'unstable' | 'overflow' | 'idle';
  /** Whether that was seen in the run, or is what the closed forms say of the load. */
  readonly basis?: 'measured' | 'closed form' | undefined;
  /** Where work piles up, and by how many a second. */
  readonly component?: string | undefined;
  readonly growth?: number | undefined;
};

/**
 * Highest load, as a factor on the flows' rates and users, that the closed forms still call stable, and what binds there. `users`:
 * only users who wait come there; from so many on they wait for one another and the throughput no longer grows.
 */
export type Knee = {
  readonly load: number;
  readonly component: string;
  readonly basis: 'closed form';
  readonly users?: number | undefined;
  /** Where the closed forms expect the latency targets to be left, the first one first: an approximation. */
  readonly targets?: readonly ExpectedTarget[] | undefined;
};

/** `load`: factor on all flows' rates and users; `component`: where most of the waiting is there. */
export type ExpectedTarget = {
  readonly flow: string;
  readonly quality: string;
  readonly name: string;
  readonly target: number;
  readonly load: number;
  readonly component: string;
};

export type SliceFlow = { readonly offered: number; readonly served: number; readonly errors: number; readonly p99: number | null };
export type TimelineSlice = {
  readonly from: number;
  readonly to: number;
  readonly flows: Readonly<Record<string, SliceFlow>>;
  /** Instances that served on average, by component with an autoscaler; absent where there is none. */
  readonly instances?: Readonly<Record<string, number>> | undefined;
  /** Share of the keys that were found, by cache whose keys are followed; `null`: none was asked for. Absent where there is no such cache. */
  readonly hits?: Readonly<Record<string, number | null>> | undefined;
};

/** What a failure did to one flow; `null`: the run did not see it. */
export type FaultFlow = {
  readonly before: SliceFlow | null;
  readonly during: SliceFlow | null;
  readonly after: SliceFlow | null;
  /** Seconds after the repair from which on it was served as before; `null`: not within the run, or not evaluated. */
  readonly recovery: number | null;
  /** Whether goodput came back in the time after it; `stays down` although the failure is gone is a metastable failure. */
  readonly aftermath: Aftermath['after'];
};

export type FaultReport = {
  readonly what: string;
  readonly at: number;
  readonly for: number;
  /** Whether the run came as far as its beginning, and as its end. */
  readonly began: boolean;
  readonly ended: boolean;
  /** Caches that lost what they held. How they fill again is not evaluated, and so nothing is said of what comes after. */
  readonly emptied: readonly string[];
  /** Acknowledged writes that it took, by component. */
  readonly lostWrites: Readonly<Record<string, number>>;
  readonly flows: Readonly<Record<string, FaultFlow>>;
};

type Share = { readonly share: number; readonly interval: Interval };

/** A step that reads data of which there are several copies, and how old what it gets may be. */
export type StaleReport = {
  readonly data: string;
  readonly flow: string;
  /** The path of the step in the design. */
  readonly step: string;
  /** The store it reads in the end, and the cache before it. */
  readonly component: string;
  readonly through?: string | undefined;
  /** Writes that were followed until every copy had them. */
  readonly writes: number;
  /** Shares of reads that get the older value, so many seconds after a write was acknowledged, up to the first time with none. */
  readonly after: readonly (Share & { readonly after: number })[];
  /** The same of users who read what they wrote themselves: at once, and no sooner than their next request can be there. */
  readonly own: { readonly atOnce: Share; readonly next: { readonly after: number; readonly share: number } } | null;
  /** Seconds after which so many of the reads see the write; `null`: they never do. */
  readonly visible: {
    readonly p50: number | null;
    readonly p90: number | null;
    readonly p99: number | null;
    readonly p999: number | null;
    readonly max: number | null;
  } | null;
  /** Share of readers for whom the write was lost. */
  readonly lost: number | null;
  /** Share of all reads of the data that get an older value; `null`: not known how many keys there are, or they do not change. */
  readonly reads: number | null;
  readonly targets: readonly StaleTarget[];
};

/** What was asked of reads. `fresh` is judged by the 99.9% of the reads that see a write soonest, the others by the share that get an older value. */
export type StaleTarget = {
  readonly quality: string;
  readonly name: 'fresh' | 'linearizable' | 'read-your-writes';
  readonly target: number;
  readonly measured: number | null;
  readonly verdict: 'pass' | 'fail' | 'unresolved';
};

/** `too short`: the run is not many times as long as the slowest answers that are to be expected. */
export type Unresolved = {
  readonly path: string;
  readonly why: 'too few samples' | 'too short' | 'unstable' | 'overflow' | 'no answers' | 'cut short' | 'interrupted';
};
