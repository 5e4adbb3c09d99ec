import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { type Capacity, fleetOf } from '../capacity/capacity.js';
import { demandOf } from '../capacity/demand.js';
import { type Aside, usageOf } from '../capacity/station.js';
import { allCalls, byStep } from '../consistency/deliveries.js';

/** The connections of one lost instance, all opened again elsewhere at once. Seconds. */
export type Reconnect = {
  readonly holder: ComponentId;
  readonly call: Call;
  readonly flow: FlowId;
  readonly connections: number;
  /** What takes longest over them with what it has left at peak, how long, and how long a client waits before it tries anew. */
  readonly slowest: ComponentId;
  readonly takes: number;
  readonly patience: number;
};

/** Only work and slots say how many a second there is room for. */
const ASIDE: Aside = { carried: () => 0, sent: 0, pooled: 0, passed: 0 };

/** Connections that clients open again without drawing a wait, where some part of the flow cannot open them before clients give up. */
export function reconnects(model: DesignModel, capacity: Capacity): readonly Reconnect[] {
  const { arrivals } = demandOf(model, { at: 'peak' });
  const held = allCalls(model).filter(({ call }) => call.hold !== undefined && call.backoff?.jitter !== true);
  return byStep(held).flatMap(({ first: { call, flow } }): readonly Reconnect[] => {
    const holder = model.components.get(call.visit.component);
    const patience = Math.min(call.timeout ?? Infinity, flow.deadline ?? Infinity);
    const opened = (arrivals.get(call.visit.component) ?? []).filter((each) => each.call === call);
    const rate = opened.reduce((sum, each) => sum + each.rate, 0);
    if (holder?.is !== 'service' || rate === 0 || !Number.isFinite(patience)) return [];
    const connections = (rate * (call.hold ?? 0)) / fleetOf(holder).instances;
    const each = [...model.components.values()].flatMap((component) => {
      const own = (arrivals.get(component.id) ?? []).filter((one) => one.flow === flow.id && !one.buffered);
      const left = 1 - (capacity.components.get(component.id)?.saturation ?? 0);
      if (own.length === 0 || left <= 0 || !component.written.has('time')) return [];
      const { work = 0, slots = 0 } = usageOf(component, own, fleetOf(component), ASIDE);
      return [{ component: component.id, takes: (connections / rate) * (Math.max(work, slots) / left) }];
    });
    const worst = each.reduce<(typeof each)[number] | undefined>((most, one) => (most && most.takes >= one.takes ? most : one), undefined);
    if (worst === undefined || worst.takes <= patience) return [];
    return [{ holder: holder.id, call, flow: flow.id, connections, slowest: worst.component, takes: worst.takes, patience }];
  });
}
