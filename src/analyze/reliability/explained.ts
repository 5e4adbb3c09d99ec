import { byKeys } from '#base/order.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import type { FlowAvailability } from '../analysis.js';
import { downShare, exceeds } from './single-points.js';

/** What a flow loses through one component that nothing stands in for: a share of its requests over all time. */
export type LostThrough = { readonly component: ComponentId; readonly loss: number };

/** Losses through single points whose availability is known, largest first; a component counts once. */
export function lostThrough(model: DesignModel, { cuts }: FlowAvailability): readonly LostThrough[] {
  const found = new Map<ComponentId, number>();
  for (const cut of cuts) {
    if (cut.kind !== 'instance' && cut.kind !== 'component' && cut.kind !== 'part') continue;
    const loss = cut.share * (downShare(model, cut) ?? 0);
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

/** Unavailability through single points that break the flow's target each by itself; they are told for themselves. */
export function explained(model: DesignModel, result: FlowAvailability): number {
  const { target } = result;
  if (target === null) return 0;
  return lostThrough(model, result).reduce((sum, { loss }) => (exceeds(loss, target) ? sum + loss : sum), 0);
}
