import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { allCalls } from '../consistency/deliveries.js';
import { livesInside } from '../inside.js';
import { type Arrival, type Demand, type DemandOptions, demandOf } from './demand.js';
import { ownLimitUse } from './own-limit.js';
import { type Aside, type Fleet, usageOf } from './station.js';

/** What a component's slots come to that waits for something full. */
export type HeldUp = {
  /** The nearest such thing. */
  readonly by: ComponentId;
  /** Its fullest limit with waits as long as the timeouts let them; null: without end. */
  readonly saturation: number | null;
};

/** How full a component is (see {@link lineUse}), at the busiest copy or at a follower. */
export type Saturations = (demand: Demand) => (component: Component, side?: 'follower') => number;

/** The same at the mean rate and at peak; null where nothing that a component waits for is full. */
export function heldUpIn(
  model: DesignModel,
  idle: { readonly mean: Demand; readonly peak: Demand },
  saturations: Saturations,
): (id: ComponentId) => { readonly mean: HeldUp | null; readonly peak: HeldUp | null } | null {
  const [mean, peak] = [heldUpAt(model, 'mean', idle.mean, saturations), heldUpAt(model, 'peak', idle.peak, saturations)];
  return (id) => (mean.has(id) || peak.has(id) ? { mean: mean.get(id) ?? null, peak: peak.get(id) ?? null } : null);
}

/** The fullest of what a line comes from: work, slots and partitions; `Infinity` where visits wait without end for a slot to come back. */
export function lineUse(component: Component, arrivals: readonly Arrival[], fleet: Fleet, aside: Aside): number {
  const finite = arrivals.map((each) => (each.waits === Infinity ? { ...each, waits: 0 } : each));
  const { work = 0, slots, partitions, hottest = 0 } = usageOf(component, finite, fleet, aside);
  if ((slots ?? partitions) !== undefined && arrivals.some(({ waits }) => waits === Infinity)) return Infinity;
  return Math.max(work, slots ?? 0, partitions ?? 0, hottest);
}

/**
 * What holds its slots for something that is full. Full is what is asked for more than it can do of what those before it get done or let through, and
 * has room for all who wait. An answer of it comes ever later, so that each of its callers waits for all of its timeouts, or for ever; who
 * has all its slots taken by that is full in its turn. Steps after one that fails are counted as if it had not, and nothing is tried again.
 */
function heldUpAt(model: DesignModel, at: 'mean' | 'peak', idle: Demand, saturations: Saturations): ReadonlyMap<ComponentId, HeldUp> {
  const components = [...model.components.values()].filter(({ is }) => is !== 'client');
  const all = (options: Omit<DemandOptions, 'at'>, side?: 'follower'): Map<ComponentId, number> => {
    const saturation = saturations(demandOf(model, { at, ...options }));
    return new Map(components.map((each) => [each.id, saturation(each, side)]));
  };
  const before = saturations(idle);
  const asked = new Map(components.map((each) => [each.id, before(each)]));
  if (!components.some((each) => asked.get(each.id)! >= 1 && keepsAll(each))) return new Map();
  const flows = openFlows(model);
  const alone = all({ flows });
  const refused = (each: Component): number =>
    ownLimitUse(
      each,
      (idle.arrivals.get(each.id) ?? []).reduce((sum, { rate }) => sum + rate, 0),
    ) ?? 0;
  const carried = new Map(components.map((each) => [each.id, 1 / Math.max(1, alone.get(each.id)!, refused(each))]));
  const own = all({ flows, carried });
  const followers = all({ flows, carried }, 'follower');
  const full = new Set(components.flatMap((each) => (own.get(each.id)! >= 1 && keepsAll(each) ? [each.id] : [])));
  const behind = nearestFull(model, full, own);
  const held = new Set<ComponentId>();
  const endless = (call: Call): boolean => {
    const id = call.visit.component;
    return held.has(id) || (full.has(id) && (followers.get(id)! >= 1 || !toReplica(model.components.get(id), call)));
  };
  for (;;) {
    const now = all({ endless, floors: idle.floors });
    const more = components.filter(({ id }) => behind.has(id) && now.get(id)! > ROUNDING * asked.get(id)!);
    const size = held.size;
    for (const each of more) if (now.get(each.id)! >= 1 && keepsAll(each)) held.add(each.id);
    if (held.size > size) continue;
    return new Map(more.map(({ id }) => [id, { by: behind.get(id)!, saturation: Number.isFinite(now.get(id)) ? now.get(id)! : null }]));
  }
}

/** What is the same sum in another order is no more. */
const ROUNDING = 1 + 1e-9;

/** Closed users wait for one another, and a batch comes to its end: they fill nothing without end. */
const openFlows = (model: DesignModel): ReadonlySet<FlowId> =>
  new Set([...model.flows.values()].flatMap(({ id, workload }) => (workload.kind === 'open' ? [id] : [])));

/** Whether it has a line, with room for all who wait: nobody is turned away. */
function keepsAll(component: Component): boolean {
  const { connections, queue, shed } = component as { connections?: number; queue?: number; shed?: number };
  return !livesInside(component) && connections === undefined && queue === undefined && shed === undefined;
}

/** Whether the followers of a store alone answer a call. */
function toReplica(store: Component | undefined, { operation, target }: Call): boolean {
  if (store?.is !== 'database' || store.copies < 2 || (operation !== undefined && operation.kind !== 'read')) return false;
  const { mode } = store.replication;
  return mode === 'chain' ? target === undefined || target === 'replica' : mode === 'single-leader' && target === 'replica';
}

/** By component, the nearest full one among those that its visits wait for; of several as near the fullest. */
function nearestFull(
  model: DesignModel,
  full: ReadonlySet<ComponentId>,
  own: ReadonlyMap<ComponentId, number>,
): ReadonlyMap<ComponentId, ComponentId> {
  const next = new Map<ComponentId, Set<ComponentId>>();
  for (const { call } of allCalls(model)) if (call.waits) next.set(call.from, (next.get(call.from) ?? new Set()).add(call.visit.component));
  const found = new Map<ComponentId, ComponentId>();
  for (const start of next.keys()) {
    const seen = new Set([start]);
    for (let level = [start]; level.length > 0 && !found.has(start); ) {
      level = level.flatMap((each) => [...(next.get(each) ?? [])]).filter((each) => !seen.has(each) && seen.add(each));
      const worst = level.filter((each) => full.has(each)).sort((a, b) => own.get(b)! - own.get(a)!)[0];
      if (worst !== undefined) found.set(start, worst);
    }
  }
  return found;
}
