import type { Action, Call, Draw, Visit } from '#model/flow.js';
import { ComponentId } from '#model/ids.js';

/** A visit while its flow is being read: later steps still hang calls on it. */
export class OpenVisit {
  readonly id: number;
  readonly component: string;
  readonly caller: OpenVisit | undefined;
  /** Whether the caller waits for it. */
  readonly waits: boolean;
  readonly actions: Action[] = [];
  /** Where the next action goes: the visit itself, or the group that is being read. */
  sink: Action[] = this.actions;

  constructor(id: number, component: string, caller: OpenVisit | undefined, waits: boolean) {
    this.id = id;
    this.component = component;
    this.caller = caller;
    this.waits = waits;
  }

  /** The visit as the model has it. It shares the list of actions, so it may be taken before the flow is read to its end. */
  get visit(): Visit {
    return { id: this.id, component: ComponentId(this.component), actions: this.actions };
  }

  /** Who waits for this visit, from itself outwards. */
  *waitingChain(): Generator<OpenVisit> {
    for (let visit: OpenVisit | undefined = this; visit; visit = visit.waits ? visit.caller : undefined) yield visit;
  }
}

/** What a part of a flow can see: its open visits, earlier calls, and draws. Parts see what their caller sees; not the other way. */
export class Frame {
  readonly #outer: Frame | undefined;
  readonly #visits: OpenVisit[] = [];
  readonly #calls: Call[] = [];
  readonly draw: Draw | undefined;
  /** Parts being read, for cycles. */
  readonly parts: readonly string[];

  constructor(outer: Frame | undefined, draw: Draw | undefined, part: string) {
    this.#outer = outer;
    this.draw = draw;
    this.parts = [...(outer?.parts ?? []), part];
  }

  open(visit: OpenVisit): void {
    this.#visits.push(visit);
  }

  remember(call: Call): void {
    this.#calls.push(call);
  }

  /** The latest open visit of a component. */
  latest(component: string): OpenVisit | undefined {
    return this.#visits.findLast((visit) => visit.component === component) ?? this.#outer?.latest(component);
  }

  /** Earlier calls, the nearest first. */
  *callsBackwards(): Generator<Call> {
    for (let i = this.#calls.length - 1; i >= 0; i--) yield this.#calls[i]!;
    if (this.#outer) yield* this.#outer.callsBackwards();
  }

  *draws(): Generator<Draw> {
    if (this.draw) yield this.draw;
    if (this.#outer) yield* this.#outer.draws();
  }

  /** Components reached so far, for the message about one that was not. */
  reached(): string[] {
    return [...new Set([...this.#visits.map((visit) => visit.component), ...(this.#outer?.reached() ?? [])])];
  }
}
