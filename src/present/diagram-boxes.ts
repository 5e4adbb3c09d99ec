import { byText } from '#base/order.js';
import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import { label } from './diagram-text.js';

/** A frame around the components of one place. `parent` is the frame it lies in. */
export type DiagramBox = { readonly id: string; readonly title: string; readonly parent?: string | undefined };

export type Placement = { readonly boxes: readonly DiagramBox[]; readonly boxOf: ReadonlyMap<ComponentId, string> };

/**
 * Frames by place: one for each set of regions that components are spread over, and inside a region one for each zone that
 * has components of its own. What has no place of ours (clients, other people's systems) stays outside. A component that
 * lives in several zones of a region stands in the region's frame. With no regions there are no frames.
 */
export function boxesOf(model: DesignModel, shown: readonly Component[]): Placement {
  const boxes = new Map<string, DiagramBox>();
  const boxOf = new Map<ComponentId, string>();
  for (const component of shown) {
    const zones = isOurs(component) ? component.zones.flatMap((id) => model.zones.get(id) ?? []) : [];
    if (zones.length === 0) continue;
    const regions = [...new Set(zones.map((zone) => zone.region))].sort(byText);
    const region = JSON.stringify(regions);
    boxes.set(region, { id: region, title: regions.map((name) => label(name, 30)).join(' + ') });
    boxOf.set(component.id, region);
    const [first] = zones;
    if (first === undefined || new Set(component.zones).size > 1) continue;
    const zone = JSON.stringify([regions, first.id]);
    boxes.set(zone, { id: zone, title: label(first.id, 40), parent: region });
    boxOf.set(component.id, zone);
  }
  return { boxes: [...boxes.values()].sort((a, b) => Number(a.parent !== undefined) - Number(b.parent !== undefined)), boxOf };
}

const isOurs = (component: Component): boolean => !['client', 'external', 'dns', 'cdn'].includes(component.is);
