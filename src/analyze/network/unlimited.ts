import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Flow } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { inner } from '../reliability/gating.js';
import { INNER } from './edge.js';
import { heldEnds } from './held.js';

/** Parts of ours that every request wears down; what a provider sells by the request is not one. */
const WORN: ReadonlySet<Component['is']> = new Set([
  'service',
  'function',
  'worker',
  'identity',
  'cache',
  'database',
  'file-system',
  'queue',
  'stream',
  'pubsub',
  'lock-service',
  'coordinator',
  'registry',
]);

/** Entrances that share what lies behind them, where nothing limits what a client may send. */
export type Entrance = {
  readonly entries: readonly ComponentId[];
  readonly services: readonly ComponentId[];
  readonly flows: readonly FlowId[];
};

type Way = { readonly entry: ComponentId; readonly service: ComponentId; readonly flow: FlowId };

export function unlimited(model: DesignModel): readonly Entrance[] {
  const groups: { entries: Set<ComponentId>; services: Set<ComponentId>; flows: Set<FlowId> }[] = [];
  for (const { entry, service, flow } of [...model.flows.values()].flatMap((each) => waysIn(model, each))) {
    const near = groups.filter((group) => group.entries.has(entry) || group.services.has(service));
    const [into = { entries: new Set<ComponentId>(), services: new Set<ComponentId>(), flows: new Set<FlowId>() }, ...others] = near;
    if (near.length === 0) groups.push(into);
    for (const other of others) {
      for (const id of other.entries) into.entries.add(id);
      for (const id of other.services) into.services.add(id);
      for (const id of other.flows) into.flows.add(id);
      groups.splice(groups.indexOf(other), 1);
    }
    into.entries.add(entry);
    into.services.add(service);
    into.flows.add(flow);
  }
  return groups.map(({ entries, services, flows }) => ({ entries: [...entries], services: [...services], flows: [...flows] }));
}

/** Ways of a flow from a client to the first part that a request wears down, with no limit on the way. */
function waysIn(model: DesignModel, flow: Flow): readonly Way[] {
  const found: Way[] = [];
  const held = heldEnds(model).filter(({ through }) => through.length > 0);
  const limits = (id: ComponentId): boolean => {
    const component = model.components.get(id);
    return component?.is === 'rate-limiter' || (component !== undefined && 'limit' in component && component.limit !== undefined);
  };
  /** Follows one list of steps; a limiter asked in an earlier step guards the later ones. */
  const walk = (actions: readonly Action[], entry: ComponentId | undefined): void => {
    let guarded = false;
    for (const action of actions) {
      if (guarded) return;
      if (action.type === 'group') for (const branch of inner(action)) walk(branch, entry);
      else {
        const target = action.visit.component;
        // Over a connection that is held through a balancer, everything comes through it.
        const over = entry === undefined ? held.find(({ from, to }) => from === action.from && to === target)?.through : undefined;
        if (over?.some(limits)) continue;
        // A store that clients talk to directly wants a service in front, and is told of that.
        if (entry === undefined && INNER.has(model.components.get(target)?.is ?? 'client')) continue;
        const first = entry ?? over?.[0] ?? target;
        if (limits(target)) guarded = entry !== undefined;
        else if (WORN.has(model.components.get(target)?.is ?? 'client')) found.push({ entry: first, service: target, flow: flow.id });
        else walk(action.visit.actions, first);
      }
    }
  };
  for (const root of flow.roots)
    if (model.components.get(root.component)?.is === 'client' && flow.workload.kind !== 'part') walk(root.actions, undefined);
  return found;
}
