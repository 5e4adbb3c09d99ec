import type { DesignModel } from '#model/design.js';
import type { Action, Call, Draw, Flow } from '#model/flow.js';
import { growsByWrites } from '../compile/keyed.js';
import { chanceOf, expectedOf, type Met } from './chances.js';

/** How often a call is made that is about the keys of some data. */
export type KeyRate = {
  readonly call: Call;
  /** Calls a second, as if the reads of `under` never found anything. */
  readonly rate: number;
  /** Keys in the one call. */
  readonly items: number;
  /** Reads of caches that are followed by key and must have missed before. */
  readonly under: readonly Call[];
  /** The request is about a key that it makes: any is as likely. */
  readonly even: boolean;
};

type Place = Met & { readonly under: readonly Call[] };

/** Calls of one flow at `rate` requests a second that read or write data, with nothing failing. `followed`: reads looked up by key. */
export function keyRates(model: DesignModel, flow: Flow, rate: number, followed: ReadonlyMap<Call, unknown>): KeyRate[] {
  const walk = new Walk(model, followed);
  if (flow.draw) walk.draws.set(flow.draw.id, flow.draw);
  const place: Place = { cases: new Map(), draws: walk.draws, calls: walk.calls, under: [] };
  for (const root of flow.roots) for (const action of root.actions) walk.action(action, rate, place);
  return walk.found.map((each) => ({ ...each, even: walk.made.has(each.call.operation!.data) }));
}

class Walk {
  readonly draws = new Map<number, Draw>();
  readonly calls = new Map<number, Call>();
  readonly found: Omit<KeyRate, 'even'>[] = [];
  readonly made = new Set<string>();
  private readonly reads = new Map<number, { readonly call: Call; readonly under: readonly Call[] }>();
  private readonly model: DesignModel;
  private readonly followed: ReadonlyMap<Call, unknown>;

  constructor(model: DesignModel, followed: ReadonlyMap<Call, unknown>) {
    this.model = model;
    this.followed = followed;
  }

  action(action: Action, rate: number, place: Place): void {
    const { when } = action;
    const read = when.kind === 'miss' ? this.reads.get(when.of) : undefined;
    const cases = when.kind === 'case' ? new Map([...place.cases, [when.draw, when.name] as const]) : place.cases;
    const within = { ...place, cases, under: read === undefined ? place.under : [...place.under, ...read.under, read.call] };
    const often = rate * chanceOf(when, place) * expectedOf(action.times, within);
    if (action.type === 'call') return this.call(action, often, within);
    const { how } = action;
    if (how.kind === 'part' && how.draw) this.draws.set(how.draw.id, how.draw);
    for (const each of how.kind === 'together' || how.kind === 'any' ? how.branches.flat() : how.actions) this.action(each, often, within);
  }

  private call(call: Call, rate: number, place: Place): void {
    const followed = this.followed.has(call);
    // Every read goes on to what is done after a miss: how many do is for whoever knows what is found.
    this.calls.set(call.id, followed ? withHit(call, 0) : call);
    if (followed) this.reads.set(call.id, { call, under: place.under });
    const item = call.operation && this.model.data.get(call.operation.data);
    if (item !== undefined) this.found.push({ call, rate, items: expectedOf(call.items, place), under: place.under });
    if (item !== undefined && call.operation?.kind === 'write' && item.in === call.visit.component && growsByWrites(item))
      this.made.add(item.id);
    for (const each of call.visit.actions) this.action(each, rate, place);
  }
}

/** The call as it would be if so many of its keys were found. */
export const withHit = (call: Call, hit: number): Call => ({ ...call, hit: hit as Call['hit'] & number });
