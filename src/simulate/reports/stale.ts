import type { Interval } from './flow.js';

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
  /** The run that has this verdict, the worse of the two, where there are two; of `both` the figure is that of the peak. */
  readonly at?: 'usual' | 'peak' | 'both' | undefined;
};
