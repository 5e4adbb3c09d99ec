import type { LatencyName } from '#model/design.js';
import type { Action, Call, Draw, Flow, Visit } from '#model/flow.js';
import { squaredCv } from '#model/service-time.js';
import { atomicCalls } from '../compile/atomic.js';
import type { StationSpec } from '../compile/station-spec.js';
import { chanceOf, expectedOf, type Met } from './chances.js';

/** A time as its mean and variance, in seconds and their square. */
export type Span = { readonly mean: number; readonly variance: number };

const NOTHING: Span = { mean: 0, variance: 0 };
/** Times that vary more are taken to vary so much: a tail without variance has no percentile of this kind. */
const WILD_CV = 10;

/** What one visit waits for at each station before its work, at some load. */
export type Waits = {
  readonly specs: readonly StationSpec[];
  readonly stationOf: ReadonlyMap<string, number>;
  readonly waits: readonly Span[];
  /** Seconds of the way to a component. */
  readonly way: number;
};

/**
 * Waiting time of an M/G/c line: Erlang C, stretched by half of 1 + cv^2 (Lee and Longton 1959; Allen, Probability, Statistics and
 * Queueing Theory, 5.2.3), as if who waits did so for an exponential time, which is exact for M/M/c. `Infinity` when it is full.
 */
export function waitOf(servers: number, utilisation: number, service: number, cv2: number): Span {
  if (utilisation <= 0 || service <= 0) return NOTHING;
  if (utilisation >= 1) return { mean: Infinity, variance: Infinity };
  const offered = servers * utilisation;
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (offered * blocked) / (k + offered * blocked);
  const waits = blocked / (1 - utilisation * (1 - blocked));
  const longer = (((1 + Math.min(WILD_CV ** 2, cv2)) / 2) * service) / (servers * (1 - utilisation));
  return { mean: waits * longer, variance: 2 * waits * longer ** 2 - (waits * longer) ** 2 };
}

/** Mean and variance of the time a request of a flow takes, its steps taken as independent and nothing failing: an approximation. */
export function responseOf(flow: Flow, waits: Waits): Span {
  const walk = new Walk(waits);
  return walk.whole(flow);
}

/** Standard normal quantiles of the percentiles that targets name. */
const Z: Readonly<Partial<Record<LatencyName, number>>> = { p50: 0, p90: 1.2816, p95: 1.6449, p99: 2.3263, p999: 3.0902 };

/**
 * A percentile of a time of which mean and variance are known, as if it were gamma distributed: exact for one M/M/1 line and for equal
 * ones in a row. By the cube root of Wilson and Hilferty 1931. `undefined` for a maximum, which has no such figure.
 */
export function percentileOf({ mean, variance }: Span, name: LatencyName): number | undefined {
  if (name === 'mean' || !Number.isFinite(mean)) return mean;
  const z = Z[name];
  if (z === undefined) return undefined;
  if (variance <= 0) return mean;
  const shape = mean ** 2 / variance;
  return mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
}

const plus = (a: Span, b: Span): Span => ({ mean: a.mean + b.mean, variance: a.variance + b.variance });

/** The time of something that happens only with a probability. */
const perhaps = ({ mean, variance }: Span, chance: number): Span => ({
  mean: chance * mean,
  variance: chance * variance + chance * (1 - chance) * mean ** 2,
});

class Walk {
  private readonly calls = new Map<number, Call>();
  private readonly draws = new Map<number, Draw>();
  private readonly waits: Waits;

  constructor(waits: Waits) {
    this.waits = waits;
  }

  /** Cases that are drawn at the start are taken one by one: what differs between them is then not averaged away. */
  whole(flow: Flow): Span {
    if (flow.draw) this.draws.set(flow.draw.id, flow.draw);
    return flow.roots.reduce(
      (sum, root) => plus(sum, this.actions(root.actions, { cases: new Map(), draws: this.draws, calls: this.calls })),
      NOTHING,
    );
  }

  private actions(actions: readonly Action[], met: Met): Span {
    return actions.reduce((sum, action) => plus(sum, this.action(action, met)), NOTHING);
  }

  private action(action: Action, met: Met): Span {
    const { when } = action;
    if (action.type === 'call') this.calls.set(action.id, action);
    const chance = chanceOf(when, met);
    const within = when.kind === 'case' ? { ...met, cases: new Map([...met.cases, [when.draw, when.name] as const]) } : met;
    const times = expectedOf(action.times, within);
    if (chance * times === 0 || (action.type === 'call' && !action.waits)) return NOTHING;
    const once = action.type === 'call' ? this.call(action, within) : this.group(action, within);
    const side = action.atOnce === 'all' ? times : Math.min(times, action.atOnce);
    const rounds = Math.max(1, times / Math.max(1, side));
    const many = { mean: once.mean * rounds, variance: once.variance * rounds };
    return perhaps(many, chance * Math.min(1, times));
  }

  private group(group: Extract<Action, { type: 'group' }>, met: Met): Span {
    const { how } = group;
    if (how.kind === 'part' && how.draw) this.draws.set(how.draw.id, how.draw);
    if (how.kind === 'part') return this.actions(how.actions, met);
    if (how.kind === 'atomic') return this.atomic(how.actions, met);
    const branches = how.branches.map((branch) => this.actions(branch, met)).sort((a, b) => a.mean - b.mean);
    return (how.kind === 'any' ? branches[0] : branches.at(-1)) ?? NOTHING;
  }

  /** A transaction goes there once and waits once, and does the work of all its steps. */
  private atomic(actions: readonly Action[], met: Met): Span {
    const found = atomicCalls(actions, (call) => this.waits.specs[this.waits.stationOf.get(call.visit.component)!]!);
    if (found === undefined) return this.actions(actions, met);
    for (const call of [found.lead, ...found.others]) this.calls.set(call.id, call);
    return found.others.reduce(
      (sum, call) => plus(sum, perhaps(plus(this.work(call), this.actions(call.visit.actions, met)), chanceOf(call.when, met))),
      this.call(found.lead, met),
    );
  }

  private call(call: Call, met: Met): Span {
    return plus({ mean: this.waits.way + (call.lag ?? 0), variance: 0 }, this.visit(call, call.visit, met));
  }

  private visit(call: Call, visit: Visit, met: Met): Span {
    const station = this.waits.stationOf.get(visit.component)!;
    return plus(plus(this.waits.waits[station]!, this.work(call)), this.actions(visit.actions, met));
  }

  private work(call: Call): Span {
    const { stretch, time } = this.waits.specs[this.waits.stationOf.get(call.visit.component)!]!;
    const own = call.time ?? time;
    if (own === undefined) return NOTHING;
    const mean = own.mean * stretch;
    return { mean, variance: Math.min(WILD_CV ** 2, squaredCv(own)) * mean ** 2 };
  }
}
