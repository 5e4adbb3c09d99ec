import { byKeys } from '#base/order.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, ZoneId } from '#model/ids.js';
import type { FlowAvailability } from '../analysis.js';
import { alike, exceeds, lossOf } from './down-share.js';

/** What a flow loses through one component that nothing stands in for: a share of its requests over all time. */
export type LostThrough = { readonly component: ComponentId; readonly loss: number };

/** Losses through single points whose availability is known, largest first; a component counts once. */
export function lostThrough(model: DesignModel, { cuts }: FlowAvailability): readonly LostThrough[] {
  const found = new Map<ComponentId, number>();
  for (const cut of cuts) {
    if (cut.kind !== 'instance' && cut.kind !== 'component' && cut.kind !== 'part') continue;
    const loss = lossOf(model, cut) ?? 0;
    found.set(cut.component, Math.max(loss, found.get(cut.component) ?? 0));
  }
  return [...found]
    .map(([component, loss]) => ({ component, loss }))
    .sort(
      byKeys(
        ({ loss }) => -loss,
        ({ component }) => component,
      ),
    );
}

/**
 * Unavailability through single points that break the flow's target each by itself; they are told for themselves. What a zone takes
 * with one of them counts once, and not at all where it would take other parts of the flow all the same.
 */
export function explained(model: DesignModel, result: FlowAvailability): number {
  const { target, cuts } = result;
  if (target === null) return 0;
  const alone = toldAlone(model, result, target);
  const ids = new Set(alone.map(({ component }) => component));
  const others = new Set(
    cuts.flatMap((cut) =>
      (cut.kind === 'instance' || cut.kind === 'part') && !ids.has(cut.component) ? zonesOf(model, cut.component) : [],
    ),
  );
  const own = alone.map(({ component, loss }) => {
    const share = Math.max(...cuts.map((cut) => ('component' in cut && cut.component === component ? cut.share * alike(model, cut) : 0)));
    const itself = Math.min(loss, share * (1 - (model.components.get(component)?.availability ?? 1)));
    return { itself, zone: zonesOf(model, component).some((zone) => others.has(zone)) ? 0 : loss - itself };
  });
  return own.reduce((sum, { itself }) => sum + itself, 0) + Math.max(0, ...own.map(({ zone }) => zone));
}

const zonesOf = (model: DesignModel, id: ComponentId): readonly ZoneId[] => model.components.get(id)?.zones ?? [];

/** The single points among them that break the target each by itself. */
export const toldAlone = (model: DesignModel, result: FlowAvailability, target: number): readonly LostThrough[] =>
  lostThrough(model, result).filter(({ loss }) => exceeds(loss, target));
