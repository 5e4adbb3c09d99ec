import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { callsOf, type Placed } from '../consistency/calls.js';

/** A service that users call by themselves, with nothing that tells them which of its instances is up. */
export type Unpicked = {
  readonly service: ComponentId;
  readonly instances: number;
  /** The first such call, and who makes it. */
  readonly call: Call;
  readonly flows: readonly FlowId[];
};

/**
 * Between our own components the caller passes over an instance that is down: its platform or its library knows them all. Whoever
 * calls from outside has one address, and needs something in front that chooses: a balancer, a gateway or a proxy (whose own address
 * moves to the one that is left), names that are looked up, or a registry.
 */
export function unpicked(model: DesignModel): readonly Unpicked[] {
  const found = new Map<ComponentId, { service: ComponentId; instances: number; call: Call; flows: FlowId[] }>();
  for (const { call, flow } of fromOutside(model)) {
    const service = model.components.get(call.visit.component);
    if (service?.is !== 'service' || service.mode === 'active-passive') continue;
    const instances = Math.max(service.replicas, service.autoscale?.max ?? 0) * Math.max(1, service.regions.length);
    const known = found.get(service.id) ?? { service: service.id, instances, call, flows: [] };
    if (!known.flows.includes(flow.id)) known.flows.push(flow.id);
    found.set(service.id, known);
  }
  return [...found.values()];
}

function fromOutside(model: DesignModel): readonly Placed[] {
  const is = (id: ComponentId): string | undefined => model.components.get(id)?.is;
  const outside = ({ from }: Call): boolean => is(from) === 'client' || is(from) === 'external';
  const calls = [...model.flows.values()].filter(({ workload }) => workload.kind !== 'part').flatMap(callsOf);
  // Whoever holds a connection goes on over it: what chose the instance was asked when it was opened.
  const connected = new Set(calls.filter(({ call }) => call.hold !== undefined && !outside(call)).map(({ call }) => call.visit.component));
  const looksUp = new Set(
    calls.filter(({ call }) => ['dns', 'registry'].includes(is(call.visit.component) ?? '')).map(({ call }) => call.from),
  );
  return calls.filter(({ call }) => outside(call) && !looksUp.has(call.from) && !connected.has(call.visit.component));
}
