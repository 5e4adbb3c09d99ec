import { byText } from '#base/order.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { type Analysis, type FlowAvailability, targetsOf } from '../analysis.js';
import type { Cut } from './cuts.js';
import { exceeds, lossOf } from './down-share.js';
import { explained } from './explained.js';

/**
 * How a cut stands against what a flow asks: it breaks it by itself, it is part of what together breaks it (told as the missed target),
 * nothing is asked, or what is asked holds all the same.
 */
export type Effect = 'breaks' | 'adds' | 'nothing-asked' | 'holds';

/** Share of a flow's unavailability from which a part of it is worth a word. */
const PART_OF_IT = 0.05;

/** A flow that a single failure fails, and the share of its requests. */
export type Struck = { readonly flow: FlowId; readonly share: number; readonly effect: Effect };

/** One root cause over all flows it strikes. */
export type SinglePoint = { readonly cut: Cut; readonly flows: readonly Struck[] };

type Kind = Cut['kind'];
const SURVIVES: Readonly<Record<Kind, readonly (string | undefined)[]>> = {
  instance: ['instance', 'zone', 'region'],
  component: [],
  part: ['zone', 'region'],
  zone: ['zone', 'region'],
  region: ['region'],
};

function effectOf(model: DesignModel, flow: FlowId, result: FlowAvailability, cut: Cut): Effect {
  const targets = targetsOf(model, flow);
  if (targets.some(({ survives }) => survives !== undefined && SURVIVES[cut.kind].includes(survives))) return 'breaks';
  if (result.target === null) return 'nothing-asked';
  const loss = lossOf(model, cut);
  if (loss === undefined || result.verdict !== 'fail') return 'holds';
  if (exceeds(loss, result.target)) return 'breaks';
  const told = result.upper + explained(model, result) < result.target;
  return told && loss > PART_OF_IT * (1 - result.value) ? 'adds' : 'holds';
}

/** Cuts of some kinds, each once, with the flows it strikes, worst flows first. */
export function singlePoints(model: DesignModel, analysis: Analysis, kinds: readonly Kind[]): readonly SinglePoint[] {
  const found = new Map<string, { cut: Cut; flows: Struck[] }>();
  for (const [flow, result] of analysis.availability) {
    for (const cut of result.cuts.filter(({ kind }) => kinds.includes(kind))) {
      const key = `${cut.kind} ${'component' in cut ? cut.component : 'zone' in cut ? cut.zone : cut.region}`;
      const point = found.get(key) ?? { cut, flows: [] };
      point.flows.push({ flow, share: cut.share, effect: effectOf(model, flow, result, cut) });
      if (cut.kind === 'part' && point.cut.kind === 'part')
        point.cut = { ...point.cut, zones: [...new Set([...point.cut.zones, ...cut.zones])].sort(byText) };
      found.set(key, point);
    }
  }
  return [...found.values()];
}

/** What a single point is worth: it breaks what is asked, nobody said what is asked, or it is there and does no harm to the targets. */
export function severityOf(flows: readonly Struck[]): 'error' | 'warning' | 'info' {
  if (flows.some(({ effect }) => effect === 'breaks')) return 'error';
  return flows.some(({ effect }) => effect === 'nothing-asked') ? 'warning' : 'info';
}

/** Components that one lost instance already takes out of some flow: their zone adds nothing. */
export const lonely = (analysis: Analysis): ReadonlySet<ComponentId> =>
  new Set(
    [...analysis.availability.values()].flatMap(({ cuts }) => cuts.flatMap((cut) => (cut.kind === 'instance' ? [cut.component] : []))),
  );
