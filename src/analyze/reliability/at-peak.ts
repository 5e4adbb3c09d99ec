import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Capacity } from '../capacity/capacity.js';
import { tierSize } from './placement.js';

/**
 * The design with as many instances needed of each tier as it takes to carry the peak: what is up but too little then counts as
 * down. Tiers with an autoscaler replace what they lose; stores and what a queue feeds are left as they are. Undefined where
 * nothing needs more instances than it did.
 */
export function neededAtPeak(model: DesignModel, capacity: Capacity): DesignModel | undefined {
  let more = false;
  const components = new Map(
    [...model.components].map(([id, component]) => {
      const need = peakNeed(component, capacity);
      if (need <= (component.need ?? 1)) return [id, component];
      more = true;
      return [id, { ...component, need } as Component];
    }),
  );
  return more ? { ...model, components } : undefined;
}

function peakNeed(component: Component, { components }: Capacity): number {
  const { saturation = null, limit = null, deferred = true } = components.get(component.id) ?? {};
  const instances = tierSize(component);
  const scales = 'autoscale' in component && component.autoscale !== undefined;
  const standsBy = 'mode' in component && component.mode === 'active-passive';
  if (saturation === null || instances === undefined || deferred || scales || standsBy || limit === 'quota') return 0;
  // Rounding of the saturation must not ask for one instance more.
  return Math.ceil(saturation * instances - 1e-9);
}
