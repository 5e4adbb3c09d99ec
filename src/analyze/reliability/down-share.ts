import type { DesignModel } from '#model/design.js';
import type { ZoneId } from '#model/ids.js';
import type { Cut } from './cuts.js';
import { holdings, tierSize } from './placement.js';

/** Share of time that what is cut is down; undefined when its availability is not known. */
export function downShare(model: DesignModel, cut: Cut): number | undefined {
  const zoneDown = (zone: ZoneId): number => 1 - (model.zones.get(zone)?.availability ?? 1);
  switch (cut.kind) {
    case 'instance':
    case 'component': {
      const component = model.components.get(cut.component);
      if (component?.availability === undefined) return undefined;
      const zones = cut.kind === 'component' ? [] : component.zones;
      const zone = zones.length === 0 ? 0 : zones.reduce((sum, each) => sum + zoneDown(each), 0) / zones.length;
      return 1 - component.availability * (1 - zone);
    }
    case 'part':
      return Math.max(...cut.zones.map(zoneDown));
    case 'zone':
      return zoneDown(cut.zone);
    case 'region':
      return undefined;
  }
}

/** Whether a loss by itself is more than a target leaves, rounding apart. */
export const exceeds = (loss: number, target: number): boolean => loss > (1 - target) * (1 + 1e-9);

/**
 * Share of a flow's requests that a cut loses over all time. A cut of one instance stands for every instance that is one: each of the
 * copies that must all be up, or the leader, of each shard. Undefined where its availability is not known.
 */
export function lossOf(model: DesignModel, cut: Cut): number | undefined {
  const down = downShare(model, cut);
  return down === undefined ? undefined : Math.min(1, cut.share * down * alike(model, cut));
}

/** Instances whose loss does the same. */
export function alike(model: DesignModel, cut: Cut): number {
  const component = cut.kind === 'instance' ? model.components.get(cut.component) : undefined;
  if (component === undefined) return 1;
  const held = holdings(component);
  if (held === undefined) return tierSize(component) ?? 1;
  const led = component.is === 'database' && ['single-leader', 'chain'].includes(component.replication.mode);
  return held.shards * (led ? 1 : held.copies);
}
