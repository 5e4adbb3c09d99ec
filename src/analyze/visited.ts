import type { DesignModel } from '#model/design.js';
import type { Flow } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { ownFlows, targetsOf } from './analysis.js';
import { allCalls } from './consistency/deliveries.js';
import { accessesOf, gatingOf } from './reliability/gating.js';

/** Flows that run by themselves and visit each component, handed-over parts included, in the order of the file. */
export function visitedBy(model: DesignModel): ReadonlyMap<ComponentId, readonly FlowId[]> {
  const found = new Map<ComponentId, Set<FlowId>>();
  const note = (component: ComponentId, flow: FlowId): void => {
    found.set(component, (found.get(component) ?? new Set()).add(flow));
  };
  for (const { id, roots } of ownFlows(model)) for (const root of roots) note(root.component, id);
  for (const { call, flow } of allCalls(model)) note(call.visit.component, flow.id);
  return new Map([...found].map(([component, flows]) => [component, [...flows]]));
}

/** Components that the answer of a flow waits for, in whichever case asks the most. */
export const waitedFor = (model: DesignModel, flow: Flow): ReadonlySet<ComponentId> =>
  new Set(accessesOf(gatingOf(model, flow), flow).keys());

/** Flows that must survive something within a time, with the shortest such time in seconds. */
export const mustReturn = (model: DesignModel): readonly { readonly flow: Flow; readonly within: number }[] =>
  ownFlows(model).flatMap((flow) => {
    const times = targetsOf(model, flow.id).flatMap(({ survives, within }) =>
      survives === undefined || within === undefined ? [] : [within as number],
    );
    return times.length === 0 ? [] : [{ flow, within: Math.min(...times) }];
  });

/** Whether anybody asks that a flow be there: by a share of its requests, or through some failure. */
export const mustBeUp = (model: DesignModel, flow: FlowId): boolean =>
  targetsOf(model, flow).some(({ availability, survives }) => availability !== undefined || survives !== undefined);
