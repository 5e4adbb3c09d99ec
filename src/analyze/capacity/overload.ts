import type { Severity } from '#diagnostics/diagnostic.js';
import type { Origin } from '#diagnostics/span.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { targetsOf } from '../analysis.js';
import type { Capacity } from './capacity.js';
import { ASSUMED_WITHIN } from './shortage.js';

export type Overload = {
  readonly at: Origin;
  readonly lost: string;
  readonly full: readonly { readonly component: ComponentId; readonly saturation: number }[];
  readonly severity: Severity;
};

/** Losses after which something is full that was not before: a cache with what it protected, a component with its worst zone. */
export function overloads(model: DesignModel, capacity: Capacity): readonly Overload[] {
  return [...cacheOverloads(model, capacity), ...zoneOverloads(model, capacity)];
}

/** Full only because of the loss, and with somebody waiting for it. */
const newlyFull = (capacity: Capacity, component: ComponentId, saturation: number): boolean => {
  const before = capacity.components.get(component);
  return saturation > 1 && before?.saturation !== null && before !== undefined && before.saturation <= 1 && !before.deferred;
};

/** Whether it would be full even if a service time that the design did not write were much shorter. */
const isSure = (model: DesignModel, component: ComponentId, saturation: number): boolean =>
  model.components.get(component)?.written.has('time') === true || saturation > ASSUMED_WITHIN;

function cacheOverloads(model: DesignModel, capacity: Capacity): readonly Overload[] {
  return capacity.afterCacheLoss.flatMap(({ lost, saturation }) => {
    const cache = model.components.get(lost as ComponentId);
    const full = [...saturation]
      .filter(([id, value]) => newlyFull(capacity, id, value))
      .map(([component, value]) => ({ component, saturation: value }));
    const sure = full.some((each) => isSure(model, each.component, each.saturation));
    return cache === undefined || full.length === 0 ? [] : [{ at: cache.origin, lost, full, severity: sure ? 'warning' : 'info' }];
  });
}

function zoneOverloads(model: DesignModel, capacity: Capacity): readonly Overload[] {
  return [...model.components.values()].flatMap((component) => {
    const after = capacity.afterZoneLoss.map(({ lost, saturation }) => ({ lost, saturation: saturation.get(component.id) ?? 0 }));
    const worst = after.reduce((most, each) => (each.saturation > most.saturation ? each : most), { lost: '', saturation: 0 });
    if (!newlyFull(capacity, component.id, worst.saturation)) return [];
    const flows = [...(capacity.components.get(component.id)?.byFlow.keys() ?? [])];
    const mustSurvive = flows.some((flow) => targetsOf(model, flow).some(({ survives }) => survives === 'zone' || survives === 'region'));
    const at = component.written.get('replicas') ?? component.origin;
    const full = [{ component: component.id, saturation: worst.saturation }];
    const sure = isSure(model, component.id, worst.saturation);
    return [{ at, lost: worst.lost, full, severity: !sure ? 'info' : mustSurvive ? 'error' : 'warning' }];
  });
}
