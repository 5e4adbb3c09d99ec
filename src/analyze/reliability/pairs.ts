import { byKeys } from '#base/order.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Flow } from '#model/flow.js';
import type { ComponentId, ZoneId } from '#model/ids.js';
import type { Formula, Weights } from './formula.js';
import { inner } from './gating.js';
import type { Loss, Part, World } from './part.js';
import { holdings, regionOf, tierSize } from './placement.js';
import { zonesOf } from './zones-of.js';

/** What fails as one: an instance of a component, a component that has no instances of ours, or a zone. */
export type Unit =
  | { readonly kind: 'instance' | 'component'; readonly component: ComponentId }
  | { readonly kind: 'zone'; readonly zone: ZoneId };

/** A minimal cut of size two: neither fails anything noticeable alone; both at once fail this share of the flow's requests. */
export type PairCut = {
  readonly units: readonly [Unit, Unit];
  readonly share: number;
  /** What takes both at once: zones both stand in, regions of two zones, components that both wait for. */
  readonly shared: readonly string[];
};

/** All minimal cuts of size two, worst first; not `searched` where that is beyond the budget. */
export type Pairs = { readonly pairs: readonly PairCut[]; readonly searched: boolean };

/** Diagram nodes looked at for one flow; counted, so the same on every machine. */
const STEPS = 4_000_000;
/** Smaller shares are rounding. */
const NOTICEABLE = 1e-9;

const CALM: World = { zoneUp: () => true, calm: true };

export const unitName = (unit: Unit): string => (unit.kind === 'zone' ? unit.zone : unit.component);

/** Two instances of one component are two of the same shard: the worst case. */
export function pairsOf(model: DesignModel, flow: Flow, formula: Formula): Pairs {
  const allUp = formula.weights(CALM);
  const served = (weights: Weights): number => formula.diagram.probability(formula.served, weights);
  const best = served(allUp);
  const lost = (units: readonly Unit[]): number => best - served(weightsWithout(formula, allUp, units));
  const units = unitsOf(formula).filter((unit) => lost([unit]) <= NOTICEABLE);
  if ((units.length * (units.length + 1) * (formula.diagram.size + formula.parts.size)) / 2 > STEPS) return { pairs: [], searched: false };
  const waits = dependencies(flow);
  const pairs = units.flatMap((a, i) =>
    units.slice(i).flatMap((b): readonly PairCut[] => {
      if (a === b && (a.kind !== 'instance' || instancesTogether(formula.parts.get(a.component)!) < 2)) return [];
      const share = lost([a, b]);
      return share > NOTICEABLE ? [{ units: [a, b], share, shared: sharedBy(model, formula, waits, a, b) }] : [];
    }),
  );
  return {
    pairs: pairs.sort(
      byKeys(
        ({ share }) => -share,
        ({ units: [a] }) => unitName(a),
        ({ units: [, b] }) => unitName(b),
      ),
    ),
    searched: true,
  };
}

function unitsOf(formula: Formula): readonly Unit[] {
  const parts = [...formula.parts.values()].map(({ component }): Unit => {
    const own = tierSize(component) !== undefined || holdings(component) !== undefined;
    return { kind: own ? 'instance' : 'component', component: component.id };
  });
  return [...parts, ...zonesOf(formula).map((zone): Unit => ({ kind: 'zone', zone }))];
}

/** Copies of one shard, or instances of a tier. */
const instancesTogether = ({ placement }: Part): number => Math.max(...placement.sets[0]!.map(({ copies }) => copies));

function weightsWithout(formula: Formula, allUp: Weights, units: readonly Unit[]): Weights {
  const zones = new Set(units.flatMap((unit) => (unit.kind === 'zone' ? [unit.zone] : [])));
  const losses = new Map<ComponentId, Loss>();
  for (const unit of units) {
    if (unit.kind === 'zone') continue;
    const twice = losses.has(unit.component);
    losses.set(unit.component, { component: unit.component, what: unit.kind === 'component' ? 'all' : twice ? 'two' : 'one' });
  }
  const world: World = { zoneUp: (zone) => !zones.has(zone), calm: true, lost: [...losses.values()] };
  if (zones.size > 0) return formula.weights(world);
  return [...losses.keys()].reduce((weights, id) => formula.changed(weights, id, world), allUp);
}

/** Components that each component waits for anywhere below it, by component. */
function dependencies(flow: Flow): ReadonlyMap<ComponentId, ReadonlySet<ComponentId>> {
  const found = new Map<ComponentId, Set<ComponentId>>();
  const walk = (actions: readonly Action[], above: readonly ComponentId[]): void => {
    for (const action of actions) {
      if (action.type === 'call' && !action.waits) continue;
      const own = action.type === 'call' ? [...above, action.visit.component] : above;
      if (action.type === 'call')
        for (const each of above) found.set(each, (found.get(each) ?? new Set<ComponentId>()).add(action.visit.component));
      for (const branch of inner(action)) walk(branch, own);
    }
  };
  for (const root of flow.roots) walk(root.actions, []);
  return found;
}

function sharedBy(
  model: DesignModel,
  formula: Formula,
  waits: ReadonlyMap<ComponentId, ReadonlySet<ComponentId>>,
  a: Unit,
  b: Unit,
): readonly string[] {
  if (a.kind === 'zone' || b.kind === 'zone') {
    const regions = [a, b].map((unit) => (unit.kind === 'zone' ? [regionOf(unit.zone)] : zonesIn(formula, unit.component).map(regionOf)));
    return [...new Set(regions[0]!.filter((region) => regions[1]!.includes(region)))];
  }
  if (a.component === b.component) {
    const sets = formula.parts.get(a.component)!.placement.sets[0]!;
    const crowded = sets.flatMap(({ places }) => places.flatMap(({ zone, count }) => (zone !== undefined && count > 1 ? [zone] : [])));
    return [...new Set(crowded)];
  }
  const zones = zonesIn(formula, a.component).filter((zone) => zonesIn(formula, b.component).includes(zone));
  const both = [...(waits.get(a.component) ?? [])].filter((id) => waits.get(b.component)?.has(id) === true && model.components.has(id));
  return [...zones, ...both];
}

const zonesIn = (formula: Formula, id: ComponentId): readonly ZoneId[] => formula.parts.get(id)?.placement.zones ?? [];
