import type { Component, Tier } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import { tierSize } from '../reliability/placement.js';
import type { Capacity } from './capacity.js';

/** A tier with known load and written service time. Usage 0..1 of all its instances (an autoscaler's most), at peak and with its worst zone gone. */
export type Loaded = { readonly tier: Component & Tier; readonly instances: number; readonly atPeak: number; readonly worst: number };

export function loadedTiers(model: DesignModel, capacity: Capacity): readonly Loaded[] {
  return [...model.components.values()].flatMap((tier): readonly Loaded[] => {
    const known = capacity.components.get(tier.id);
    if (!('replicas' in tier) || tierSize(tier) === undefined || !tier.written.has('time') || known === undefined) return [];
    if (known.saturation === null || known.demand.peak === 0 || tier.mode === 'active-passive') return [];
    const worst = Math.max(known.saturation, ...capacity.afterZoneLoss.map(({ saturation }) => saturation.get(tier.id) ?? 0));
    return [{ tier, instances: known.instances, atPeak: known.saturation, worst }];
  });
}
