export const ALGORITHM = { none: 0, tokenBucket: 1, leakyBucket: 2, fixedWindow: 3, slidingWindow: 4 } as const;

/** The rate limits, by component. */
export type LimitTable = {
  /** {@link ALGORITHM}; `none` where everything is let through. */
  readonly algorithm: Uint8Array;
  /** Seconds between two requests at the rate. */
  readonly gap: Float64Array;
  /** By how many seconds a bucket may run ahead of its rate before it refuses. */
  readonly slack: Float64Array;
  readonly window: Float64Array;
  /** Requests a window lets through. */
  readonly most: Float64Array;
  /** 1: what is too much waits until there is room for it. */
  readonly delays: Uint8Array;
  /** 1: every user has a limit of their own. */
  readonly perUser: Uint8Array;
  /** 1: all instances count together. */
  readonly shared: Uint8Array;
  /** First row of the component among those of all limits: one, or one an instance. */
  readonly row: Int32Array;
  readonly rows: number;
};
