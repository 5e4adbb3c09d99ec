import { byKeys } from '#base/order.js';
import type { ComponentId, ZoneId } from '#model/ids.js';
import { zonesOf } from './availability.js';
import type { Formula } from './formula.js';
import type { Part, World } from './part.js';
import { holdings, regionOf, tierSize } from './placement.js';

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
  const served = (world: World): number => formula.diagram.probability(formula.served, formula.weights(world));
  const calm = { zoneUp: () => true, calm: true };
  const best = served(calm);
  const lost = (world: Partial<World>): number => best - served({ ...calm, ...world });
  const cuts: Cut[] = [];
  for (const part of formula.parts.values()) cuts.push(...partCuts(part, lost));
  const zones = zonesOf(formula);
  for (const zone of zones) cuts.push({ kind: 'zone', zone, share: lost({ zoneUp: (each) => each !== zone }) });
  for (const region of new Set(zones.map(regionOf))) {
    cuts.push({ kind: 'region', region, share: lost({ zoneUp: (each) => regionOf(each) !== region }) });
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

function partCuts(part: Part, lost: (world: Partial<World>) => number): readonly Cut[] {
  const { id } = part.component;
  const losing = (what: 'one' | 'all' | ReadonlySet<ZoneId>): number => lost({ lost: { component: id, what } });
  if (tierSize(part.component) === undefined && holdings(part.component) === undefined)
    return [{ kind: 'component', component: id, share: losing('all') }];
  const cuts: Cut[] = [{ kind: 'instance', component: id, share: losing('one') }];
  const shares = part.placement.zones.map((zone) => ({ zone, share: losing(new Set([zone])) })).filter(({ share }) => share > NOTICEABLE);
  if (shares.length > 0) {
    cuts.push({ kind: 'part', component: id, zones: shares.map(({ zone }) => zone), share: Math.max(...shares.map(({ share }) => share)) });
  }
  return cuts;
}
