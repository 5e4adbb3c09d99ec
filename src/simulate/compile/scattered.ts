import { callsOf } from '#model/calls.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Call } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';

/**
 * Visits that one call makes to a store with shards, side by side: many keys are a visit to each shard that has one of them, at most as
 * many as there are keys, or shards; a read by an index that each shard keeps of its own rows asks them all, one by any other index finds
 * its list in one place; a write also goes to each index that is sharded by its own key. Of cases that ask for different numbers of keys,
 * the fewest.
 */
export function shardVisits(model: DesignModel, component: Component, call: Call): number {
  const item = call.operation && model.data.get(call.operation.data);
  if (item === undefined || !('shards' in component) || component.shards.count <= 1) return 1;
  if (call.visit.actions.some(waitsForMore)) return 1;
  const { count } = component.shards;
  if (call.operation?.kind === 'read' && call.by !== undefined) {
    const index = item.indexes.find((each) => each.by[0] === call.by);
    return index?.scope === 'local' && item.key[0] !== call.by ? count : 1;
  }
  const { items } = call;
  const keys = typeof items === 'number' ? items : Math.min(...items.byCase.values());
  const indexed =
    call.operation?.kind === 'write' && item.in === component.id ? item.indexes.filter(({ scope }) => scope === 'global').length : 0;
  return Math.min(count, Math.max(1, Math.ceil(keys))) + indexed;
}

/** Visits of one call side by side, each of so many seconds, and how long the quickest answer takes that waits for them. */
export type Crowd = { readonly visits: number; readonly seconds: number; readonly answer: number };

/** The largest crowds that come to each component at once; `base`: by flow, how long its answers take with nobody in the way. */
export function crowdsOf(model: DesignModel, flows: readonly FlowId[], base: readonly number[]): ReadonlyMap<string, Crowd> {
  const found = new Map<string, Crowd>();
  flows.forEach((id, i) => {
    for (const call of callsOf(model.flows.get(id)!)) {
      const component = model.components.get(call.visit.component)!;
      const visits = shardVisits(model, component, call);
      if (visits <= 1) continue;
      const seconds = (call.time ?? ('time' in component ? component.time : undefined))?.mean ?? 0;
      const known = found.get(component.id) ?? { visits: 0, seconds: 0, answer: Infinity };
      found.set(component.id, {
        visits: Math.max(visits, known.visits),
        seconds: Math.max(seconds, known.seconds),
        answer: Math.min(base[i]!, known.answer),
      });
    }
  });
  return found;
}

/** What a store asks of others before it answers is asked once, and the shards are not told apart. */
const waitsForMore = (action: Action): boolean => action.type === 'group' || action.waits;
