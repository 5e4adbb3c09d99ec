import type { Fault } from '#model/design.js';
import type { Aftermath } from '../faults/aftermath.js';

export type SliceFlow = { readonly offered: number; readonly served: number; readonly errors: number; readonly p99: number | null };

export type TimelineSlice = {
  readonly from: number;
  readonly to: number;
  readonly flows: Readonly<Record<string, SliceFlow>>;
  /** Visits in all lines of components at its end. */
  readonly waiting: number;
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
  readonly kind: Fault['what']['kind'];
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

/** Failures drawn from availability and repair: how many, and by component or zone how often and for how many seconds in all. */
export type DrawnReport = {
  /** How many times as often as in life. */
  readonly times: number;
  readonly failures: number;
  readonly failed: Readonly<
    Record<string, { readonly kind: 'instance' | 'component' | 'zone'; readonly failures: number; readonly down: number }>
  >;
};
