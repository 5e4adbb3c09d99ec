import type { World } from '../kernel/world.js';

/** What calls did during the measured time, besides what their flows tell. */
export type CallMeasures = {
  /** By breaker: how often one opened, calls it rejected, and the mean share of the time that it was not closed. */
  readonly opened: Float64Array;
  readonly rejected: Float64Array;
  readonly notClosed: Float64Array;
  /** By component: mean number of connections held; empty where no step holds any. */
  readonly connections: Float64Array;
};

export function restartCalls(world: World): void {
  world.breakers.restart();
  world.held.restart();
}

export function measureCalls({ breakers, held }: World, seconds: number): CallMeasures {
  return {
    opened: breakers.opened.slice(),
    rejected: breakers.rejected.slice(),
    notClosed: breakers.shareOpen(seconds),
    connections: held.means(),
  };
}
