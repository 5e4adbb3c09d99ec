import type { ScaleSpec, StationSpec } from '../compile/station-spec.js';
import { KEPT } from '../stations/cold-starts.js';
import { PERIOD, REMEMBERED } from '../stations/fleet.js';
import type { Load } from './load.js';

/** Own work that an autoscaler sees, in instances that have nothing else to do. */
export const busyOf = (spec: StationSpec, load: Load): number => load.work / Math.min(spec.slots, spec.cores);

/** Instances that an autoscaler comes to when so many are busy: ceil(busy / target), within its bounds. */
export const reachOf = ({ min, max, at }: ScaleSpec, busy: number): number => Math.min(max, Math.max(min, Math.ceil(busy / at - 1e-9)));

/** Seconds until an autoscaler has followed a load up and down again: it looks, instances start, and it waits before it takes any away. */
export const scalingTime = (specs: readonly StationSpec[]): number =>
  Math.max(0, ...specs.map(({ scale }) => (scale === undefined ? 0 : scale.delay + PERIOD * (1 + REMEMBERED))));

/**
 * Instances that run because they were used within the time that idle ones are kept: so many that fewer than one request of that time
 * finds them all busy (arrivals see time averages, and those under way are Poisson with mean rate x time: M/G/infinity).
 */
export function warmOf({ coldStart, slots, instances }: StationSpec, { visits, hold }: Load): number {
  if (coldStart === 0 || visits === 0) return 0;
  let chance = Math.exp(-hold);
  let below = 0;
  let servers = 0;
  // Of very many the chance of none is nothing; then the normal law is near enough.
  if (chance === 0) return Math.min(instances, Math.ceil((hold + DEVIATIONS * Math.sqrt(hold)) / slots));
  while (visits * (1 - below) * KEPT > 1 && servers < instances * slots) {
    below += chance;
    chance *= hold / ++servers;
  }
  return Math.min(instances, Math.ceil(servers / slots));
}
const DEVIATIONS = 4;
