import type { Call } from '#model/flow.js';
import { BREAKER_DEFAULTS, BREAKER_SOURCE } from '../calls/breakers.js';
import { OP, TIMER } from '../kernel/instructions.js';
import type { Memory } from './conditions.js';
import { holdSpec } from './held.js';
import type { KeyCode } from './key-code.js';
import { isMessaging } from './messaging.js';
import type { Sagas } from './sagas.js';
import type { Deferred, Design, Frame } from './visits.js';

/** What calls are emitted with. */
type Parts = {
  readonly design: Design;
  readonly stationOf: ReadonlyMap<string, number>;
  readonly memory: Memory;
  readonly keys: KeyCode;
  readonly sagas: Sagas;
  readonly defer: Deferred;
  /** Emits the visit that a call opens, with everything within. */
  readonly visit: (call: Call, station: number, frame: Frame) => void;
};

/** Whether it matters to who hands something over how that goes on. */
const insists = ({ retries, timeout, breaker, hedge }: Call): boolean =>
  retries > 0 || timeout !== undefined || breaker || hedge !== undefined;

/** Emits calls: how often they are tried, for how long, and what becomes of their outcome. */
export class CallCode {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  emit(call: Call, frame: Frame): void {
    const station = this.parts.stationOf.get(call.visit.component)!;
    if (!call.waits) return this.handOver(call, station, frame);
    this.tried(call, station, frame);
  }

  /** The call with its attempts, and what becomes of how it ended. */
  private tried(call: Call, station: number, frame: Frame): void {
    const { design, memory } = this.parts;
    const { code } = design;
    const miss = memory.missOf(call.id);
    const part = this.parts.keys.partOf(call);
    if (call.hit !== undefined && miss >= 0 && part < 0) {
      if (design.keys.found === undefined)
        code.assumptions.add(
          `how often ${call.visit.component} is found to have a key is its hit ratio: of keys not enough is said to follow them`,
        );
      code.emit(
        OP.hit,
        code.hits.push({ register: miss, ratio: design.keys.found?.get(call) ?? call.hit, items: memory.varying(call.items), station }) - 1,
      );
    }
    const tried = call.retries > 0 ? code.register() : -1;
    if (tried >= 0) code.emit(OP.clear, tried);
    const budget = call.retries > 0 && call.retryBudget !== undefined ? this.budget(call.retryBudget, frame) : -1;
    const again = code.here();
    if (part >= 0 && call.retries > 0) for (const register of [miss, part]) code.emit(OP.clear, register);
    this.tries(call, station, frame);
    const { backoff } = call;
    code.ending({
      retries: call.retries,
      tried,
      budget,
      undo: this.parts.sagas.registerOf(call),
      again,
      base: backoff?.base ?? 0,
      factor: backoff?.factor ?? 1,
      longest: backoff?.max ?? Infinity,
      jitter: backoff?.jitter ?? false,
      optional: call.optional,
      purpose: memory.purposeOf(call),
      handled: memory.handledAfter(call),
      miss: memory.failureAsMiss(call.id),
      depth: frame.depth,
      station,
      fail: frame.fail,
    });
  }

  private handOver(call: Call, station: number, frame: Frame): void {
    const { defer, design } = this.parts;
    const { code } = design;
    const path = call.origin.path.join('.');
    if (call.undo !== undefined) code.leaveOut(path, 'the undo of what is handed over: nobody hears whether it failed');
    const child = code.label();
    defer(child, frame, (within) => {
      if (call.lag !== undefined && call.lag > 0) code.emit(OP.pause, code.pauses.push(call.lag) - 1);
      // A message is tried again by its queue.
      if (insists(call) && !isMessaging(design.specs[frame.station]!.component)) return this.tried(call, station, within);
      this.parts.visit(call, station, within);
      this.hold(call, station, within);
    });
    code.emitTo(OP.spawn, 'a', child, { d: frame.depth });
  }

  /** One try: an attempt, or two of them side by side. */
  private tries(call: Call, station: number, frame: Frame): void {
    const { defer, design } = this.parts;
    const { code } = design;
    if (call.hedge === undefined) return this.guarded(call, station, frame);
    const child = code.label();
    defer(child, frame, (within) => this.guarded(call, station, within));
    code.emitTo(OP.hedge, 'a', child, { b: code.timeout(call.hedge, TIMER.hedge), c: station, d: frame.depth });
  }

  /** An attempt, if the breaker lets it through. */
  private guarded(call: Call, station: number, frame: Frame): void {
    const { code } = this.parts.design;
    if (!call.breaker) return this.attempt(call, station, frame);
    const breaker = this.breaker(call, station, frame);
    const register = code.register();
    const rejected = code.label();
    code.emitTo(OP.guard, 'c', rejected, { a: breaker, b: register, d: frame.depth });
    this.attempt(call, station, frame);
    code.emit(OP.judged, breaker, register, 0, frame.depth);
    code.place(rejected);
  }

  private attempt(call: Call, station: number, frame: Frame): void {
    const { code } = this.parts.design;
    const visit = (within: Frame): void => {
      this.parts.visit(call, station, within);
      this.hold(call, station, within);
    };
    if (call.timeout === undefined) return visit(frame);
    const over = code.label();
    code.emitTo(OP.attempt, 'a', over, { b: code.timeout(call.timeout, TIMER.timeout), c: station });
    visit({ ...frame, fail: over });
    code.place(over);
    code.emit(OP.attempted);
  }

  private hold(call: Call, station: number, frame: Frame): void {
    const { code, specs } = this.parts.design;
    if (call.hold === undefined || call.hold <= 0) return;
    code.emit(OP.hold, code.holds.push(holdSpec(call, station, frame, specs)) - 1, 0, 0, frame.depth);
  }

  private budget(share: number, frame: Frame): number {
    const { code } = this.parts.design;
    const budget = code.budgets.push({ from: frame.station, share }) - 1;
    code.emit(OP.deposit, budget, 0, 0, frame.depth);
    return budget;
  }

  /** Steps of one caller to one target with the same settings share a breaker. */
  private breaker({ trip, origin }: Call, to: number, { station: from }: Frame): number {
    const { code, specs } = this.parts.design;
    const { at = BREAKER_DEFAULTS.at, over = Infinity, open = BREAKER_DEFAULTS.open } = trip ?? {};
    const calls = Math.max(1, Math.ceil(trip?.calls ?? BREAKER_DEFAULTS.calls));
    const path = `${origin.path.join('.')}.breaker`;
    const assume = (name: string, value: string) =>
      code.assumed.set(`${path}.${name}`, { path: `${path}.${name}`, value, source: BREAKER_SOURCE });
    if (trip?.at === undefined) assume('at', `${BREAKER_DEFAULTS.at * 100}%`);
    if (trip?.over === undefined) assume('over', `the latest ${Math.max(BREAKER_DEFAULTS.window, calls)} calls`);
    if (trip?.open === undefined) assume('open', `${BREAKER_DEFAULTS.open}s`);
    if (trip?.calls === undefined) assume('calls', `${BREAKER_DEFAULTS.calls}`);
    const { component } = specs[from]!;
    if (component.is === 'client') code.assumptions.add(`the users of ${component.id} in one region share their circuit breakers`);
    const same = code.breakers.findIndex(
      (each) => each.from === from && each.to === to && each.at === at && each.over === over && each.open === open && each.calls === calls,
    );
    return same >= 0 ? same : code.breakers.push({ from, to, at, over, open, calls }) - 1;
  }
}
