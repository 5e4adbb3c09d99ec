import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { mostOf } from '../reliability/gating.js';
import type { Arrival, Demand } from './demand.js';

/** Bytes that one call carries there and back: what the step says, or the items it reads or writes; undefined where neither is said. */
export function carriedBy(model: DesignModel, call: Call | undefined): number | undefined {
  if (call === undefined) return undefined;
  if (call.size !== undefined) return call.size;
  const item = call.operation?.kind === 'invalidate' ? 0 : call.operation && model.data.get(call.operation.data)?.item;
  return item === undefined ? undefined : item * Math.max(1, mostOf(call.items));
}

/** Calls that a component makes, by component. */
export function departures({ arrivals }: Demand): ReadonlyMap<ComponentId, readonly Arrival[]> {
  const found = new Map<ComponentId, Arrival[]>();
  for (const arrival of [...arrivals.values()].flat()) {
    if (arrival.call === undefined) continue;
    const own = found.get(arrival.call.from);
    if (own === undefined) found.set(arrival.call.from, [arrival]);
    else own.push(arrival);
  }
  return found;
}

/** Bytes a second that go out with the calls of a component; sizes that are not said count as nothing. */
export const sentBy = (model: DesignModel, calls: readonly Arrival[]): number =>
  calls.reduce((sum, { call, rate }) => sum + rate * (carriedBy(model, call) ?? 0), 0);
