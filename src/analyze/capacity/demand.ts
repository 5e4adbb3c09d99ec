import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Call, Draw, Flow, Group, Varying, Visit, When } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import type { Arrival } from './arrival.js';
import { attemptsOf } from './attempts.js';
import { committedWith, copiesWait } from './copies.js';
import { countedHit } from './hit-claims.js';
import { waitInVain } from './in-vain.js';
import { roundTrip } from './network.js';
import { skewedStreams } from './partition-skew.js';
import { rateOf } from './rate.js';
import { MESSAGES, roundsOf, takenAtOnce } from './rounds.js';

export type { Arrival } from './arrival.js';

export type DemandOptions = {
  /** `mean`: the flow's rate; `peak`: times its peak. */
  readonly at: 'mean' | 'peak';
  /** Caches that find nothing. */
  readonly cold?: ReadonlySet<ComponentId> | undefined;
  /** Only these flows. */
  readonly flows?: ReadonlySet<FlowId> | undefined;
  /** What components get done of what comes to them: no more than the least share on the way comes to anything behind them. */
  readonly carried?: ReadonlyMap<ComponentId, number> | undefined;
  /**
   * What is full, for some calls of it or for all: who waits for it does so for all its timeouts, or for ever. What is tried again is not
   * counted then; closed users come as often as `floors` lets them.
   */
  readonly endless?: ((call: Call) => boolean) | undefined;
  readonly floors?: ReadonlyMap<FlowId, number> | undefined;
};

/** Arrivals at every component and the mean time that each flow's answer takes with no queueing at all. */
export type Demand = {
  readonly arrivals: ReadonlyMap<ComponentId, readonly Arrival[]>;
  readonly floors: ReadonlyMap<FlowId, number>;
};

/** Cases drawn so far, by draw. */
type Cases = ReadonlyMap<number, string>;

/** Visits looked at in one flow with its cases multiplied out; beyond that, draws met anew are averaged one by one. */
const MOST_STEPS = 300_000;

/**
 * What all flows ask of every component, by walking their trees: rates times visits over draws, misses (1 - h^n for n keys),
 * repetitions and cases. Nothing is down, so what is tried again is what took longer than its timeout, and no alternative to a failure
 * is used.
 */
export function demandOf(model: DesignModel, options: DemandOptions): Demand {
  const arrivals = new Map<ComponentId, Arrival[]>();
  const floors = new Map<FlowId, number>();
  for (const flow of model.flows.values()) {
    if (flow.workload.kind === 'part' || options.flows?.has(flow.id) === false) continue;
    const walk = new Walk(model, flow.id, options);
    const floor = walk.run(flow);
    floors.set(flow.id, floor);
    if (flow.workload.kind === 'unknown') continue;
    const rate = rateOf(flow, options.at, options.floors?.get(flow.id) ?? floor);
    for (const each of walk.arrivals) {
      const known = arrivals.get(each.component) ?? [];
      known.push({ ...each.arrival, rate: each.arrival.rate * rate, batch: flow.workload.kind === 'batch' });
      arrivals.set(each.component, known);
    }
  }
  return { arrivals, floors };
}

class Walk {
  readonly arrivals: { readonly component: ComponentId; arrival: Omit<Arrival, 'batch'> }[] = [];
  readonly #draws = new Map<number, Draw>();
  #steps = 0;
  readonly #model: DesignModel;
  readonly #flow: FlowId;
  readonly #options: DemandOptions;
  readonly #calls = new Map<number, Call>();
  /** Calls inside whose visits the walk is. */
  readonly #open = new Set<number>();
  #committed: ReadonlySet<number> = new Set();
  #together = 1;
  #carried = 1;

  constructor(model: DesignModel, flow: FlowId, options: DemandOptions) {
    this.#model = model;
    this.#flow = flow;
    this.#options = options;
  }

  /** Mean seconds of the answer, per request; fills `arrivals` with visits per request. */
  run(flow: Flow): number {
    this.#committed = committedWith(flow);
    return this.#drawn(flow.draw, new Map(), 1, (cases, weight) =>
      flow.roots.reduce((sum, root) => {
        const waits = this.#visit(root, cases, weight, false);
        this.#note(root.component, undefined, weight, waits, false);
        return sum + waits;
      }, 0),
    );
  }

  /** Mean over the cases of a draw; `weight` is how often a request comes here. */
  #drawn(draw: Draw | undefined, cases: Cases, weight: number, walk: (cases: Cases, weight: number) => number): number {
    if (draw === undefined) return walk(cases, weight);
    this.#draws.set(draw.id, draw);
    if (this.#steps > MOST_STEPS) return walk(cases, weight);
    return draw.cases.reduce(
      (sum, { name, share }) => sum + (share === 0 ? 0 : share * walk(new Map([...cases, [draw.id, name]]), weight * share)),
      0,
    );
  }

  #note(component: ComponentId, call: Call | undefined, rate: number, waits: number, buffered: boolean): void {
    const source = call && this.#model.components.get(call.from);
    const partitions = source?.is === 'stream' ? source.partitions : undefined;
    if (rate <= 0) return;
    const hottest = source?.is === 'stream' ? skewedStreams(this.#model).get(source.id) : undefined;
    const arrival = {
      flow: this.#flow,
      call,
      rate: rate * this.#carried,
      waits,
      repeated: 0,
      buffered,
      partitions,
      hottest,
      together: this.#together,
    };
    this.arrivals.push({ component, arrival });
  }

  /** Seconds a visit waits on its calls. */
  #visit(visit: Visit, cases: Cases, weight: number, buffered: boolean): number {
    const holds = this.#model.components.get(visit.component);
    const messages = holds !== undefined && MESSAGES.has(holds.is);
    const outside = this.#carried;
    this.#carried = Math.min(outside, this.#options.carried?.get(visit.component) ?? 1);
    const waits = this.#sequence(visit.actions, cases, weight, buffered || messages);
    this.#carried = outside;
    return messages ? 0 : waits;
  }

  #sequence(actions: readonly Action[], cases: Cases, weight: number, buffered: boolean): number {
    return actions.reduce((sum, action) => sum + this.#action(action, cases, weight, buffered), 0);
  }

  #action(action: Action, cases: Cases, weight: number, buffered: boolean): number {
    this.#steps++;
    const times = this.#value(action.times, cases);
    const chance = this.#chance(action.when, cases) * (times > 0 ? 1 : 0);
    const rounds = roundsOf(times, action.atOnce);
    const once =
      action.type === 'call'
        ? this.#call(action, cases, weight * chance * times, buffered)
        : this.#group(action, cases, weight * chance * times, buffered);
    // What is never done takes no time, not even without end.
    return chance * rounds === 0 ? 0 : chance * rounds * once;
  }

  #call(call: Call, cases: Cases, weight: number, buffered: boolean): number {
    this.#calls.set(call.id, call);
    this.#open.add(call.id);
    const before = this.arrivals.length;
    const outside = this.#together;
    this.#together = outside * takenAtOnce(this.#model, call);
    const waits = this.#visit(call.visit, cases, weight, buffered);
    this.#open.delete(call.id);
    const held = waits + (this.#committed.has(call.id) ? 0 : copiesWait(this.#model, call));
    this.#note(call.visit.component, call, weight, held, buffered);
    this.#together = outside;
    if (!call.waits) return 0;
    const target = this.#model.components.get(call.visit.component);
    const fixed = roundTrip(this.#model, call.from, call.visit.component) + held;
    const own = call.time ?? (target !== undefined && 'time' in target ? target.time : undefined);
    const { endless } = this.#options;
    if (endless !== undefined) return waitInVain(call, endless(call) ? Infinity : fixed, own);
    const { mean, wait } = attemptsOf(call, fixed, own);
    if (mean > 1) this.#again(before, mean);
    return wait;
  }

  /** What was noted from `before` on happens `times` as often, the rest of it being repetition. */
  #again(before: number, times: number): void {
    for (const noted of this.arrivals.slice(before)) {
      const { arrival } = noted;
      noted.arrival = { ...arrival, rate: arrival.rate * times, repeated: 1 - (1 - arrival.repeated) / times };
    }
  }

  #group(group: Group, cases: Cases, weight: number, buffered: boolean): number {
    const { how } = group;
    if (how.kind === 'part')
      return this.#drawn(how.draw, cases, weight, (drawn, share) => this.#sequence(how.actions, drawn, share, buffered));
    if (how.kind === 'atomic') return this.#sequence(how.actions, cases, weight, buffered);
    const branches = how.branches.map((branch) => this.#sequence(branch, cases, weight, buffered));
    if (branches.length === 0) return 0;
    return how.kind === 'any' ? Math.min(...branches) : Math.max(...branches);
  }

  #value(value: Varying, cases: Cases): number {
    return typeof value === 'number' ? value : this.#mean(value.draw, cases, (name) => value.byCase.get(name) ?? 0);
  }

  /** The figure of the case that was drawn, or its mean where the draw was not multiplied out. */
  #mean(draw: number, cases: Cases, figure: (name: string) => number): number {
    const drawn = cases.get(draw);
    if (drawn !== undefined) return figure(drawn);
    return this.#draws.get(draw)?.cases.reduce((sum, { name, share }) => sum + share * figure(name), 0) ?? 0;
  }

  #chance(when: When, cases: Cases): number {
    switch (when.kind) {
      case 'always':
        return 1;
      case 'share':
        return when.share;
      case 'case':
        return this.#mean(when.draw, cases, (name) => (name === when.name ? 1 : 0));
      case 'miss':
        return this.#missed(when.of, cases);
      case 'error':
      case 'timeout':
        return 0;
    }
  }

  /** P(at least one key of the call was not found): of one visit when asked inside it, of all its repetitions afterwards. */
  #missed(of: number, cases: Cases): number {
    const call = this.#calls.get(of);
    if (call === undefined) return 1;
    const keys = Math.max(1, this.#value(call.items, cases));
    const hit = this.#options.cold?.has(call.visit.component) ? 0 : countedHit(this.#model, call);
    if (this.#open.has(of)) return 1 - hit ** keys;
    const times = Math.max(1, this.#value(call.times, cases));
    return this.#chance(call.when, cases) * (1 - hit ** (keys * times));
  }
}

/** Mean seconds of a visit's own work, when known. */
export function meanTime(component: Component | undefined, call: Call | undefined): number | undefined {
  if (call?.time !== undefined) return call.time.mean;
  return component !== undefined && 'time' in component ? component.time?.mean : undefined;
}
