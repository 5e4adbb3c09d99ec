import type { Call } from '#model/flow.js';
import { OP } from '../kernel/instructions.js';
import type { Memory } from './conditions.js';
import type { Deferred, Design, Frame } from './visits.js';

/** What calls are emitted with. */
type Parts = {
  readonly design: Design;
  readonly stationOf: ReadonlyMap<string, number>;
  readonly memory: Memory;
  readonly defer: Deferred;
  /** Emits the visit that a call opens, with everything within. */
  readonly visit: (call: Call, station: number, frame: Frame) => void;
};

/** Emits calls: how often they are tried, for how long, and what becomes of their outcome. */
export class CallCode {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  emit(call: Call, frame: Frame): void {
    const { design, defer, memory } = this.parts;
    const { code } = design;
    const station = this.parts.stationOf.get(call.visit.component)!;
    this.listLeftOut(call);
    const visit = (within: Frame): void => this.parts.visit(call, station, within);
    if (!call.waits) {
      const child = code.label();
      defer(child, frame, (within) => {
        if (call.lag !== undefined && call.lag > 0) code.emit(OP.pause, code.pauses.push(call.lag) - 1);
        visit(within);
      });
      code.emitTo(OP.spawn, 'a', child, { d: frame.depth });
      return;
    }
    const miss = memory.missOf(call.id);
    if (call.hit !== undefined && miss >= 0) {
      code.emit(OP.hit, code.hits.push({ register: miss, ratio: call.hit, items: memory.varying(call.items), station }) - 1);
    }
    const tried = call.retries > 0 ? code.register() : -1;
    if (tried >= 0) code.emit(OP.clear, tried);
    const again = code.here();
    if (call.timeout === undefined) visit(frame);
    else {
      const child = code.label();
      defer(child, frame, visit);
      code.emitTo(OP.attempt, 'a', child, { b: code.timeout(call.timeout), d: frame.depth });
    }
    const { backoff } = call;
    code.ending({
      retries: call.retries,
      tried,
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

  private listLeftOut(call: Call): void {
    const { code } = this.parts.design;
    const path = call.origin.path.join('.');
    if (call.breaker) code.leaveOut(path, 'the circuit breaker');
    if (call.hedge !== undefined) code.leaveOut(path, 'the hedged second request');
    if (call.hold !== undefined) code.leaveOut(path, 'connections held open');
    if (call.undo !== undefined) code.leaveOut(path, 'the undo after a failure');
  }
}
