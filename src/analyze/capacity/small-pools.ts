import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { livesInside } from '../inside.js';
import { holdings } from '../reliability/placement.js';
import { fleetOf } from './capacity.js';
import { copiesWait } from './copies.js';
import { type Arrival, demandOf, meanTime } from './demand.js';
import { roundTrip } from './network.js';
import { ASSUMED_WITHIN } from './shortage.js';

/** An instance whose pool is smaller than the calls it has under way at one store. */
export type SmallPool = {
  readonly from: Component;
  readonly to: ComponentId;
  readonly pool: number;
  /** Calls under way from one instance: rate times seconds (Little's law), with no line at the store, so a floor. */
  readonly busy: number;
  /** It rests on a service time that the design did not write. */
  readonly assumed: boolean;
  readonly flows: readonly FlowId[];
};

/** Pools held against the peak; what comes through queues or in batches is spread out by them and counts with its mean. */
export function smallPools(model: DesignModel): readonly SmallPool[] {
  const [peak, mean] = (['peak', 'mean'] as const).map((at) => demandOf(model, { at }).arrivals);
  return [...model.components.values()].flatMap((from) => {
    const pool = 'pool' in from ? from.pool : undefined;
    if (pool === undefined) return [];
    return [...model.components.values()].flatMap((store): readonly SmallPool[] => {
      // What lives inside the caller is asked without a connection.
      if (holdings(store) === undefined || livesInside(store)) return [];
      const calls = [
        ...(peak?.get(store.id) ?? []).filter(({ buffered, batch }) => !buffered && !batch),
        ...(mean?.get(store.id) ?? []).filter(({ buffered, batch }) => buffered || batch),
      ].filter(({ call }) => call?.from === from.id);
      const takes = ({ call }: Arrival): number =>
        roundTrip(model, from.id, store.id) + (meanTime(store, call) ?? 0) + (call === undefined ? 0 : copiesWait(model, call));
      const busy = calls.reduce((sum, each) => sum + each.rate * takes(each), 0) / fleetOf(from).instances;
      const assumed = calls.some(({ call }) => call?.time === undefined) && !store.written.has('time');
      if (busy <= pool * (assumed ? ASSUMED_WITHIN : 1)) return [];
      return [{ from, to: store.id, pool, busy, assumed, flows: [...new Set(calls.map(({ flow }) => flow))] }];
    });
  });
}
