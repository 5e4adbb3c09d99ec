import type { DesignModel } from '#model/design.js';
import { ComponentId } from '#model/ids.js';
import type { ComponentReport, FaultOption, SimulationReport } from '#simulate/simulate.js';
import type { Diagram, NodeHeat } from './diagram-model.js';
import { label } from './diagram-text.js';
import { fullnessOf, usedOf } from './fullness.js';
import { percent } from './simulation-tables.js';

/** How full a part is; `down`: something was made to happen to it. */
export type Heat = NodeHeat;

/** From this share of its capacity on a component is busy, and from that one full. */
const BUSY = 0.7;
const FULL = 0.99;

/** How full each component was under load, at peak where that was simulated, and what was made to happen to it. */
export function heatOf(report: SimulationReport, model: DesignModel, faults: readonly FaultOption[] = []): ReadonlyMap<ComponentId, Heat> {
  const run = report.peak ?? report;
  const heat = new Map<ComponentId, Heat>();
  for (const id of model.components.keys()) {
    const found = run.components[id];
    const happened = faults.flatMap(({ what }) => happenedTo(id, what));
    const fullness = found === undefined || found.demand === null ? null : fullnessOf(found);
    const full = found === undefined ? [] : fullWords(found, id === run.bottleneck, happened.length > 0);
    if (fullness === null && happened.length === 0) continue;
    const level = happened.length > 0 ? 'down' : (fullness ?? 0) >= FULL ? 'full' : (fullness ?? 0) >= BUSY ? 'busy' : 'cool';
    heat.set(id, { level, words: [...happened, ...full].map((words) => label(words, 30)) });
  }
  return heat;
}

/** What a share must come to to be told instead of another one that it holds as well. */
const beyond = (share: number): number => 1.3 * share + 0.05;

/** What has a limit and no work of its own (a rate, a partition) is told by that limit; after a failure by what it really did. */
function fullWords(component: ComponentReport, bottleneck: boolean, failed: boolean): string[] {
  const { utilisation, inUse, demand } = component;
  if (demand === null) return [];
  const limited = !failed && demand > beyond(usedOf(component));
  const waiting = inUse > beyond(utilisation);
  const share = limited
    ? `${percent(demand)} of its limit`
    : waiting
      ? `${percent(usedOf(component))} of slots in use`
      : `${percent(usedOf(component))} busy`;
  const marks = [...(fullnessOf(component) >= FULL ? ['FULL'] : []), ...(bottleneck ? ['full first'] : [])];
  return [share, ...(marks.length === 0 ? [] : [marks.join(', ')])];
}

function happenedTo(id: ComponentId, what: FaultOption['what']): string[] {
  if (!('component' in what) || what.component !== id) return [];
  if (what.kind === 'component') return ['DOWN'];
  if (what.kind === 'instance') return [`${what.instances} DOWN`];
  if (what.kind === 'cold') return ['EMPTIED'];
  return ['factor' in what ? `${what.factor}x SLOWER` : 'CHANGED'];
}

/** The same diagram with how full everything is in its boxes. */
export function heated(diagram: Diagram, heat: ReadonlyMap<ComponentId, Heat> | undefined): Diagram {
  if (heat === undefined) return diagram;
  const nodes = diagram.nodes.map((node) => {
    const found = heat.get(ComponentId(node.id));
    return found === undefined ? node : { ...node, details: [...node.details, ...found.words], heat: found };
  });
  return { ...diagram, nodes };
}
