import type { LatencyName } from '#model/design.js';

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
    /** From the shortest answer to the longest, 40 points at most; `null` where the p50 is not known. */
    readonly distribution: readonly LatencyPoint[] | null;
  };
  /** Of a flow that comes in batches: how long one takes. */
  readonly batch?: BatchReport | undefined;
  readonly targets: readonly TargetReport[];
  /** Mean seconds that the slowest hundredth spent at each component, and on what; `null`: too few of them were followed. */
  readonly spent: Readonly<Record<string, number>>;
  readonly slowest: SlowestReport | null;
};

/** The share of all requests, failed ones included, that were answered within so many seconds. */
export type LatencyPoint = { readonly within: number; readonly share: number };

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
  /** The run that has this verdict, the worse of the two, where there are two; of `both` the figure is that of the peak. */
  readonly at?: 'usual' | 'peak' | 'both' | undefined;
};
