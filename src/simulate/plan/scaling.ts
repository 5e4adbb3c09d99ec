import type { ScaleSpec, StationSpec } from '../compile/station-spec.js';
import { PERIOD, REMEMBERED } from '../stations/fleet.js';
import type { Load } from './demand.js';

/** Own work that an autoscaler sees, in instances that have nothing else to do. */
export const busyOf = (spec: StationSpec, load: Load): number => load.work / Math.min(spec.slots, spec.cores);

/** Instances that an autoscaler comes to when so many are busy: ceil(busy / target), within its bounds. */
export const reachOf = ({ min, max, at }: ScaleSpec, busy: number): number => Math.min(max, Math.max(min, Math.ceil(busy / at - 1e-9)));

/** Seconds until an autoscaler has followed a load up and down again: it looks, instances start, and it waits before it takes any away. */
export const scalingTime = (specs: readonly StationSpec[]): number =>
  Math.max(0, ...specs.map(({ scale }) => (scale === undefined ? 0 : scale.delay + PERIOD * (1 + REMEMBERED))));
