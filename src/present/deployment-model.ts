import { place } from '#analyze/reliability/placement.js';
import type { Component } from '#model/component.js';
import type { DesignModel, Zone } from '#model/design.js';
import type { DiagramBox } from './diagram-boxes.js';
import type { Diagram, DiagramNode } from './diagram-model.js';
import { kindWords } from './diagram-parts.js';
import { count, label } from './diagram-text.js';

/** Where no instance of ours stands in a declared zone. */
const ELSEWHERE = 'elsewhere';

/**
 * What stands where: a frame a region, in it a box a zone, in that one line a component with its number of instances there. What has no
 * zone (clients, other people's systems, all of a design without regions) stands in a box of its own.
 */
export function deploymentDiagram(model: DesignModel): Diagram {
  const lines = new Map<string, string[]>([[ELSEWHERE, []], ...[...model.zones.keys()].map((id): [string, string[]] => [id, []])]);
  for (const component of model.components.values()) {
    const zones = instancesByZone(component);
    for (const [zone, instances] of zones) lines.get(zone)?.push(`${label(component.id, 30)} ${count(instances)}\u00d7`);
    if (zones.size === 0) lines.get(ELSEWHERE)?.push(named(component));
  }
  const regions = [...new Set([...model.zones.values()].map((zone) => zone.region))];
  const boxes = regions.map((region): DiagramBox => ({ id: region, title: label(region, 30) }));
  const nodes = [...model.zones.values()].map((zone) => zoneNode(zone, lines.get(zone.id) ?? [], regions.indexOf(zone.region) + 1));
  const outside = lines.get(ELSEWHERE) ?? [];
  const elsewhere: DiagramNode = { id: ELSEWHERE, shape: 'external', title: 'in no zone', details: outside, layer: 0 };
  return {
    title: label(`${model.title}: deployment`, 120),
    nodes: [...(outside.length === 0 ? [] : [elsewhere]), ...nodes],
    boxes,
    edges: [],
    legend: [],
  };
}

/** The name with the kind, which many a part is named after: `users, client`, and `dns` alone. */
function named(component: Component): string {
  const kind = kindWords(component);
  return component.id === kind || component.id === component.is ? kind : `${label(component.id, 30)}, ${kind}`;
}

const zoneNode = (zone: Zone, lines: readonly string[], layer: number): DiagramNode => ({
  id: zone.id,
  shape: 'compute',
  title: label(zone.id, 40),
  details: lines.length === 0 ? ['nothing'] : lines,
  box: zone.region,
  layer,
});

/** Instances of a component in each zone, by the placement that availability is computed with. */
function instancesByZone(component: Component): ReadonlyMap<string, number> {
  const zones = new Map<string, number>();
  for (const shards of place(component).sets.flat()) {
    for (const { zone, count: copies } of shards.places) {
      if (zone !== undefined) zones.set(zone, (zones.get(zone) ?? 0) + shards.shards * copies);
    }
  }
  return zones;
}
