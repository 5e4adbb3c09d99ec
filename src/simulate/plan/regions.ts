import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import { goesAcross } from '../compile/replication-code.js';

/** Sets of copies that apply a call to a store: those of each region, where writes are sent on. */
export const setsApplying = (component: Component, call: Call): number => (goesAcross(component, call) ? component.regions.length : 1);

/** Seconds that a writer waits for the other regions beside their own work; 0: it does not. The furthest of them decides, as the mean over the regions that take writes. */
export function waitAcross({ network }: DesignModel, component: Component, call: Call): number {
  if (!goesAcross(component, call) || component.replication.across?.mode !== 'sync') return 0;
  const { regions } = component;
  const trip = (a: string, b: string): number =>
    a === b ? 0 : (network.between.get(`${a} <-> ${b}`) ?? network.between.get(`${b} <-> ${a}`) ?? network.otherRegion);
  return regions.reduce((sum, a) => sum + Math.max(...regions.map((b) => trip(a, b))), 0) / Math.max(1, regions.length);
}
