import { byKeys } from '#base/order.js';
import type { Monitor } from '#model/component.js';
import type { DesignModel, QualityTarget } from '#model/design.js';
import type { FlowId } from '#model/ids.js';
import type { Seconds } from '#model/units.js';
import { waitedFor } from './visited.js';

/** What the monitors of a design watch. */
export type Watching = {
  readonly monitors: readonly Monitor[];
  readonly watched: ReadonlySet<string>;
  /** Every word is a name of this design, so that what is not among them is not watched. Free words may mean anything. */
  readonly byName: boolean;
};

export function watching(model: DesignModel): Watching {
  const monitors = [...model.components.values()].filter((each) => each.is === 'monitor');
  const watched = new Set(monitors.flatMap(({ watches }) => watches));
  const names = new Set<string>([...model.flows.keys(), ...model.components.keys(), ...model.data.keys()]);
  for (const { id } of model.requirements.quality) names.add(id);
  for (const { useCase } of model.flows.values()) if (useCase !== undefined) names.add(useCase);
  return { monitors, watched, byName: [...watched].every((each) => names.has(each)) };
}

/** Targets of flows that only a running system shows: how fast they answer, and whether they do. */
export const shownByRunning = (model: DesignModel): readonly (QualityTarget & { readonly flow: FlowId })[] =>
  model.requirements.quality.filter(
    (each): each is QualityTarget & { readonly flow: FlowId } =>
      each.flow !== undefined && (each.latency.size > 0 || each.availability !== undefined),
  );

/** What answers requests, so that its figures show how those of a flow are answered. */
const ANSWERS: ReadonlySet<string> = new Set(['service', 'function', 'load-balancer', 'api-gateway', 'reverse-proxy']);

/** Whether a target is watched: by the name of its flow, of its use case, by its own, or at a part that answers the flow's requests. */
export function isWatched(model: DesignModel, { watched }: Watching, target: QualityTarget & { readonly flow: FlowId }): boolean {
  const flow = model.flows.get(target.flow);
  if (watched.has(target.flow) || watched.has(target.id) || flow === undefined) return true;
  if (flow.useCase !== undefined && watched.has(flow.useCase)) return true;
  return [...waitedFor(model, flow)].some((id) => watched.has(id) && ANSWERS.has(model.components.get(id)?.is ?? ''));
}

/** The monitor that looks most often, of those that say how often; the first in the file of several. */
export const quickestLook = (model: DesignModel): (Monitor & { readonly every: Seconds }) | undefined =>
  watching(model)
    .monitors.flatMap((each) => (each.every === undefined ? [] : [{ ...each, every: each.every }]))
    .sort(
      byKeys(
        ({ every }) => every,
        ({ origin }) => origin.line,
        ({ origin }) => origin.column,
      ),
    )[0];
