import type { Action, Call, Flow, Group, Repeat, Visit } from '#model/flow.js';
import { OP } from '../kernel/instructions.js';
import { CallCode } from './call-code.js';
import type { Label } from './code.js';
import { Memory } from './conditions.js';
import { emitConsumers } from './consumers.js';
import { KeyCode } from './key-code.js';
import { emitMarks } from './marks.js';
import { competes, isMessaging } from './messaging.js';
import { emitRepeated } from './repeat.js';
import { ReplicationCode } from './replication-code.js';
import { Sagas } from './sagas.js';
import { drawLane, onlyIf, shareOut } from './share-out.js';
import type { StationSpec } from './station-spec.js';
import { TransactionCode } from './transaction-code.js';
import { UndoCode } from './undo-code.js';
import { type Deferred, type Design, type Frame, Visits } from './visits.js';

type Around = {
  readonly flowOf: (id: string) => Flow | undefined;
  /** Where code is put off to by the flow that this one takes something back for; none: it runs by itself. */
  readonly later?: (() => void)[] | undefined;
};

/** Turns the tree of visits of one flow into code. */
export class FlowCode {
  private readonly memory: Memory;
  private readonly visits: Visits;
  private readonly calls: CallCode;
  private readonly keys: KeyCode;
  private readonly sagas: Sagas;
  private readonly replication: ReplicationCode;
  private readonly undo: UndoCode;
  private readonly transactions: TransactionCode;
  private readonly later: (() => void)[];
  private readonly design: Design;
  private readonly flow: Flow;
  private readonly stationOf: ReadonlyMap<string, number>;

  constructor(design: Design, flow: Flow, stationOf: ReadonlyMap<string, number>, around: Around) {
    this.design = design;
    this.flow = flow;
    this.stationOf = stationOf;
    this.later = around.later ?? [];
    this.memory = new Memory(flow, design.code);
    this.replication = new ReplicationCode(design, flow);
    this.sagas = new Sagas(flow, around.later === undefined ? design.code : undefined);
    const defer: Deferred = (label, frame, emit) => this.defer(label, frame, emit);
    this.undo = this.undoing(around, defer);
    this.keys = new KeyCode(design.keys, design.code, flow, this.memory, defer);
    this.visits = new Visits(design, defer);
    this.calls = new CallCode({
      design,
      stationOf,
      defer,
      memory: this.memory,
      keys: this.keys,
      sagas: this.sagas,
      visit: (call, station, frame) => {
        if (isMessaging(design.specs[frame.station]!.component)) return this.consumers([call], frame);
        if (!this.transactions.visit(call, frame))
          this.visits.emit(call, station, frame, (inner) => {
            this.keys.within(call, inner, frame.station);
            this.actions(call.visit, inner, call);
          });
        emitMarks(this.design, frame, station);
      },
    });
    this.transactions = new TransactionCode({
      ...{
        design,
        stationOf,
        memory: this.memory,
        sagas: this.sagas,
        replication: this.replication,
        visits: this.visits,
        calls: this.calls,
      },
      within: (visit, frame) => this.actions(visit, frame),
    });
  }

  /** What takes a step back is code of its own flow, beside that of the one it belongs to. */
  private undoing({ flowOf }: Around, defer: Deferred): UndoCode {
    const { design, sagas, stationOf } = this;
    const run = (flow: Flow, root: Visit, frame: Frame): void => {
      new FlowCode(design, flow, stationOf, { flowOf, later: this.later }).inline(root, frame);
    };
    return new UndoCode({ code: design.code, sagas, defer, stationOf, flowOf, run });
  }

  private inline(root: Visit, frame: Frame): void {
    this.memory.emitDraw(this.flow.draw);
    this.replication.start();
    this.actions(root, frame);
  }

  /** Emits the whole flow and answers where it starts. */
  emit(index: number): Label {
    const { code } = this.design;
    const start = code.here();
    const fail = code.label();
    this.memory.emitDraw(this.flow.draw);
    this.keys.start();
    this.replication.start();
    for (const step of this.sagas.steps) code.emit(OP.clear, this.sagas.registerOf(step));
    const done: Call[] = [];
    for (const root of this.flow.roots) {
      done.push(...this.sagas.inside(root));
      const frame = { flow: index, depth: 0, station: this.stationOf.get(root.component)!, path: [], balancer: undefined, fail };
      this.undo.guarded([...done], frame, (within) => this.steps(root, within));
    }
    code.place(fail);
    code.emit(OP.end);
    for (let body = this.later.shift(); body !== undefined; body = this.later.shift()) body();
    return start;
  }

  /** Code that runs in a token of its own, emitted once the present code is complete. */
  private defer(label: Label, frame: Frame, emit: (frame: Frame) => void): void {
    this.later.push(() => {
      const { code } = this.design;
      const fail = code.label();
      code.place(label);
      emit({ ...frame, depth: 0, fail });
      code.place(fail);
      code.emit(OP.end);
    });
  }

  private actions(visit: Visit, frame: Frame, call?: Call): void {
    drawLane(this.design, frame.station, call);
    this.undo.guarded(this.sagas.inside(visit), frame, (within) => this.steps(visit, within));
  }

  private steps(visit: Visit, frame: Frame): void {
    const { component } = this.design.specs[frame.station]!;
    this.visits.admit(frame);
    const takers = component.is === 'queue' ? visit.actions.filter((each): each is Call => each.type === 'call') : [];
    const compete = takers.length > 1 && takers.every((call) => competes(call) && this.specOf(call).layout === 'tier');
    if (compete) this.compete(takers, frame);
    const shared =
      takers.length > 1 && !compete
        ? shareOut(
            this.design.code,
            takers.map((call) => this.specOf(call)),
          )
        : -1;
    for (const action of visit.actions) {
      if (compete && action.type === 'call') continue;
      const taker = action.type === 'call' ? takers.indexOf(action) : -1;
      if (shared < 0 || taker < 0) this.action(action, frame);
      else onlyIf(this.design.code, shared, taker, () => this.action(action, frame));
    }
  }

  private specOf(call: Call): StationSpec {
    return this.design.specs[this.stationOf.get(call.visit.component)!]!;
  }

  /** Whoever is free first takes the next message. */
  private compete(takers: readonly Call[], frame: Frame): void {
    const { code } = this.design;
    const child = code.label();
    this.defer(child, frame, (within) => this.consumers(takers, within));
    code.emitTo(OP.spawn, 'a', child, { d: frame.depth });
  }

  private consumers(calls: readonly Call[], frame: Frame): void {
    const takers = calls.map((call) => ({
      call,
      station: this.stationOf.get(call.visit.component)!,
      inner: (within: Frame) => this.actions(call.visit, within, call),
      done: (within: Frame) => emitMarks(this.design, within, this.stationOf.get(call.visit.component)!),
    }));
    emitConsumers(this.design, this.visits, frame.station, takers, frame);
  }

  private action(action: Action, frame: Frame): void {
    const { code } = this.design;
    const skip = code.label();
    if (action.type === 'call') {
      for (const register of [this.memory.missOf(action.id), this.keys.partOf(action), this.ownPurpose(action)])
        if (register >= 0) code.emit(OP.clear, register);
    }
    const once = (within: Frame): void => (action.type === 'call' ? this.call(action, within) : this.group(action, within));
    const body = (around: Frame): void => this.repeated(action, around, skip, once);
    if (!this.keys.missed(action, frame, skip, body)) {
      this.memory.emitWhen(action.when, skip);
      body(frame);
    }
    code.place(skip);
  }

  private call(call: Call, frame: Frame): void {
    this.replication.expect(call);
    this.calls.emit(call, frame);
    this.replication.evict(call);
  }

  private ownPurpose(action: Action): number {
    const standsIn = action.when.kind === 'error' || action.when.kind === 'timeout';
    return standsIn ? -1 : this.memory.purposeOf(action);
  }

  private repeated(action: Repeat & Action, frame: Frame, skip: Label, once: (frame: Frame) => void): void {
    if (action.times === 1) return once(frame);
    const body = (within: Frame): void => {
      this.keys.again(action);
      once(within);
    };
    const { code } = this.design;
    const defer = (child: Label): void => this.defer(child, frame, (inner) => this.undo.branch([action], false, inner, body));
    emitRepeated(code, this.memory.varying(action.times), action, frame, skip, { body, defer });
  }

  private group(group: Group, frame: Frame): void {
    const { code } = this.design;
    const { how } = group;
    const ended = code.label();
    const within: Frame = { ...frame, fail: ended };
    if (how.kind === 'together' || how.kind === 'any') {
      const branches = how.branches.map((branch) => {
        const child = code.label();
        this.defer(child, frame, (inner) =>
          this.undo.branch(branch, how.kind === 'any', inner, (within) => {
            for (const each of branch) this.action(each, within);
          }),
        );
        return child;
      });
      code.emit(OP.fork, code.branches.push(branches) - 1, how.kind === 'any' ? 1 : 0, 0, frame.depth);
    } else if (how.kind === 'part') {
      this.memory.emitDraw(how.draw);
      for (const each of how.actions) this.action(each, within);
    } else this.atomic(how.actions, within);
    code.place(ended);
    const judged = { purpose: this.memory.purposeOf(group), handled: this.memory.handledAfter(group) };
    this.design.code.ending({ ...judged, optional: group.optional, depth: frame.depth, fail: frame.fail, station: frame.station });
  }

  /** One transaction: one slot of the store from the first step to the last. */
  private atomic(actions: readonly Action[], frame: Frame): void {
    if (this.transactions.emit(actions, frame)) return;
    const at = actions[0];
    if (at !== undefined && actions.length > 1)
      this.design.code.leaveOut(at.origin.path.join('.'), 'the slot held until the commit of an atomic group');
    for (const each of actions) this.action(each, frame);
  }
}
