import type { DesignModel } from '#model/design.js';
import type { Action, Flow } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import type { Access } from './access.js';
import { surroundings } from './formula.js';
import { accessesOf, accessFor, type Gating, gates, gatingActions, gatingOf, inner } from './gating.js';
import { failsByItself, manyKeysUp, ownWeights, type Part, partOf, passes, type World } from './part.js';
import { zoneStates } from './worlds.js';

/** Fewer than for the exact way: there may be very many parts. */
const MOST_STATES = 256;

/**
 * Bounds where the exact diagram is too large. Served at least when every part that may be asked serves whatever is asked of it;
 * at most when every part that is asked in any case serves. In each state of the zones the parts fail independently.
 */
export function bounds(model: DesignModel, flow: Flow, until?: ComponentId): { readonly lower: number; readonly upper: number } {
  const gating = gatingOf(model, flow, until);
  const around = surroundings(model, flow);
  const parts = [...accessesOf(gating, flow)].flatMap(([id, accesses]) => {
    const component = model.components.get(id);
    return component === undefined || !failsByItself(component) ? [] : [{ accesses, part: partOf(component, accesses, around) }];
  });
  const certain = certainAccesses(gating, flow);
  const zones = [...new Set(parts.flatMap(({ part }) => part.placement.zones))];
  const { states, left } = zoneStates(model, zones, MOST_STATES);
  let lower = 0;
  let upper = left;
  for (const { down, probability } of states) {
    const world: World = { zoneUp: (zone) => !down.has(zone), calm: false };
    lower += probability * parts.reduce((product, { part, accesses }) => product * serves(part, accesses, world), 1);
    upper += probability * parts.reduce((product, { part }) => product * serves(part, certain.get(part.component.id) ?? [], world), 1);
  }
  return { lower, upper };
}

/** Probability that the part serves all of these accesses in one request. */
function serves(part: Part, accesses: readonly Access[], world: World): number {
  if (accesses.length === 0) return 1;
  const own = ownWeights(part, world).reduce(
    (sum, weight, state) => sum + (accesses.every((each) => passes(part, state, each)) ? weight : 0),
    0,
  );
  const keys = Math.max(...accesses.map((each) => each.keys));
  const many = part.keys.length === 0 || keys <= 1 ? 1 : (manyKeysUp(part, world)[part.keys.indexOf(keys)] ?? 1);
  const still = accesses.some((each) => each.switching) ? 1 - (part.switching ?? 0) : 1;
  return own * many * still;
}

/** Accesses of the calls that every request makes and that nothing makes good. */
function certainAccesses(gating: Gating, flow: Flow): ReadonlyMap<ComponentId, readonly Access[]> {
  const found = new Map<ComponentId, Access[]>();
  const walk = (action: Action): void => {
    const once = typeof action.times === 'number' && action.times > 0;
    if (action.when.kind !== 'always' || !once || !gates(gating, action)) return;
    if (action.type === 'group') {
      if (action.how.kind !== 'any') for (const branch of inner(action)) branch.forEach(walk);
      return;
    }
    if (gating.readsOn.has(action.id) || gating.handlers.has(action.id)) return;
    const access = accessFor(gating.model, action);
    if (access !== undefined) found.set(action.visit.component, [...(found.get(action.visit.component) ?? []), { ...access, keys: 1 }]);
    gatingActions(gating, action.visit).forEach(walk);
  };
  for (const root of flow.roots) gatingActions(gating, root).forEach(walk);
  return found;
}
