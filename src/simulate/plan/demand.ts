import type { DesignModel } from '#model/design.js';
import type { Action, Call, Draw, Flow, Visit } from '#model/flow.js';
import type { ServiceTime } from '#model/service-time.js';
import { atomicCalls, type Transaction } from '../compile/atomic.js';
import { batchOf, takesMessages } from '../compile/messaging.js';
import { shardVisits } from '../compile/scattered.js';
import { lendsTo, type StationSpec } from '../compile/station-spec.js';
import { storeAccess } from '../compile/store-access.js';
import { PICK } from '../kernel/instructions.js';
import { chanceOf, expectedOf, type Met } from './chances.js';
import { furtherTries, inVain } from './further-tries.js';
import { withHit } from './key-rates.js';
import type { KeyOutlook } from './keys.js';
import { Ledger } from './ledger.js';
import type { Load } from './load.js';
import { StoreDemand } from './store-demand.js';
import type { Ways } from './ways.js';

/** What was met on the way down, whether the answer waits for what is done here, and the share of what was asked for that comes here. */
type Known = Met & { readonly waits: boolean; readonly carried: number };

/** How a load is looked at where something of it is full, or refused, or tried in vain. */
export type Look = {
  /** As if every call had to be tried as often as it may be. */
  readonly everyTry?: boolean | undefined;
  /** Shares that the limits of the components let through. */
  readonly passing?: readonly number[] | undefined;
  readonly keys?: KeyOutlook | undefined;
  /** Shares of what comes to the components that they get done: no more than the least of those on the way comes to anything behind them. */
  readonly carried?: readonly number[] | undefined;
  /**
   * Whether the line that a call of a component comes to has no end (`replica`: a call that its followers alone answer): who waits for it does
   * so for all its timeouts, or for ever. What is tried again is not counted then.
   */
  readonly endless?: ((station: number, replica: boolean) => boolean) | undefined;
};

/** Adds up the demand of flows on components from their mean times, with no waiting and no failures. */
export class Demand {
  readonly loads: readonly Load[];
  private readonly model: DesignModel;
  private readonly specs: readonly StationSpec[];
  private readonly stationOf: ReadonlyMap<string, number>;
  private readonly calls = new Map<number, Call>();
  private readonly draws = new Map<number, Draw>();
  private readonly ways: Ways;
  private readonly look: Look;
  /** All inside a call is there as often as the call is tried. */
  private readonly ledger: Ledger;
  private readonly stores: StoreDemand;
  private readonly refused = new Map<number, number>();
  /** Share of what was asked for that came through the last step, list of steps or visit, refusals by rate limits alone counted. */
  private through = 1;
  /** Connections a second that stay open, by call. */
  readonly held = new Map<number, number>();
  /** Components that the answer of the flow added last waits for. */
  readonly waitedFor = new Set<number>();

  constructor(model: DesignModel, specs: readonly StationSpec[], ways: Ways, look: Look = {}) {
    this.model = model;
    this.ways = ways;
    this.specs = specs;
    this.look = look;
    this.stationOf = new Map(specs.map((spec, i) => [spec.component.id as string, i]));
    this.ledger = new Ledger(specs);
    this.loads = this.ledger.loads;
    this.stores = new StoreDemand({ model, specs, ways, keys: look.keys, ledger: this.ledger });
  }

  /** Adds a flow at `rate` requests a second, and leaves in `through` what share of it is served; answers the mean time of one request, with nobody in its way. */
  add(flow: Flow, rate: number): number {
    this.calls.clear();
    this.refused.clear();
    this.draws.clear();
    this.waitedFor.clear();
    if (flow.draw) this.draws.set(flow.draw.id, flow.draw);
    const known: Known = { cases: new Map(), draws: this.draws, calls: this.calls, refused: this.refused, waits: true, carried: 1 };
    const seconds = flow.roots.reduce((sum, root) => sum + this.actions(root.actions, rate, known), 0);
    this.ledger.close();
    return seconds;
  }

  /** A read with the share of its keys that is found, where that follows from them. */
  private asFound(call: Call): Call {
    const found = this.look.keys?.ratios.get(call);
    return found === undefined ? call : withHit(call, found);
  }

  /** Mean time of the waiting ones of these actions, one after another. */
  private actions(actions: readonly Action[], rate: number, known: Known): number {
    const handled = new Set(actions.map(({ when }) => (when.kind === 'error' ? when.of : -1)));
    let time = 0;
    let left = 1;
    for (const action of actions) {
      this.through = 1;
      time += this.action(action, rate * left, known);
      const gates = action.type === 'group' || (action.waits && !handled.has(action.id));
      if (gates && !action.optional) left *= this.through;
    }
    this.through = left;
    return time;
  }

  private action(action: Action, rate: number, known: Known): number {
    const { when } = action;
    const chance = chanceOf(when, known);
    const settled = when.kind === 'case' ? new Map([...known.cases, [when.draw, when.name] as const]) : known.cases;
    const within = { ...known, cases: settled, waits: known.waits && (action.type === 'group' || action.waits) };
    const times = expectedOf(action.times, within);
    if (action.type === 'call') this.calls.set(action.id, this.asFound(action));
    // What is never asked for takes no time, not even without end.
    if (chance * times === 0 || (rate === 0 && this.look.endless !== undefined)) return 0;
    const once =
      action.type === 'call' ? this.call(action, rate * chance * times, within) : this.group(action, rate * chance * times, within);
    if (action.type === 'call') this.refused.set(action.id, 1 - this.through);
    this.through = 1 - chance * (1 - this.through ** times);
    const side = action.atOnce === 'all' ? times : Math.min(times, action.atOnce);
    return action.type === 'call' && !action.waits ? 0 : chance * once * Math.max(1, times / Math.max(1, side)) * Math.min(1, times);
  }

  private group(group: Extract<Action, { type: 'group' }>, rate: number, known: Known): number {
    const { how } = group;
    if (how.kind === 'part' && how.draw) this.draws.set(how.draw.id, how.draw);
    if (how.kind === 'atomic') return this.atomic(how.actions, rate, known);
    if (how.kind === 'part') return this.actions(how.actions, rate, known);
    const shares: number[] = [];
    const branches = how.branches.map((branch) => {
      const time = this.actions(branch, rate, known);
      shares.push(this.through);
      return time;
    });
    const product = (values: readonly number[]) => values.reduce((all, each) => all * each, 1);
    this.through = how.kind === 'any' ? 1 - product(shares.map((share) => 1 - share)) : product(shares);
    return how.kind === 'any' ? Math.min(...branches, Infinity) : Math.max(...branches, 0);
  }

  /** A transaction on one slot: one way, one wait for the copies, and the work of all its steps. */
  private atomic(actions: readonly Action[], rate: number, known: Known): number {
    const found = atomicCalls(actions, (call) => this.specs[this.stationOf.get(call.visit.component)!]!);
    if (found === undefined) return this.actions(actions, rate, known);
    for (const call of [found.lead, ...found.others]) this.calls.set(call.id, call);
    return this.call({ ...found.lead, timeout: found.timeout }, rate, known, found);
  }

  /** Seconds that the further steps of a transaction take on the slot that it holds. */
  private further({ others }: Transaction, rate: number, known: Known): number {
    return others.reduce((sum, call) => {
      const chance = chanceOf(call.when, known);
      return chance === 0 ? sum : sum + chance * this.visit(call, call.visit, rate * chance, known, true);
    }, 0);
  }

  /** No caller waits longer than its timeouts let it; what takes longer by chance brings retries, and what is slow a second attempt. */
  private call(call: Call, rate: number, known: Known, transaction?: Transaction): number {
    const { endless, everyTry } = this.look;
    const tries = everyTry ? 1 + Math.min(call.retries, call.retryBudget ?? Infinity) : 1;
    const from = this.ledger.length;
    const way = this.ways.between(this.stationOf.get(call.from)!, this.stationOf.get(call.visit.component)!);
    const rest = transaction === undefined ? 0 : this.further(transaction, rate * tries, known);
    const visit = this.visit(transaction?.lead ?? call, call.visit, rate * tries, known);
    const stuck = endless?.(this.stationOf.get(call.visit.component)!, this.toReplica(call)) === true;
    const whole = stuck ? Infinity : visit + rest + way;
    this.lend(call, rate * tries * known.carried * whole);
    if (endless !== undefined) return inVain(call, this.timeOf(call), whole);
    const refused = 1 - this.through;
    let more = 0;
    if (refused > 0 && call.retries > 0) {
      more = everyTry ? 0 : (refused * (1 - refused ** call.retries)) / (1 - refused);
      this.through = 1 - refused ** (1 + call.retries);
    }
    const late = furtherTries(call, this.timeOf(call), whole);
    if (!everyTry) more += late.extra;
    if (call.hold !== undefined) this.held.set(call.id, (this.held.get(call.id) ?? 0) + rate * late.served * this.through);
    if (more > 0) this.ledger.multiply(from, 1 + more);
    return everyTry ? whole : late.seconds;
  }

  private toReplica(call: Call): boolean {
    const { component, copies, layout } = this.specs[this.stationOf.get(call.visit.component)!]!;
    const access = layout === 'store' ? storeAccess(component, call, copies) : undefined;
    return access?.kind === 'one' && access.pick === PICK.replica;
  }

  private timeOf(call: Call): ServiceTime | undefined {
    return call.time ?? this.specs[this.stationOf.get(call.visit.component)!]!.time;
  }

  /** A component with a pool asks a store over one of its connections, for as long as the call takes. */
  private lend(call: Call, seconds: number): void {
    const from = this.stationOf.get(call.from)!;
    const to = this.stationOf.get(call.visit.component)!;
    if (lendsTo(this.specs[from]!, this.specs[to]!)) this.ledger.lend(from, to, seconds);
  }

  /** `within`: one of several steps of a transaction, which waits for the copies only once. */
  private visit(call: Call, visit: Visit, came: number, known: Known, within = false): number {
    const station = this.stationOf.get(visit.component)!;
    const spec = this.specs[station]!;
    const from = this.specs[this.stationOf.get(call.from)!]!;
    // Where there is a lot to do, a consumer takes as many messages at once as it may.
    const asked = takesMessages(from, spec) ? came / batchOf(spec.component) : came;
    const visits = within || spec.layout !== 'store' ? 1 : shardVisits(this.model, spec.component, call);
    const rate = asked * visits * known.carried;
    const load = this.loads[station]!;
    const own = ((call.time ?? spec.time)?.mean ?? 0) * spec.stretch;
    const pass = this.look.passing?.[station] ?? 1;
    const carried = Math.min(known.carried, this.look.carried?.[station] ?? 1);
    const total = own + (pass === 0 ? 0 : pass * this.actions(visit.actions, asked * pass, { ...known, carried }));
    this.through *= pass;
    if (known.waits) this.waitedFor.add(station);
    if (spec.layout !== 'store') {
      this.ledger.put(load, 'visits', rate);
      this.ledger.put(load, 'work', rate * own);
      this.ledger.put(load, 'hold', rate * total);
      return total;
    }
    return this.stores.add(call, station, rate, { own, total, within });
  }
}
