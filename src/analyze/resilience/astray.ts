import type { Component, Service } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { FlowId } from '#model/ids.js';
import { allCalls, byStep } from '../consistency/deliveries.js';

type Balancer = Extract<Component, { readonly algorithm?: unknown }>;

/** A service whose instances each keep the state of their own users, behind a balancer that sends a user to any of them. */
export type Astray = { readonly balancer: Balancer; readonly service: Service; readonly flows: readonly FlowId[] };

/** Each such service once. */
export function astray(model: DesignModel): readonly Astray[] {
  const found = new Map<string, Astray>();
  for (const { first, flows } of byStep(allCalls(model))) {
    const { from, visit, hold, route } = first.call;
    const balancer = model.components.get(from);
    const service = model.components.get(visit.component);
    if (balancer === undefined || !('algorithm' in balancer) || balancer.is === 'rate-limiter' || service?.is !== 'service') continue;
    const local = service.session === 'local' || (service.session === undefined && service.stateful);
    const finds = balancer.sticky === true || balancer.stickyBy !== undefined || balancer.algorithm === 'ip-hash';
    // A connection that is held stays with its instance, and a route to the holder finds it.
    if (!local || finds || hold !== undefined || route === 'holder' || service.replicas < 2 || found.has(service.id)) continue;
    found.set(service.id, { balancer, service, flows });
  }
  return [...found.values()];
}
