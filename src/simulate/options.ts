import type { Fault } from '#model/design.js';
import type { Confidence } from './statistics/intervals.js';

/** A failure to try. Without `at` and `for` it begins after a third of the run and lasts a third of it. */
export type FaultOption = { readonly what: Fault['what']; readonly at?: number | undefined; readonly for?: number | undefined };

export type SimulationOptions = {
  /** Any whole number; the same seed gives the same report, byte for byte. Default 1. */
  readonly seed?: number | undefined;
  /** Multiplies the rate of every open flow, and the users of every closed one. Default 1. */
  readonly load?: number | undefined;
  /** Seconds that are measured, after the warm-up. Planned from the closed forms when absent, and then no longer than it takes; see `enough`. */
  readonly duration?: number | undefined;
  /** Seconds cut off at the start. Planned when absent. */
  readonly warmup?: number | undefined;
  /** Relative half-width asked of each flow's mean and p99, 0..1: the run goes on until it is reached, or the budget is spent. */
  readonly precision?: number | undefined;
  /** Level of the intervals. Default 0.99; targets are judged at that whatever is asked. */
  readonly confidence?: Confidence | undefined;
  /** Flows that offer load; all when absent. */
  readonly flows?: readonly string[] | undefined;
  /** Failures, on the clock that starts after the warm-up. */
  readonly faults?: readonly FaultOption[] | undefined;
  /** Failures are drawn from availability and repair as well, so many times as often as in life. */
  readonly failures?: number | undefined;
  /** Whether the flows are run at their peaks as well, where the targets are judged. Default true. */
  readonly peak?: boolean | undefined;
  /** Whether a run with `faults` ends as soon as all is again as it was before them. */
  readonly untilRecovered?: boolean | undefined;
  /** Events that one run may take. Default 1.5 million, 2 million with faults, 100 million with `precision` or `duration`. */
  readonly events?: number | undefined;
  /** Asked now and then whether to stop with what there is: the report then says how far it came. It must not change anything else. */
  readonly stop?: (() => boolean) | undefined;
  /** Told from time to time how far the whole is, 0..1. It must not change anything. */
  readonly onProgress?: ((share: number) => void) | undefined;
};
