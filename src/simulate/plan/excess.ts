import { callsOf } from '#model/calls.js';
import type { DesignModel } from '#model/design.js';
import type { Program } from '../kernel/program.js';
import { demandAt, HeldBack, type Looked } from './held-back.js';
import type { Outlook } from './outlook.js';
import { turnsAway } from './turns-away.js';

/** What becomes of what is too much for a design, for good. */
export type Excess = {
  /** What more comes to than it can serve: the worst of it. `undefined`: nothing is full. */
  readonly full: number | undefined;
  /** Where it piles up without end, and by how many visits a second. */
  readonly piles: ReadonlyMap<number, number>;
  /** Who turns it away. */
  readonly turnsAway: readonly number[];
  /** What comes to `full` does so through these, itself among them. */
  readonly before: ReadonlySet<number>;
};

/** Above this share of its capacity a component is full for work that nobody waits for, rounding aside. */
const OVER = 1.001;

/** Components that more comes to than they can serve, by the closed forms: from open flows, or handed over by anybody. */
export const fullOf = ({ demand, openDemand }: Pick<Outlook, 'demand' | 'openDemand'>): number[] =>
  openDemand.flatMap((open, i) => (open >= 1 || (demand[i] ?? 0) > OVER ? [i] : []));

/**
 * Where the line in front of what is full grows, and where it does not because its callers have slots for so many and no more. As its line
 * grows, the slots of its callers are taken by waiting, and they pass on as much as that allows. Where that is little enough for what is
 * full, the rest is too much for them: it grows in front of them, unless their own callers have slots for so many and no more, or is turned
 * away there.
 */
export function excessOf(about: Looked): Excess {
  const { program, view } = about;
  const full = fullOf(view);
  if (full.length === 0) return NONE;
  const held = new HeldBack(about, full);
  const refuses = (i: number): boolean => view.refuses.has(i) || turnsAway(program, i);
  const piles = new Set<number>();
  const refusing = new Set<number>();
  const left = full.filter((i) => held.load(i) >= 1);
  const seen = new Set(left);
  for (const i of left) {
    if (refuses(i)) for (const gate of gates(program, i)) refusing.add(gate);
    else if (!held.wait(i)) piles.add(i);
    for (const caller of held.callers) {
      if (seen.has(caller) || held.load(caller) < 1) continue;
      seen.add(caller);
      left.push(caller);
    }
  }
  const worst = full.reduce((most, i) => (demandAt(view, i) > demandAt(view, most) ? i : most));
  return {
    full: worst,
    before: comesThrough(about.model, program, worst),
    piles: new Map([...piles].filter((i) => held.load(i) >= 1).map((i) => [i, held.growth(i)])),
    turnsAway: [...refusing].sort((a, b) => a - b),
  };
}

/** What turns away what is too much for a component: itself, or the queues that feed it. */
const gates = ({ stations, sites }: Program, i: number): number[] =>
  stations.shared[i] === 0 ? [i] : [...sites.queue].filter((queue, site) => queue >= 0 && sites.station[site] === i);

/** A component and all that call it, waiting or not, directly or through others. */
function comesThrough(model: DesignModel, { stations }: Program, to: number): ReadonlySet<number> {
  const ids: readonly string[] = stations.ids;
  const found = new Set([to]);
  const calls = [...model.flows.values()].flatMap((flow) => callsOf(flow));
  for (const each of found) for (const { from, visit } of calls) if (visit.component === ids[each]) found.add(ids.indexOf(from));
  return found;
}

const NONE: Excess = { full: undefined, piles: new Map(), turnsAway: [], before: new Set() };
