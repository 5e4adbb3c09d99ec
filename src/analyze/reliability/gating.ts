import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Call, Flow, Group, Varying, Visit } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { type Access, accessOf, dataOf } from './access.js';

/** Messages wait in these: what takes them out again answers to nobody. */
const HOLDS_MESSAGES: ReadonlySet<Component['is']> = new Set(['queue', 'stream', 'pubsub']);

/** Every way an action can go on: the branches of a group, or what a called visit does. */
export function inner(action: Action): readonly (readonly Action[])[] {
  if (action.type === 'call') return [action.visit.actions];
  return 'branches' in action.how ? action.how.branches : [action.how.actions];
}

/** What an answer or, up to `until`, a promise of the flow depends on. */
export type Gating = {
  readonly model: DesignModel;
  readonly until: ComponentId | undefined;
  /** What is tried after a definite failure of a call. */
  readonly handlers: ReadonlyMap<number, readonly Action[]>;
  /** Calls to caches whose misses somebody else than the cache itself reads on for. */
  readonly readsOn: ReadonlySet<number>;
};

/** Reads off the tree which actions depend on which calls. */
export function gatingOf(model: DesignModel, flow: Flow, until?: ComponentId): Gating {
  const handlers = new Map<number, Action[]>();
  const readsOn = new Set<number>();
  const walk = (actions: readonly Action[], inside: ReadonlySet<number>): void => {
    for (const action of actions) {
      const { when } = action;
      if (when.kind === 'error') handlers.set(when.of, [...(handlers.get(when.of) ?? []), action]);
      if (when.kind === 'miss' && !inside.has(when.of)) readsOn.add(when.of);
      const within = action.type === 'call' ? new Set([...inside, action.id]) : inside;
      for (const branch of inner(action)) walk(branch, within);
    }
  };
  for (const root of flow.roots) walk(root.actions, new Set());
  return { model, until, handlers, readsOn };
}

/** Whether the flow waits for the action, or has promised what lies behind it. */
export function gates(gating: Gating, action: Action): boolean {
  // A cache that somebody reads on behind never gates, optional or not, but its state decides who is asked next.
  if (action.type === 'call' && gating.readsOn.has(action.id)) return action.waits;
  if (action.optional || action.when.kind === 'timeout') return false;
  if (action.type === 'group' || action.waits) return true;
  return gating.until !== undefined && reaches(action, gating.until);
}

const reaches = (action: Action, target: ComponentId): boolean =>
  (action.type === 'call' && action.visit.component === target) ||
  inner(action).some((branch) => branch.some((each) => reaches(each, target)));

/** Actions of a visit that gate it: those out of a queue do not, unless the promise reaches behind it. */
export function gatingActions(gating: Gating, visit: Visit): readonly Action[] {
  const component = gating.model.components.get(visit.component);
  if (component !== undefined && HOLDS_MESSAGES.has(component.is)) {
    return visit.actions.filter((action) => gating.until !== undefined && reaches(action, gating.until));
  }
  return visit.actions;
}

export const mostOf = (value: Varying): number => (typeof value === 'number' ? value : Math.max(0, ...value.byCase.values()));

/** What a call needs of its target, in whichever case asks the most. */
export function accessFor(model: DesignModel, call: Call): Access | undefined {
  const target = model.components.get(call.visit.component);
  if (target === undefined) return undefined;
  const keys = Math.max(1, mostOf(call.items)) * Math.max(1, mostOf(call.times));
  return accessOf(target, call, keys, dataOf(model, call));
}

/** Accesses of every call that can gate the flow, by component. */
export function accessesOf(gating: Gating, flow: Flow): ReadonlyMap<ComponentId, readonly Access[]> {
  const found = new Map<ComponentId, Access[]>();
  const note = (component: ComponentId, access: Access): void => {
    found.set(component, [...(found.get(component) ?? []), access]);
  };
  const walk = (action: Call | Group): void => {
    if (!gates(gating, action)) return;
    if (action.type === 'group') {
      for (const branch of inner(action)) branch.forEach(walk);
      return;
    }
    const access = accessFor(gating.model, action);
    if (access !== undefined) note(action.visit.component, access);
    gatingActions(gating, action.visit).forEach(walk);
  };
  for (const root of flow.roots) {
    const component = gating.model.components.get(root.component);
    // Whoever asks from outside is not ours to keep up: while they are down, nobody asks.
    if (component?.is !== 'external') note(root.component, { need: component?.need ?? 1, leader: false, switching: false, keys: 1 });
    gatingActions(gating, root).forEach(walk);
  }
  return found;
}
