import type { CallMeasures } from '../calls/measures.js';
import type { DrawnFailure } from '../faults/drawn.js';
import type { FleetCounts } from '../stations/fleet.js';
import type { PoolCounts } from '../stations/pools.js';
import type { StationCounts } from '../statistics/station-counts.js';
import type { Profile } from '../workload/profile.js';

/** How a run went. Samples are taken at the end of every batch: requests under way by flow, visits waiting by component. */
export type Course = {
  readonly events: number;
  /** Seconds measured. */
  readonly measured: number;
  /** `stuck`: users come back in the same moment, again and again, so that the clock stands still. */
  readonly end: 'done' | 'overflow' | 'cut short' | 'interrupted' | 'stuck';
  /** How far it came of what was planned, 0..1; less than 1 only where it was interrupted. */
  readonly share: number;
  /** Requests under way by flow, at the beginning and at the end of the measured time. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Measures of the components over the measured time. */
  readonly counts: StationCounts;
  readonly pools: readonly PoolCounts[];
  /** By component. */
  readonly coldStarts: Float64Array;
  /** Instances of the components with an autoscaler, in their order. */
  readonly fleets: readonly FleetCounts[];
  readonly calls: CallMeasures;
  readonly samples: readonly {
    readonly time: number;
    readonly pending: Int32Array;
    readonly waiting: Float64Array;
    readonly seen: readonly Float64Array[];
    readonly depth: Int32Array;
    readonly oldest: Float64Array;
  }[];
  /** When the measurement began. */
  readonly began: number;
};

export type Wishes = {
  /** Connections that each step holds in equilibrium: as many are open when the run begins. */
  readonly connections: readonly number[];
  /** Instances that each autoscaler begins with. */
  readonly instances: readonly number[];
  /** By how much the rate of each flow is multiplied. */
  readonly factors: readonly number[];
  /** How the rates change, and where the clock of that stands when the measurement begins. */
  readonly profiles: readonly Profile[];
  readonly profileFrom: number;
  /** Whether the load is not the same all the time: then the course of the run is kept. */
  readonly unsteady: boolean;
  /** Failures that were drawn. */
  readonly failures: readonly DrawnFailure[];
  /** Whether the measurement suffices; asked when the planned time is over. */
  readonly satisfied: () => boolean;
  /** Whether it may end before its time, with so large a share of the planned time behind it; asked once its least time is over. */
  readonly enough: (share: number) => boolean;
  /** Whether it may end because nothing more is to be seen: asked after each batch. */
  readonly over?: (() => boolean) | undefined;
  /** Whether it goes on until it is satisfied, however long that takes. */
  readonly lasting: boolean;
  /** Whether to stop at once. */
  readonly stop?: (() => boolean) | undefined;
  readonly onProgress: (share: number) => void;
};

/** Seconds that rates are told over. Where no time was measured nothing has a rate: it is not the plain number of what came. */
export const secondsOf = ({ measured }: Pick<Course, 'measured'>): number => (measured > 0 ? measured : Infinity);
