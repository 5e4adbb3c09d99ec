import { byKeys } from '#base/order.js';
import type { ComponentId, ZoneId } from '#model/ids.js';
import type { Formula, Weights } from './formula.js';
import type { Part, World } from './part.js';
import { holdings, regionOf, tierSize } from './placement.js';
import { zonesOf } from './zones-of.js';

/**
 * A minimal cut of size one: what, by failing alone while all else is up, fails a share of the flow's requests. `part` is all of
 * a component's instances in some zones; `component` is one that has no instances of ours (a provider, a CDN).
 */
export type Cut =
  | { readonly kind: 'instance' | 'component'; readonly component: ComponentId; readonly share: number }
  | { readonly kind: 'part'; readonly component: ComponentId; readonly zones: readonly ZoneId[]; readonly share: number }
  | { readonly kind: 'zone'; readonly zone: ZoneId; readonly share: number }
  | { readonly kind: 'region'; readonly region: string; readonly share: number };

/** Smaller shares are rounding. */
const NOTICEABLE = 1e-9;

/** Names of what a cut consists of, as reports list it. */
export function members(cut: Cut): readonly string[] {
  switch (cut.kind) {
    case 'instance':
    case 'component':
      return [cut.component];
    case 'part':
      return [cut.component, ...cut.zones];
    case 'zone':
      return [cut.zone];
    case 'region':
      return [cut.region];
  }
}

/** Every minimal cut of size one with the share of requests it fails, worst first. */
export function cutsOf(formula: Formula): readonly Cut[] {
  const served = (weights: Weights): number => formula.diagram.probability(formula.served, weights);
  const calm = { zoneUp: () => true, calm: true };
  const allUp = formula.weights(calm);
  const best = served(allUp);
  const lost = (world: Partial<World>): number => best - served(formula.weights({ ...calm, ...world }));
  const zones = zonesOf(formula).map((zone) => ({ zone, share: lost({ zoneUp: (each) => each !== zone }) }));
  // More failures never serve more: where a whole zone may go, no part of it needs looking at.
  const felt = new Set(zones.filter(({ share }) => share > NOTICEABLE).map(({ zone }) => zone));
  const cuts: Cut[] = zones.map((each) => ({ kind: 'zone', ...each }));
  for (const part of formula.parts.values()) {
    const { id } = part.component;
    const losing = (what: 'one' | 'all' | ReadonlySet<ZoneId>): number =>
      best - served(formula.changed(allUp, id, { ...calm, lost: [{ component: id, what }] }));
    cuts.push(...partCuts(part, felt, losing));
  }
  for (const region of new Set(zones.map(({ zone }) => regionOf(zone)))) {
    cuts.push({ kind: 'region', region, share: lost({ zoneUp: (zone) => regionOf(zone) !== region }) });
  }
  return cuts
    .filter(({ share }) => share > NOTICEABLE)
    .sort(
      byKeys(
        (cut) => -cut.share,
        (cut) => cut.kind,
        (cut) => members(cut).join(' '),
      ),
    );
}

/** Cuts of one part; `losing` is the share of requests that fails when one instance, all, or those in some zones are lost. */
function partCuts(part: Part, felt: ReadonlySet<ZoneId>, losing: (what: 'one' | 'all' | ReadonlySet<ZoneId>) => number): readonly Cut[] {
  const { id } = part.component;
  if (tierSize(part.component) === undefined && holdings(part.component) === undefined)
    return [{ kind: 'component', component: id, share: losing('all') }];
  const cuts: Cut[] = [{ kind: 'instance', component: id, share: losing('one') }];
  const zones = part.placement.zones.filter((zone) => felt.has(zone));
  const shares = zones.map((zone) => ({ zone, share: losing(new Set([zone])) })).filter(({ share }) => share > NOTICEABLE);
  if (shares.length > 0) {
    cuts.push({ kind: 'part', component: id, zones: shares.map(({ zone }) => zone), share: Math.max(...shares.map(({ share }) => share)) });
  }
  return cuts;
}
