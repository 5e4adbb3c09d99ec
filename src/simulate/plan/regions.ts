import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import { goesAcross } from '../compile/replication-code.js';

/** Sets of copies that apply a call to a store: those of each region, where writes are sent on. */
export const setsApplying = (component: Component, call: Call): number => (goesAcross(component, call) ? component.regions.length : 1);

/** Seconds that a writer waits for the other regions beside their own work; 0: it does not. The furthest of them decides. */
export function waitAcross({ network }: DesignModel, component: Component, call: Call): number {
  if (!goesAcross(component, call) || component.replication.across?.mode !== 'sync') return 0;
  const { regions } = component;
  const apart = regions.flatMap((a, i) =>
    regions.slice(i + 1).map((b) => network.between.get(`${a} <-> ${b}`) ?? network.between.get(`${b} <-> ${a}`) ?? network.otherRegion),
  );
  return Math.max(0, ...apart);
}
