import type { Severity } from '#diagnostics/diagnostic.js';
import type { Origin } from '#diagnostics/span.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, ZoneId } from '#model/ids.js';
import type { Analysis } from '../analysis.js';
import { place } from './placement.js';
import { lonely, type SinglePoint, type Struck, severityOf, singlePoints } from './single-points.js';

/** A zone as the single cause of failed requests: through one part, through several together, or because there is no other. */
export type ZonePoint = {
  readonly message: 'part' | 'together' | 'only';
  readonly at: Origin;
  readonly components: readonly ComponentId[];
  readonly zones: readonly ZoneId[];
  readonly flows: readonly Struck[];
  readonly severity: Severity;
};

/**
 * Zones that fail requests by themselves. What one lost instance already takes down is not said again; a zone is blamed once,
 * on the part that fails with it, and on the zone itself only where no part by itself explains it.
 */
export function zonePoints(model: DesignModel, analysis: Analysis): readonly ZonePoint[] {
  const alone = lonely(analysis);
  const parts = singlePoints(model, analysis, ['part']).filter(({ cut }) => cut.kind === 'part' && !alone.has(cut.component));
  const zones = singlePoints(model, analysis, ['zone']);
  if (model.zones.size === 1) return parts.length === 0 ? [] : onlyZone(model, zones, parts);
  return [...parts.flatMap((point) => partPoint(model, point)), ...zones.flatMap((point) => together(model, analysis, point))];
}

function onlyZone(model: DesignModel, zones: readonly SinglePoint[], parts: readonly SinglePoint[]): readonly ZonePoint[] {
  const ids = parts.flatMap(({ cut }) => (cut.kind === 'part' ? [cut.component] : []));
  return zones.flatMap(({ cut, flows }) => {
    const first = model.components.get(ids[0]!);
    if (cut.kind !== 'zone' || first === undefined) return [];
    return [
      {
        message: 'only',
        at: first.written.get('zones') ?? first.origin,
        components: ids,
        zones: [cut.zone],
        flows,
        severity: severityOf(flows),
      },
    ];
  });
}

function partPoint(model: DesignModel, { cut, flows }: SinglePoint): readonly ZonePoint[] {
  const component = cut.kind === 'part' ? model.components.get(cut.component) : undefined;
  if (component === undefined || cut.kind !== 'part') return [];
  const { written } = component;
  const at =
    written.get('zones') ?? written.get('replicas') ?? written.get('copies') ?? written.get('replication.copies') ?? component.origin;
  return [{ message: 'part', at, components: [component.id], zones: cut.zones, flows, severity: severityOf(flows) }];
}

/** A zone that fails a flow although no part of the flow fails with it by itself. */
function together(model: DesignModel, analysis: Analysis, { cut, flows }: SinglePoint): readonly ZonePoint[] {
  if (cut.kind !== 'zone') return [];
  const unexplained = flows.filter(({ flow }) => {
    const cuts = analysis.availability.get(flow)?.cuts ?? [];
    return !cuts.some((each) => each.kind === 'instance' || (each.kind === 'part' && each.zones.includes(cut.zone)));
  });
  const first = unexplained[0] && model.flows.get(unexplained[0].flow);
  if (first === undefined) return [];
  const inZone = [...model.components.values()].filter((each) => place(each).zones.includes(cut.zone)).map(({ id }) => id);
  return [
    { message: 'together', at: first.origin, components: inZone, zones: [cut.zone], flows: unexplained, severity: severityOf(unexplained) },
  ];
}
