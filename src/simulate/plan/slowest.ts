import type { Action, Call, Flow, Varying, Visit } from '#model/flow.js';
import { squaredCv } from '#model/service-time.js';
import { atomicCalls } from '../compile/atomic.js';
import type { StationSpec } from '../compile/station-spec.js';

/** A sum of independent times: its mean, and its variance. */
type Span = { readonly mean: number; readonly variance: number };

const NOTHING: Span = { mean: 0, variance: 0 };
/** So many standard deviations above its mean a time is as long as it gets, short of the rare; and one of unknown spread this many means. */
const DEVIATIONS = 3;
const WILD_CV = 10;

export type Slowest = {
  /** Seconds that the slowest answers take which are to be expected: nobody in the way, but every branch taken. */
  readonly answer: number;
  /** The same up to the end of the handed-over parts that a target waits for; 0: none does. */
  readonly reach: number;
};

export type SlowestNeeds = {
  readonly specs: readonly StationSpec[];
  readonly stationOf: ReadonlyMap<string, number>;
  /** Time of one way. */
  readonly way: number;
  /** Components without end to their lines: every timeout on the way there is met. */
  readonly full: ReadonlySet<string>;
  /** Components up to which targets wait. */
  readonly until: ReadonlySet<string>;
};

/** How long the slowest expected request of a flow takes: what a run has to outlast many times to tell anything of its answers. */
export function slowestOf(flow: Flow, needs: SlowestNeeds): Slowest {
  const walk = new Walk(needs);
  let at = NOTHING;
  for (const root of flow.roots) at = walk.actions(root.actions, at);
  const full = needs.full.size > 0 && flow.roots.some((root) => walk.meets(root));
  const deadline = flow.deadline ?? Infinity;
  const answer = full && Number.isFinite(deadline) ? deadline : Math.min(deadline, long(at));
  return { answer, reach: walk.reached };
}

const long = ({ mean, variance }: Span): number => mean + DEVIATIONS * Math.sqrt(variance);
const plus = (a: Span, b: Span): Span => ({ mean: a.mean + b.mean, variance: a.variance + b.variance });
const between = (from: Span, to: Span): Span => ({ mean: to.mean - from.mean, variance: to.variance - from.variance });
const times = (span: Span, count: number): Span => ({ mean: span.mean * count, variance: span.variance * count });
const mostOf = (value: Varying): number => (typeof value === 'number' ? value : Math.max(0, ...value.byCase.values()));

class Walk {
  reached = 0;
  private readonly needs: SlowestNeeds;

  constructor(needs: SlowestNeeds) {
    this.needs = needs;
  }

  /** Where these actions end that begin at `at`, one after another. */
  actions(actions: readonly Action[], at: Span): Span {
    return actions.reduce((now, action) => this.action(action, now), at);
  }

  private action(action: Action, at: Span): Span {
    const { when } = action;
    if (when.kind === 'error' || when.kind === 'timeout' || (when.kind === 'share' && when.share === 0)) return at;
    const count = mostOf(action.times);
    if (count === 0) return at;
    const once = between(at, action.type === 'call' ? this.call(action, at) : this.group(action, at));
    if (action.type === 'call' && !action.waits) return at;
    const side = action.atOnce === 'all' ? count : Math.min(count, action.atOnce);
    return plus(at, times(once, Math.max(1, Math.ceil(count / Math.max(1, side)))));
  }

  private group(group: Extract<Action, { type: 'group' }>, at: Span): Span {
    const { how } = group;
    if (how.kind === 'part') return this.actions(how.actions, at);
    if (how.kind === 'atomic') return this.atomic(how.actions, at);
    const ends = how.branches.map((branch) => this.actions(branch, at)).sort((a, b) => long(a) - long(b));
    return (how.kind === 'any' ? ends[0] : ends.at(-1)) ?? at;
  }

  /** A transaction goes there once, and its caller waits for all its steps together. */
  private atomic(actions: readonly Action[], at: Span): Span {
    const { specs, stationOf } = this.needs;
    const found = atomicCalls(actions, (call) => specs[stationOf.get(call.visit.component)!]!);
    if (found === undefined) return this.actions(actions, at);
    return this.call({ ...found.lead, timeout: found.timeout }, at, found.others);
  }

  /** `others`: further steps of the same transaction. */
  private call(call: Call, at: Span, others: readonly Call[] = []): Span {
    const from = plus(at, { mean: (call.lag ?? 0) + this.needs.way, variance: 0 });
    const end = others.reduce((now, each) => this.visit(each, now), this.visit(call, from));
    if (this.needs.until.has(call.visit.component)) this.reached = Math.max(this.reached, long(end));
    const { timeout } = call;
    if (timeout === undefined || (long(between(at, end)) <= timeout && !this.meets(call.visit))) return end;
    return plus(at, { mean: (1 + call.retries) * timeout + pauses(call), variance: 0 });
  }

  private visit({ time, visit }: Call, at: Span): Span {
    const station = this.needs.stationOf.get(visit.component);
    const own = time ?? (station === undefined ? undefined : this.needs.specs[station]!.time);
    if (own === undefined) return this.actions(visit.actions, at);
    const variance = Math.min(WILD_CV ** 2, squaredCv(own)) * own.mean ** 2;
    return this.actions(visit.actions, plus(at, { mean: own.mean, variance }));
  }

  /** Whether a visit, or one that it waits for, is of a component without end to its line. */
  meets(visit: Visit): boolean {
    return this.needs.full.size > 0 && (this.needs.full.has(visit.component) || this.anyMeets(visit.actions));
  }

  private anyMeets(actions: readonly Action[]): boolean {
    return actions.some((action) => {
      if (action.type === 'call') return action.waits && this.meets(action.visit);
      const { how } = action;
      return 'branches' in how ? how.branches.some((branch) => this.anyMeets(branch)) : this.anyMeets(how.actions);
    });
  }
}

/** Pauses between the attempts of a call, at their longest. */
function pauses({ retries, backoff }: Call): number {
  if (backoff === undefined) return 0;
  let sum = 0;
  for (let tried = 0; tried < Math.min(retries, 1000); tried++)
    sum += Math.min(backoff.max ?? Infinity, backoff.base * backoff.factor ** tried);
  return sum;
}
