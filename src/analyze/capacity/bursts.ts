import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { FlowId } from '#model/ids.js';
import { fleetOf } from './capacity.js';
import { demandOf } from './demand.js';
import { type Aside, type Fleet, usageOf } from './station.js';

/** A component while a flow is in a burst. Seconds; `usage` is that of its fullest limit, 1 is full. */
export type Burst = {
  readonly component: Component;
  readonly flow: FlowId;
  /** How many times its mean rate the flow has, and for how long on average. */
  readonly times: number;
  readonly lasts: number;
  /** With all instances that there may be, and with those that an autoscaler starts from. */
  readonly usage: number;
  readonly atStart: number;
};

/** Only work and slots tell how a line grows. */
const ASIDE: Aside = { carried: () => 0, sent: 0, pooled: 0, passed: 0 };

/** Components whose service time is written, under every flow that arrives in bursts; what a queue brings is spread out and left out. */
export function bursts(model: DesignModel): readonly Burst[] {
  const { arrivals } = demandOf(model, { at: 'mean' });
  return [...model.flows.values()].flatMap(({ id: flow, workload }) => {
    if (workload.kind !== 'open' || workload.arrivals.kind !== 'bursty') return [];
    const { burst: times, on: lasts } = workload.arrivals;
    return [...model.components.values()].flatMap((component): readonly Burst[] => {
      const all = arrivals.get(component.id) ?? [];
      if (!component.written.has('time') || !all.some((each) => each.flow === flow && !each.buffered)) return [];
      const bursting = all.map((each) => (each.flow === flow && !each.buffered ? { ...each, rate: each.rate * times } : each));
      const use = (fleet: Fleet): number => {
        const { work = 0, slots = 0 } = usageOf(component, bursting, fleet, ASIDE);
        return Math.max(work, slots);
      };
      const fleet = fleetOf(component);
      const start =
        'autoscale' in component && component.autoscale !== undefined ? { ...fleet, instances: component.autoscale.min } : fleet;
      return [{ component, flow, times, lasts, usage: use(fleet), atStart: use(start) }];
    });
  });
}
