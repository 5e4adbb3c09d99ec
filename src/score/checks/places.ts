import { callsOf } from '#model/calls.js';
import type { Component } from '#model/component.js';
import type { Flow } from '#model/flow.js';
import type { ScoreInput } from '../input.js';

/** Kinds that the design neither sizes nor places: users, what somebody else runs, what only looks on. */
const NOT_OURS: readonly string[] = ['client', 'dns', 'cdn', 'external', 'object-store', 'monitor'];
export const isOurs = (component: Component): boolean => !NOT_OURS.includes(component.is);

/** Where it stands, or how many there are, is a default; without zones in the design nothing says where anything stands. */
export function isPlaceAssumed({ model }: ScoreInput, id: string): boolean {
  if (model.zones.size === 0) return true;
  return model.assumed.some(({ path }) => ['zones', 'replicas', 'copies'].some((name) => path === `components.${id}.${name}`));
}

/** Parts that the answer of a flow waits for and whose place the design leaves open: what follows from it is not the design's merit. */
export function openPlaces(input: ScoreInput, flow: Flow): readonly string[] {
  const waited = new Set(callsOf(flow).flatMap((call) => (call.waits ? [call.visit.component] : [])));
  return [...input.model.components.values()]
    .filter((one) => waited.has(one.id) && isOurs(one) && isPlaceAssumed(input, one.id))
    .map((one) => one.id);
}
