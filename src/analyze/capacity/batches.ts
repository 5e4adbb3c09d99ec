import type { Component } from '#model/component.js';
import type { DesignModel, QualityTarget } from '#model/design.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { fleetOf } from './capacity.js';
import { type Arrival, demandOf } from './demand.js';
import { ASSUMED_WITHIN } from './shortage.js';
import { type Aside, usageOf } from './station.js';

/** A batch that keeps some component busy for longer than the batch may take. Seconds. */
export type LateBatch = {
  readonly flow: FlowId;
  readonly items: number;
  readonly target: QualityTarget;
  readonly within: number;
  readonly component: ComponentId;
  readonly takes: number;
  readonly severity: 'error' | 'warning' | 'info';
};

/**
 * Batches with a time to be done in. All of a component's slots, cores or partitions at work on nothing else take `takes`: a floor.
 * A batch that takes longer than its period never catches up, and is told as a component that is full.
 */
export function lateBatches(model: DesignModel): readonly LateBatch[] {
  const { arrivals } = demandOf(model, { at: 'mean' });
  return model.requirements.quality.flatMap((target): readonly LateBatch[] => {
    const flow = target.flow === undefined ? undefined : model.flows.get(target.flow);
    if (flow?.workload.kind !== 'batch' || target.within === undefined || target.survives !== undefined) return [];
    const { every, items } = flow.workload;
    const within = target.within as number;
    const busy = [...model.components.values()].flatMap((component) => {
      const own = (arrivals.get(component.id) ?? []).filter((each) => each.flow === flow.id);
      if (component.is === 'client' || own.length === 0) return [];
      const written = component.written.has('time') || own.every(({ call }) => call?.time !== undefined);
      const alone = own.map((each) => ({ ...each, waits: 0 }));
      return [
        { component: component.id, takes: takesOf(component, own) * every, certain: written ? takesOf(component, alone) * every : 0 },
      ];
    });
    const worst = busy.reduce<(typeof busy)[number] | undefined>(
      (most, each) => (most && most.takes >= each.takes ? most : each),
      undefined,
    );
    if (worst === undefined || worst.takes <= within || worst.takes > every) return [];
    const severity = worst.certain > within ? 'error' : worst.takes > within * ASSUMED_WITHIN ? 'warning' : 'info';
    return [{ flow: flow.id, items, target, within, component: worst.component, takes: worst.takes, severity }];
  });
}

/** Nothing but calls and slots counts here: no bytes and no connections. */
const ASIDE: Aside = { carried: () => 0, sent: 0, pooled: 0, passed: 0 };

function takesOf(component: Component, arrivals: readonly Arrival[]): number {
  const { work = 0, slots = 0, partitions = 0 } = usageOf(component, arrivals, fleetOf(component), ASIDE);
  return Math.max(work, slots, partitions);
}
