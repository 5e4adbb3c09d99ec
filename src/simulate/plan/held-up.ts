import type { DesignModel } from '#model/design.js';
import type { StationSpec } from '../compile/station-spec.js';
import type { Program } from '../kernel/program.js';
import { connectionsUsed } from './connections.js';
import { Demand, type Look } from './demand.js';
import { joined } from './joined.js';
import { demandOf } from './lines.js';
import type { Load } from './load.js';
import { turnsAway } from './turns-away.js';
import type { Outlook } from './utilisation.js';
import { nearestBehind, waitedFor } from './waited-for.js';
import { Ways } from './ways.js';

/** A component whose visits wait for something that is full. */
export type HeldUp = {
  /** The nearest such thing. */
  readonly by: string;
  /** Slots that waiting for it takes over those there are: as long as the timeouts let it, or, `Infinity`, without end. */
  readonly demand: number;
};

/**
 * What holds its slots for something that is full, by component. Full is what is asked for more than it can do of what those before it get
 * done, and has room for all who wait. An answer of it comes ever later, so that each of its callers waits for all of its timeouts, or
 * for ever; who has all its slots taken by that is full in its turn. Steps after one that fails are counted as if it had not.
 */
export function heldUpOf(model: DesignModel, program: Program, specs: readonly StationSpec[], view: Outlook): ReadonlyMap<number, HeldUp> {
  const open = view.rates.map((rate, i) => (program.flows[i]!.kind === 'closed' ? 0 : rate));
  const ids: readonly string[] = program.stations.ids;
  const keepsAll = (i: number): boolean => !view.refuses.has(i) && !turnsAway(program, i);
  const aloneAt = (look: Look) =>
    program.flows.map(({ id }, flow) => {
      const unit = new Demand(model, specs, Ways.of(program), { passing: view.passing, keys: view.keys, ...look });
      unit.add(model.flows.get(id)!, 1);
      return { loads: unit.loads, held: view.heldBy[flow]! };
    });
  const loadsOf = (alone: ReturnType<typeof aloneAt>, rates: readonly number[]): Load[] =>
    joined(
      alone.map(({ loads }) => loads),
      rates,
    );
  const demandIn = (load: Load, i: number): number => demandOf(specs[i]!, load, program, i) ?? 0;
  if (!view.lineDemand.some((load, i) => load >= 1 && keepsAll(i))) return NOBODY;
  const carried = loadsOf(aloneAt({ carried: view.lineDemand.map((load) => 1 / Math.max(1, load)) }), open);
  const own = carried.map(demandIn);
  const full = new Set(own.flatMap((load, i) => (load >= 1 && keepsAll(i) ? [i] : [])));
  // A leader may be full while its followers answer.
  const followers = carried.map((load, i) => demandIn({ ...load, workLead: 0, holdLead: 0 }, i));
  const next = waitedFor(model);
  const worst = (names: readonly string[]): string | undefined =>
    names
      .filter((name) => full.has(ids.indexOf(name)))
      .reduce<string | undefined>((a, b) => (a !== undefined && own[ids.indexOf(a)]! >= own[ids.indexOf(b)]! ? a : b), undefined);
  const behind = ids.map((id) => nearestBehind(next, id, worst)?.found);
  const more = (load: number, i: number): boolean => behind[i] !== undefined && load > ROUNDING * (view.demand[i] ?? 0);
  const held = new Set<number>();
  const endless = (i: number, replica: boolean): boolean => held.has(i) || (full.has(i) && (!replica || followers[i]! >= 1));
  for (;;) {
    const alone = aloneAt({ endless });
    const connections = connectionsUsed(program, view.rates, alone);
    const demand = loadsOf(alone, view.rates).map((load, i) => Math.max(demandIn(load, i), connections[i]!));
    const before = held.size;
    demand.forEach((load, i) => {
      if (load >= 1 && more(load, i) && keepsAll(i)) held.add(i);
    });
    if (held.size > before) continue;
    return new Map(demand.flatMap((load, i): [number, HeldUp][] => (more(load, i) ? [[i, { by: behind[i]!, demand: load }]] : [])));
  }
}

/** What is the same sum in another order is no more. */
const ROUNDING = 1 + 1e-9;

const NOBODY: ReadonlyMap<number, HeldUp> = new Map();
