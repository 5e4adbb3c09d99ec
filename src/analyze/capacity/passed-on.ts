import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { allCalls } from '../consistency/deliveries.js';
import type { Demand } from './demand.js';

const PASSES_ON: ReadonlySet<Component['is'] | undefined> = new Set(['load-balancer', 'api-gateway', 'reverse-proxy']);

/** Connections that each balancer keeps open because it passes them on: those held behind it, by Little's law. */
export function passedOn(model: DesignModel, { arrivals }: Demand): ReadonlyMap<ComponentId, number> {
  const through = new Map<Call, ComponentId[]>();
  for (const { call, above } of allCalls(model)) {
    if (call.hold === undefined) continue;
    const inner: ComponentId[] = [];
    for (const outer of [...above].reverse()) {
      if (!PASSES_ON.has(model.components.get(outer.visit.component)?.is)) break;
      inner.push(outer.visit.component);
    }
    if (inner.length > 0) through.set(call, inner);
  }
  const found = new Map<ComponentId, number>();
  if (through.size === 0) return found;
  for (const { call, rate } of [...arrivals.values()].flat())
    for (const id of (call && through.get(call)) ?? []) found.set(id, (found.get(id) ?? 0) + rate * (call?.hold ?? 0));
  return found;
}
