import type { Action, Call, Visit } from '#model/flow.js';
import { CONDITION, OP } from '../kernel/instructions.js';
import { atomicCalls, type Transaction } from './atomic.js';
import type { CallCode } from './call-code.js';
import type { Memory } from './conditions.js';
import type { Design, Frame, Further } from './frame.js';
import type { ReplicationCode } from './replication-code.js';
import type { Sagas } from './sagas.js';
import type { Visits } from './visits.js';

/** What transactions are emitted with. */
type Parts = {
  readonly design: Design;
  readonly stationOf: ReadonlyMap<string, number>;
  readonly memory: Memory;
  readonly sagas: Sagas;
  readonly replication: ReplicationCode;
  readonly visits: Visits;
  readonly calls: CallCode;
  /** Emits what is done within the visit of a step. */
  readonly within: (visit: Visit, frame: Frame) => void;
};

/** The call that stands for a whole transaction: no condition and no undo asks for it. */
const WHOLE = -1;

/** Emits transactions: one call of the store, which holds one slot from the first step to the commit. */
export class TransactionCode {
  private readonly parts: Parts;
  private readonly underWay = new Map<Call, { readonly lead: Call; readonly others: readonly Further[] }>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Emits the steps as one transaction; answers `false` where they cannot be one. */
  emit(actions: readonly Action[], frame: Frame): boolean {
    const { design, stationOf, replication, calls } = this.parts;
    const found = atomicCalls(actions, (call) => design.specs[stationOf.get(call.visit.component)!]!);
    if (found === undefined) return false;
    const { lead, others, timeout } = found;
    const station = stationOf.get(lead.visit.component)!;
    const steps = [lead, ...others];
    for (const step of steps) {
      const purpose = this.parts.memory.purposeOf(step);
      if (purpose >= 0) design.code.emit(OP.clear, purpose);
      replication.expect(step);
    }
    const whole: Call = { ...lead, id: WHOLE, optional: false, timeout };
    const further = others.map((call) => this.further(call));
    this.underWay.set(whole, { lead, others: further });
    this.assume(found, steps);
    this.judged([{ call: lead, perhaps: (emit) => emit() }, ...further], station, frame, (within) => calls.emit(whole, within));
    for (const step of steps) replication.evict(step);
    return true;
  }

  /** Emits the visit where `call` stands for a transaction; answers `false` where it does not. */
  visit(call: Call, frame: Frame): boolean {
    const { stationOf, visits, within } = this.parts;
    const found = this.underWay.get(call);
    if (found === undefined) return false;
    const { lead, others } = found;
    const inner = (inside: Frame): void => {
      within(lead.visit, inside);
      for (const { call: other, perhaps } of others) if (other.visit.actions.length > 0) perhaps(() => within(other.visit, inside));
    };
    visits.emit(lead, stationOf.get(lead.visit.component)!, frame, inner, others);
    return true;
  }

  /** Whether a step that is done by a share is done is drawn once, before the transaction. */
  private further(call: Call): Further {
    const { design, memory } = this.parts;
    const { code } = design;
    if (call.when.kind === 'always') return { call, perhaps: (emit) => emit() };
    const drawn = call.when.kind === 'share' ? code.register() : -1;
    if (drawn >= 0) {
      const not = code.label();
      code.emit(OP.clear, drawn);
      memory.emitWhen(call.when, not);
      code.emit(OP.done, drawn);
      code.place(not);
    }
    const perhaps = (emit: () => void): void => {
      const skip = code.label();
      if (drawn < 0) memory.emitWhen(call.when, skip);
      else {
        const index = code.conditions.push({ kind: CONDITION.register, register: drawn, equals: 1, share: 0 }) - 1;
        code.emitTo(OP.when, 'c', skip, { a: index });
      }
      emit();
      code.place(skip);
    };
    return { call, perhaps };
  }

  /** All steps end as the transaction does: what can be taken back is counted, then a later step may take care of a failure. */
  private judged(steps: readonly Further[], station: number, frame: Frame, emit: (frame: Frame) => void): void {
    const { design, memory, sagas } = this.parts;
    const { code } = design;
    const undone = steps.filter(({ call }) => sagas.registerOf(call) >= 0);
    const asked = steps.filter(({ call }) => memory.purposeOf(call) >= 0);
    if (undone.length + asked.length === 0) return emit(frame);
    const ended = code.label();
    emit({ ...frame, fail: ended });
    code.place(ended);
    for (const { call, perhaps } of undone) {
      const next = code.label();
      perhaps(() => code.ending({ undo: sagas.registerOf(call), depth: frame.depth, station, fail: next }));
      code.place(next);
    }
    const place = { depth: frame.depth, station, fail: frame.fail };
    for (const { call } of asked) code.ending({ ...place, purpose: memory.purposeOf(call), handled: memory.handledAfter(call) });
    if (asked.length === 0) code.ending(place);
  }

  private assume({ timeout }: Transaction, steps: readonly Call[]): void {
    if (steps.length < 2 || steps.every((step) => step.timeout === undefined)) return;
    this.parts.design.code.assumptions.add(
      timeout === undefined
        ? 'a transaction has no timeout where one of its steps has none'
        : 'the timeout of a transaction is that of all its steps together, its commit and the wait for its slot included',
    );
  }
}
