import type { Action, Call, Flow, Visit } from '#model/flow.js';
import { UNDO_OF } from '../calls/undo.js';
import { OP } from '../kernel/instructions.js';
import type { Code, Label } from './code.js';
import type { Sagas } from './sagas.js';
import type { Deferred, Frame } from './visits.js';

type Parts = {
  readonly code: Code;
  readonly sagas: Sagas;
  readonly defer: Deferred;
  readonly stationOf: ReadonlyMap<string, number>;
  readonly flowOf: (id: string) => Flow | undefined;
  /** Emits what a visit of another flow does. */
  readonly run: (flow: Flow, root: Visit, frame: Frame) => void;
};

/** Emits what happens to finished steps when a later one fails. */
export class UndoCode {
  private readonly parts: Parts;
  /** The code that takes back all steps of the flow, last one first; each place that asks for it names the steps it is about. */
  private body: Label | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Emits what `emit` does; if it fails, `steps` are taken back on the way out. */
  guarded(steps: readonly Call[], frame: Frame, emit: (frame: Frame) => void): void {
    if (steps.length === 0) return emit(frame);
    const { code } = this.parts;
    const fail = code.label();
    emit({ ...frame, fail });
    code.place(fail);
    code.emitTo(OP.compensate, 'c', frame.fail, { a: this.table(steps, frame), b: UNDO_OF.visit, d: frame.depth });
  }

  /** The same for a branch that runs beside others. */
  branch(within: readonly Action[], alternative: boolean, frame: Frame, emit: (frame: Frame) => void): void {
    const { code, sagas } = this.parts;
    const steps = within.flatMap((action) => sagas.inside(action));
    if (steps.length === 0) return emit(frame);
    const fail = code.label();
    emit({ ...frame, fail });
    code.place(fail);
    const b = alternative ? UNDO_OF.alternative : UNDO_OF.branch;
    code.emitTo(OP.compensate, 'c', frame.fail, { a: this.table(steps, frame), b, d: frame.depth });
  }

  private table(steps: readonly Call[], frame: Frame): number {
    const { code, sagas } = this.parts;
    return code.undos.push({ registers: steps.map((step) => sagas.registerOf(step)), code: this.bodyOf(frame) }) - 1;
  }

  private bodyOf(frame: Frame): Label {
    if (this.body !== undefined) return this.body;
    const { code, sagas, defer } = this.parts;
    const body = code.label();
    this.body = body;
    defer(body, { ...frame, back: true }, (inner) => {
      for (const step of [...sagas.steps].reverse()) this.takeBack(step, inner);
    });
    return body;
  }

  private takeBack(step: Call, frame: Frame): void {
    const { code, sagas, flowOf, stationOf, run } = this.parts;
    const flow = flowOf(step.undo!);
    const root = flow?.roots[0];
    if (flow === undefined || root === undefined) return;
    const register = sagas.registerOf(step);
    const skip = code.label();
    const station = stationOf.get(root.component)!;
    const top = code.here();
    code.emitTo(OP.undoing, 'c', skip, { a: station, b: register });
    const ended = code.label();
    for (const each of flow.roots) {
      run(flow, each, { ...frame, station: stationOf.get(each.component)!, path: [], balancer: undefined, fail: ended });
    }
    code.place(ended);
    code.emit(OP.undone);
    code.emitTo(OP.next, 'c', top, { b: register });
    code.place(skip);
  }
}
