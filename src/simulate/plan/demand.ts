import type { DesignModel } from '#model/design.js';
import type { Action, Call, Draw, Flow, Visit } from '#model/flow.js';
import { atomicCalls } from '../compile/atomic.js';
import type { StationSpec } from '../compile/station-spec.js';
import { storeAccess } from '../compile/store-access.js';
import { PICK } from '../kernel/instructions.js';
import { chanceOf, expectedOf, type Met } from './chances.js';
import { furtherTries } from './further-tries.js';

/**
 * What a load asks of one component, in seconds of work or of held slots a second, by where it falls: evenly on all instances, on
 * the leading copy of each shard, or on the copies that follow it.
 */
export type Load = { visits: number; work: number; workLead: number; workFollow: number; hold: number; holdLead: number };

/** What was met on the way down, and whether the answer waits for what is done here. */
type Known = Met & { readonly waits: boolean };

/** Adds up the demand of flows on components from their mean times, with no waiting and no failures. */
export class Demand {
  readonly loads: readonly Load[];
  private readonly specs: readonly StationSpec[];
  private readonly stationOf: ReadonlyMap<string, number>;
  private readonly calls = new Map<number, Call>();
  private readonly draws = new Map<number, Draw>();
  private readonly way: number;
  private readonly everyTry: boolean;
  /** What was found so far of the flow that is being added: all of it inside a call is there as often as the call is tried. */
  private readonly found: { readonly load: Load; readonly of: keyof Load; amount: number }[] = [];
  /** Connections a second that stay open, by call. */
  readonly held = new Map<number, number>();
  /** Components that the answer of the flow added last waits for. */
  readonly waitedFor = new Set<number>();

  /** `everyTry`: as if every call had to be tried as often as it may be. */
  constructor(model: DesignModel, specs: readonly StationSpec[], everyTry = false) {
    this.specs = specs;
    this.everyTry = everyTry;
    this.way = model.network.sameZone;
    this.stationOf = new Map(specs.map((spec, i) => [spec.component.id as string, i]));
    this.loads = specs.map(() => ({ visits: 0, work: 0, workLead: 0, workFollow: 0, hold: 0, holdLead: 0 }));
  }

  /** Adds a flow at `rate` requests a second; answers the mean time of one request, with nobody in its way. */
  add(flow: Flow, rate: number): number {
    this.calls.clear();
    this.draws.clear();
    this.waitedFor.clear();
    if (flow.draw) this.draws.set(flow.draw.id, flow.draw);
    const known: Known = { cases: new Map(), draws: this.draws, calls: this.calls, waits: true };
    const seconds = flow.roots.reduce((sum, root) => sum + this.actions(root.actions, rate, known), 0);
    for (const { load, of, amount } of this.found) load[of] += amount;
    this.found.length = 0;
    return seconds;
  }

  private put(load: Load, of: keyof Load, amount: number): void {
    this.found.push({ load, of, amount });
  }

  /** Mean time of the waiting ones of these actions, one after another. */
  private actions(actions: readonly Action[], rate: number, known: Known): number {
    return actions.reduce((sum, action) => sum + this.action(action, rate, known), 0);
  }

  private action(action: Action, rate: number, known: Known): number {
    const { when } = action;
    const chance = chanceOf(when, known);
    const settled = when.kind === 'case' ? new Map([...known.cases, [when.draw, when.name] as const]) : known.cases;
    const within = { ...known, cases: settled, waits: known.waits && (action.type === 'group' || action.waits) };
    const times = expectedOf(action.times, within);
    if (action.type === 'call') this.calls.set(action.id, action);
    if (chance * times === 0) return 0;
    const once =
      action.type === 'call' ? this.call(action, rate * chance * times, within) : this.group(action, rate * chance * times, within);
    const side = action.atOnce === 'all' ? times : Math.min(times, action.atOnce);
    return action.type === 'call' && !action.waits ? 0 : chance * once * Math.max(1, times / Math.max(1, side)) * Math.min(1, times);
  }

  private group(group: Extract<Action, { type: 'group' }>, rate: number, known: Known): number {
    const { how } = group;
    if (how.kind === 'part' && how.draw) this.draws.set(how.draw.id, how.draw);
    if (how.kind === 'atomic') return this.atomic(how.actions, rate, known);
    if (how.kind === 'part') return this.actions(how.actions, rate, known);
    const branches = how.branches.map((branch) => this.actions(branch, rate, known));
    return how.kind === 'any' ? Math.min(...branches, Infinity) : Math.max(...branches, 0);
  }

  /** A transaction on one slot: one way, one wait for the copies, and the work of all its steps. */
  private atomic(actions: readonly Action[], rate: number, known: Known): number {
    const calls = atomicCalls(actions, (call) => this.specs[this.stationOf.get(call.visit.component)!]!);
    if (calls === undefined) return this.actions(actions, rate, known);
    const others = calls.others.reduce((sum, call) => sum + this.visit(call, call.visit, rate, known, true), 0);
    return this.call(calls.lead, rate, known) + others;
  }

  /** No caller waits longer than its timeouts let it; what takes longer by chance brings retries, and what is slow a second attempt. */
  private call(call: Call, rate: number, known: Known): number {
    const tries = this.everyTry ? 1 + Math.min(call.retries, call.retryBudget ?? Infinity) : 1;
    const from = this.found.length;
    const whole = this.visit(call, call.visit, rate * tries, known);
    if (this.everyTry) return whole + this.way;
    const { extra, seconds, served } = furtherTries(call, call.time ?? this.specs[this.stationOf.get(call.visit.component)!]!.time, whole);
    if (call.hold !== undefined) this.held.set(call.id, (this.held.get(call.id) ?? 0) + rate * served);
    for (let i = from; extra > 0 && i < this.found.length; i++) this.found[i]!.amount *= 1 + extra;
    return seconds + this.way;
  }

  /** `within`: one of several steps of a transaction, which waits for the copies only once. */
  private visit(call: Call, visit: Visit, rate: number, known: Known, within = false): number {
    const station = this.stationOf.get(visit.component)!;
    const spec = this.specs[station]!;
    const load = this.loads[station]!;
    const own = (call.time ?? spec.time)?.mean ?? 0;
    const total = own + this.actions(visit.actions, rate, known);
    if (known.waits) this.waitedFor.add(station);
    if (spec.layout !== 'store') {
      this.put(load, 'visits', rate);
      this.put(load, 'work', rate * own);
      this.put(load, 'hold', rate * total);
      return total;
    }
    const access = storeAccess(spec.component, call, spec.copies);
    if (access.kind === 'quorum') {
      const asked = access.ask < 0 ? spec.copies : access.ask;
      this.put(load, 'visits', rate * asked);
      this.put(load, 'work', rate * own * asked);
      this.put(load, 'hold', rate * own * asked);
      return total;
    }
    const followers = access.followers === undefined ? 0 : spec.copies - 1;
    const waits = access.followers !== undefined && access.followers !== 0 && !within ? own : 0;
    this.put(load, 'visits', rate * (1 + followers));
    if (access.pick === PICK.leader) {
      this.put(load, 'workLead', rate * own);
      this.put(load, 'holdLead', rate * (total + waits));
      this.put(load, 'workFollow', rate * own * followers);
    } else {
      this.put(load, 'work', rate * own * (1 + followers));
      this.put(load, 'hold', rate * (total + waits + own * followers));
    }
    return total + waits;
  }
}
