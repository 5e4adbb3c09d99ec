import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { fleetOf } from '../capacity/capacity.js';
import { demandOf } from '../capacity/demand.js';

/** A caller whose slots all wait for somebody else's system while that hangs. */
export type Hanging = {
  readonly from: Component;
  readonly to: ComponentId;
  readonly call: Call;
  /** Slots that are taken by waiting until the timeout at peak, all attempts counted (endless without one), and slots that there are. */
  readonly taken: number;
  readonly slots: number;
  readonly flows: readonly FlowId[];
};

/**
 * Waiting calls without a breaker to external systems: peak rate times timeout times attempts against the slots of the caller. Without a
 * timeout a call waits for good: those above it, and deadlines, give up on the answer, and the work that they abandon goes on.
 */
export function hangings(model: DesignModel): readonly Hanging[] {
  const { arrivals } = demandOf(model, { at: 'peak' });
  return [...model.components.values()].flatMap((to) => {
    if (to.is !== 'external') return [];
    const calls = (arrivals.get(to.id) ?? []).filter(({ call, rate }) => call?.waits === true && !call.breaker && rate > 0);
    return [...new Set(calls.map(({ call }) => call!.from))].flatMap((id): readonly Hanging[] => {
      const from = model.components.get(id);
      const concurrency = from !== undefined && 'concurrency' in from ? from.concurrency : undefined;
      // What comes out of a queue can wait there; only answers that users wait for are at stake.
      const own = calls.filter(({ call, buffered, batch }) => call?.from === id && !buffered && !batch);
      if (from === undefined || concurrency === undefined || own[0]?.call === undefined) return [];
      const taken = own.reduce(
        (sum, { call, rate, repeated }) => sum + rate * (1 - repeated) * (call?.timeout ?? Infinity) * (1 + (call?.retries ?? 0)),
        0,
      );
      const slots = concurrency * fleetOf(from).instances;
      const flows = [...new Set(own.map(({ flow }) => flow))];
      return taken <= slots ? [] : [{ from, to: to.id, call: own[0].call, taken, slots, flows }];
    });
  });
}
