import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import type { Capacity } from '../capacity/capacity.js';
import { type Fix, roundUp, setAttribute } from '../fix.js';

/** How far above the expected peak a limit stands: it is there for what is not expected. */
const ABOVE_PEAK = 2;
/** The least limit, in requests a second: twice a peak of a few requests is passed by chance, second after second. */
const LEAST = 50;

/** A limit at each entrance that can have one, at twice its peak; nothing where the peak is not known or an entrance has no such thing. */
export function limitEntrances(model: DesignModel, entries: readonly ComponentId[], { components }: Capacity): Fix | undefined {
  const peakOf = (id: ComponentId): number => components.get(id)?.demand.peak ?? 0;
  const edits = entries.flatMap((id) => {
    const component = model.components.get(id);
    const peak = peakOf(id);
    const can = component !== undefined && ['load-balancer', 'api-gateway', 'reverse-proxy', 'cdn'].includes(component.is);
    return can && peak > 0 ? [setAttribute(id, 'limit', `${roundUp(Math.max(LEAST, ABOVE_PEAK * peak))} /s`)] : [];
  });
  const few = entries.every((id) => ABOVE_PEAK * peakOf(id) < LEAST);
  const known = [...model.flows.values()].every(({ workload }) => workload.kind !== 'unknown');
  return known && edits.length === entries.length && edits.length > 0
    ? { title: `Limit ${entries.map((id) => `"${id}"`).join(', ')} to ${few ? `${LEAST} requests a second` : 'twice the peak'}`, edits }
    : undefined;
}
