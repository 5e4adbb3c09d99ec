import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Call, Flow } from '#model/flow.js';
import { type ServiceTime, squaredCv } from '#model/service-time.js';
import { holdings, type Place, place } from '../reliability/placement.js';
import { copyTrip, tripBetween } from './network.js';

/*
 * What replication costs. Every copy applies every write, whichever mode it is replicated in: that is work on each of them. Where an
 * answer waits for other copies, the one that took the call keeps its slot, and none of its cores, until they have it: a round trip
 * and their own work. What is sent behind the answer (async) holds nobody up.
 */

/** How many other copies the one that took a call waits for before it answers; 0: none, or copies are asked side by side. */
export function copiesAwaited(store: Component | undefined, call: Call): number {
  const others = (store === undefined ? 1 : (holdings(store)?.copies ?? 1)) - 1;
  if (store === undefined || others < 1) return 0;
  const writes = call.operation !== undefined && call.operation.kind !== 'read';
  switch (store.is) {
    case 'lock-service':
    case 'coordinator':
    case 'registry':
      // Consensus: a majority, the one that was asked included, agrees on every answer.
      return Math.floor((others + 1) / 2);
    case 'file-system':
      return writes ? others : 0;
    case 'database': {
      const { mode, sync } = store.replication;
      if (!writes || store.replicaOf !== undefined || mode === 'leaderless' || mode === 'multi-leader') return 0;
      if (mode === 'chain' || mode === 'none' || sync === 'sync') return others;
      return sync === 'semi-sync' ? 1 : 0;
    }
    default:
      return 0;
  }
}

/**
 * Mean seconds that a call waits for copies beside the one it was made to: in its region as many as {@link copiesAwaited}, and in all other
 * regions where the store promises that. They work side by side. `work`: whether their own work counts.
 */
export function copiesWait(model: DesignModel, call: Call, work = true): number {
  const store = model.components.get(call.visit.component);
  const needed = copiesAwaited(store, call);
  const far = copyTrip(model, call);
  const time = work && store !== undefined ? timeOf(store, call) : undefined;
  const others = (store === undefined ? 1 : (holdings(store)?.copies ?? 1)) - 1;
  const near =
    store === undefined || needed === 0 ? 0 : furthest(model, store, needed) + (time === undefined ? 0 : slowestOf(time, others, needed));
  if (far === 0 || (store?.is === 'database' && store.replication.mode === 'leaderless')) return far + near;
  // The copy that leads there does the work as well, and waits for copies of its own.
  return far + (time?.mean ?? 0) + near;
}

/** Writes of a transaction that commits once: only the first of them at each store waits for its copies. */
export function committedWith(flow: Flow): ReadonlySet<number> {
  const found = new Set<number>();
  const walk = (actions: readonly Action[], stores: Set<string> | undefined): void => {
    for (const action of actions) {
      if (action.type === 'group') {
        const { how } = action;
        const inside = how.kind === 'atomic' ? (stores ?? new Set<string>()) : stores;
        for (const branch of 'branches' in how ? how.branches : [how.actions]) walk(branch, inside);
        continue;
      }
      const { component } = action.visit;
      if (stores !== undefined && action.operation !== undefined && action.operation.kind !== 'read') {
        if (stores.has(component)) found.add(action.id);
        stores.add(component);
      }
      walk(action.visit.actions, undefined);
    }
  };
  for (const root of flow.roots) walk(root.actions, undefined);
  return found;
}

function timeOf(store: Component, call: Call): ServiceTime | undefined {
  return call.time ?? ('time' in store ? store.time : undefined);
}

/**
 * Mean of the `needed`-th shortest of `count` service times. Exact for constant and exponential ones (the order statistics of the
 * latter: Renyi 1953); others lie between by their coefficient of variation, and never above the exponential.
 */
function slowestOf(time: ServiceTime, count: number, needed: number): number {
  let exponential = 0;
  for (let i = 0; i < needed; i++) exponential += 1 / (count - i);
  const cv = Math.sqrt(squaredCv(time));
  return time.mean * Math.max(0, 1 + (exponential < 1 && Number.isFinite(cv) ? cv : Math.min(1, cv)) * (exponential - 1));
}

/** Seconds there and back to the `needed`-th nearest copy, from the leader's or, where each may take a call, the mean of all. */
function furthest(model: DesignModel, store: Component, needed: number): number {
  const led = store.is === 'database' && (store.replication.mode === 'single-leader' || store.replication.mode === 'chain');
  const { sets } = place(store);
  let sum = 0;
  for (const set of sets) {
    for (const { share, places } of set) {
      const copies = places.reduce((total, { count }) => total + count, 0);
      const from = led ? places.slice(0, 1) : places;
      const weight = (each: Place): number => (led ? 1 : each.count / copies);
      sum += from.reduce((total, each) => total + weight(each) * share * nth(model, places, each, needed), 0);
    }
  }
  return sum / sets.length;
}

function nth(model: DesignModel, places: readonly Place[], from: Place, needed: number): number {
  const trips = places.flatMap((each) =>
    Array.from({ length: each.count - (each === from ? 1 : 0) }, () => tripBetween(model, from.zone, each.zone)),
  );
  return trips.sort((a, b) => a - b)[Math.min(needed, trips.length) - 1] ?? 0;
}
