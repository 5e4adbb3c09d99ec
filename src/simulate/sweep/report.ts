import type { Interval, Knee } from '../report.js';

/**
 * What one sweep over the load says. Names are stable; SI units: seconds, per second, ratios 0..1. Loads are factors on the rates and users
 * of all flows; `null` is what is not known.
 */
export type SweepReport = {
  readonly schema: 'sysdrill/sweep@1';
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Confidence level of every interval. */
  readonly confidence: number;
  /** What was simulated, from the lowest load to the highest. */
  readonly points: readonly SweepPoint[];
  /** What the closed forms said before anything was run. */
  readonly expected: Knee | null;
  readonly throughput: ThroughputKnee;
  /** Where each latency target is left, the first one first. */
  readonly targets: readonly TargetKnee[];
  /** Absent where nothing is tried again. */
  readonly retries?: RetryBands | undefined;
  /** Where it was stopped before its time, and how far it came, 0..1. */
  readonly interrupted?: boolean | undefined;
  readonly completed?: number | undefined;
  readonly assumptions: readonly string[];
  readonly notModelled: readonly { readonly path: string; readonly what: string }[];
};

export type SweepPoint = {
  readonly load: number;
  readonly simulated: number;
  readonly events: number;
  readonly slice: number;
  /** The busiest component as it was measured: own work over capacity, and slots that wait on others over all slots. */
  readonly busiest: string | null;
  readonly utilisation: number;
  readonly held: number;
  /** Whether all that came was served as at the lowest load, as it was measured. */
  readonly keepsUp: boolean;
  readonly flows: Readonly<Record<string, SweepFlow>>;
};

export type SweepFlow = {
  /** Requests a second that came, were answered well, and failed. */
  readonly offered: number;
  readonly goodput: number;
  readonly errors: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly p99Interval: Interval | null;
};

/**
 * Two neighbouring points of the sweep: the highest load below at which something still held, and the lowest at which it did not.
 * `null`: it did not hold even at the lowest load; it held up to the highest.
 */
export type Bracket = { readonly holds: number | null; readonly leaves: number | null };

/** The load at which throughput stops growing. */
export type ThroughputKnee = Bracket & {
  /** The first bottleneck as it was measured at the first point that does not keep up; `null`: none was met, or none could be told. */
  readonly component: string | null;
  /** Whether the closed form falls between the two points and names the same component; `null`: it has nothing to say. */
  readonly agrees: boolean | null;
  /** In words, where they do not agree. */
  readonly why?: string | undefined;
};

/** The load at which a latency target is left. */
export type TargetKnee = Bracket & {
  readonly flow: string;
  readonly quality: string;
  readonly name: string;
  readonly until?: string | undefined;
  readonly target: number;
  /** Where the closed form expected it; an approximation. */
  readonly expected: number | null;
};

/** The three bands of load where retries are in play. */
export type RetryBands = {
  /**
   * A component that is this many times slower for so long, and then as before. `null`: no trial was made, as nothing that retries fill has work
   * and slots of its own that would be full when it is slow.
   */
  readonly trigger: { readonly component: string; readonly factor: number; readonly for: number } | null;
  /** Up to this load there is room for every try that may be made (closed form): it always recovers. */
  readonly safe: number;
  /** Up to the first it came back after the trigger, from the second on it stayed down. */
  readonly vulnerable: Bracket;
  /** Up to the first it works while nothing happens, from the second on it does not. */
  readonly unstable: Bracket;
  readonly trials: readonly RetryTrial[];
};

export type RetryTrial = {
  readonly load: number;
  readonly after: 'recovered' | 'recovering' | 'stays down' | 'not seen';
  /** Goodput over what was offered before the trigger and in the last third of the time after it; `null`: not seen. */
  readonly before: number | null;
  readonly last: number | null;
};
