import type { Assumption } from '#model/design.js';
import type { BreakerReport, ComponentReport } from './reports/component.js';
import type { DrawnReport, FaultReport, TimelineSlice } from './reports/fault.js';
import type { FlowReport } from './reports/flow.js';
import type { StaleReport } from './reports/stale.js';

export type * from './reports/component.js';
export type * from './reports/fault.js';
export type * from './reports/flow.js';
export type * from './reports/stale.js';

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
  /** The component with the highest closed-form utilisation: as load grows it is full first, whatever else is full at this one. */
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

export type Stability = {
  /**
   * `overloaded`: more comes than can be served, and what is too much is turned away; `unstable`: it piles up, as measured or by the
   * closed forms; `overflow`: so much that the run was stopped; `idle`: nothing comes; `stuck`: users who do not think get their answers,
   * or failures, in the moment in which they ask and ask again: no time passes.
   */
  readonly verdict: 'stable' | 'overloaded' | 'unstable' | 'overflow' | 'idle' | 'stuck';
  /** Whether that was seen in the run, or is what the closed forms say of the load. */
  readonly basis?: 'measured' | 'closed form' | undefined;
  /** Where work piles up, and by how many a second. */
  readonly component?: string | undefined;
  readonly growth?: number | undefined;
  /**
   * What is full with work of its own behind `component`, where the slots of that one wait on others; and the components between the two, in
   * the order in which each waits for the next.
   */
  readonly cause?: string | undefined;
  readonly through?: readonly string[] | undefined;
  /** Where nothing behind it is full and all its slots are taken all the same: what they wait for. */
  readonly waitsFor?: readonly string[] | undefined;
  /** Of `stuck`: the flows of those users. */
  readonly flows?: readonly string[] | undefined;
  /** Of `overloaded`: who turns away what is too much for `component`, as measured, or else by the closed forms; absent where nobody was seen to. */
  readonly turnedAwayBy?: readonly string[] | undefined;
  /** What share of the requests fails, by flow and cause, the largest first; absent where that is no more than a trace. */
  readonly failing?: readonly FailingShare[] | undefined;
};

/** `cause`: as in `errors`; `component`: the one that turns most of them away, or that is down; `limit`: what of it does. */
export type FailingShare = {
  readonly flow: string;
  readonly cause: string;
  readonly share: number;
  readonly component?: string | undefined;
  readonly limit?: 'rate' | 'connections' | 'line' | 'breaker' | undefined;
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
  /** What of the component is full, where it is neither slots, cores, pools nor a rate limit. */
  readonly of?: 'connections' | undefined;
  /** What else is full below the load that the design asks for, each as if the others kept up, in that order. */
  readonly next?: readonly { readonly component: string; readonly load: number }[] | undefined;
  /** `load` is that of the means: what bursts fill, as long as one lasts, they fill sooner. */
  readonly burst?: BurstKnee | undefined;
  /** Where the closed forms expect the latency targets to be left, the first one first: an approximation. */
  readonly targets?: readonly ExpectedTarget[] | undefined;
};

/** The same while a burst of `flow` lasts, which brings `height` times its mean rate; `load` is a factor on the mean rates. */
export type BurstKnee = {
  readonly flow: string;
  readonly height: number;
  readonly load: number;
  readonly component: string;
};

/**
 * `load`: factor on all flows' rates and users, 0 where no load holds the target: with nobody in its way it takes longer; `component`: where
 * most of the waiting is there.
 */
export type ExpectedTarget = {
  readonly flow: string;
  readonly quality: string;
  readonly name: string;
  readonly target: number;
  readonly load: number;
  readonly component?: string | undefined;
};

/** `too short`: the run is not many times as long as the slowest answers that are to be expected. */
export type Unresolved = {
  readonly path: string;
  readonly why: 'too few samples' | 'too short' | 'unstable' | 'overflow' | 'no answers' | 'cut short' | 'interrupted' | 'stuck';
};
