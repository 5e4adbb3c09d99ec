import type { DesignModel } from '#model/design.js';
import type { ZoneId } from '#model/ids.js';
import type { Cut } from './cuts.js';

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
