import type { Component } from '#model/component.js';
import type { DataItem, DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { SECONDS_PER_YEAR } from '#model/units.js';
import { holdings } from '../reliability/placement.js';
import { type Demand, demandOf } from './demand.js';

/** Years looked ahead. */
export const YEARS = 5;

/** What a store holds at the end of each year. Bytes; indexes and overhead of the engine are not counted: a lower bound. */
export type Storage = {
  /** All data once, without its copies. */
  readonly yearly: readonly number[];
  /** With every copy in every region. */
  readonly withCopies: readonly number[];
  /** What an average instance holds, where its data is spread evenly. */
  readonly perInstance: readonly number[];
  /** Storage of one instance; null: not said. */
  readonly disk: number | null;
  /** Years until an average instance is full; null: not within {@link YEARS}, or no disk is said. */
  readonly fullAfter: number | null;
  /** Data of which size or growth is not said; it is not counted. */
  readonly unsized: readonly string[];
};

/** Storage by store, of the data items that live there. */
export function storageOf(model: DesignModel, demand: Demand = demandOf(model, { at: 'mean' })): ReadonlyMap<ComponentId, Storage> {
  const found = new Map<ComponentId, Storage>();
  for (const component of model.components.values()) {
    const items = [...model.data.values()].filter((each) => each.in === component.id);
    if (items.length > 0) found.set(component.id, storage(component, items, demand));
  }
  return found;
}

function storage(component: Component, items: readonly DataItem[], demand: Demand): Storage {
  const bytes = items.map((item) => ({ item, at: bytesAt(item, written(item, demand)) }));
  const heldAt = (year: number): number => bytes.reduce((sum, { at }) => sum + (at?.(year) ?? 0), 0);
  const { shards, copies } = holdings(component) ?? { shards: 1, copies: 'copies' in component ? component.copies : 1 };
  const regions = Math.max(1, component.regions.length);
  const years = Array.from({ length: YEARS }, (_, i) => i + 1);
  const disk = ('disk' in component ? component.disk : undefined) ?? null;
  return {
    yearly: years.map(heldAt),
    withCopies: years.map((year) => heldAt(year) * copies * regions),
    perInstance: years.map((year) => heldAt(year) / shards),
    disk,
    fullAfter: disk === null ? null : fullAfter((year) => heldAt(year) / shards, disk),
    unsized: bytes.flatMap(({ item, at }) => (at === undefined ? [item.id] : [])),
  };
}

/** Items a second that are written anew where it lives, at the mean rate. */
const written = (item: DataItem, demand: Demand): number =>
  (demand.arrivals.get(item.in) ?? []).reduce((sum, { call, rate: tried, repeated }) => {
    // A repetition writes the same item again.
    const rate = tried * (1 - repeated);
    const own = call?.operation?.kind === 'write' && call.operation.data === item.id;
    return own ? sum + rate * (typeof call.items === 'number' ? Math.max(1, call.items) : 1) : sum;
  }, 0);

/**
 * Bytes after some years: what is only added to grows by every write until it is as old as it is kept; what is changed in place has the
 * number of items that is said. Undefined: not known.
 */
function bytesAt({ item, changes, count, keep }: DataItem, rate: number): ((years: number) => number) | undefined {
  if (item === undefined) return undefined;
  const grows = (changes === 'never' || changes === 'append') && rate > 0;
  if (grows) return (years) => rate * item * Math.min(years * SECONDS_PER_YEAR, keep ?? Infinity);
  return count === undefined ? undefined : () => count * item;
}

/** What grows in proportion and levels off is full at most once. */
function fullAfter(heldAt: (years: number) => number, disk: number): number | null {
  if (heldAt(YEARS) <= disk) return null;
  let low = 0;
  let high = YEARS;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (heldAt(middle) > disk) high = middle;
    else low = middle;
  }
  return high;
}
