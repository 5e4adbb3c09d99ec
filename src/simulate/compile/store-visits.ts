import type { Call } from '#model/flow.js';
import { OP, PICK } from '../kernel/instructions.js';
import { storeAccess, writesTo } from './store-access.js';
import type { Deferred, Design, Frame, Visits } from './visits.js';

/** Emits the visits of stores: which copies take part, and for whom the caller waits. */
export class StoreVisits {
  private readonly design: Design;
  private readonly visits: Visits;
  private readonly defer: Deferred;

  constructor(design: Design, visits: Visits, defer: Deferred) {
    this.design = design;
    this.visits = visits;
    this.defer = defer;
  }

  /** Emits the visit that `call` opens; `others` are further steps of the same transaction on the same slot. */
  emit(call: Call, station: number, frame: Frame, inner: (frame: Frame) => void, others: readonly Call[]): void {
    const { component, copies } = this.design.specs[station]!;
    const access = storeAccess(component, call, copies);
    if (access.kind === 'quorum') {
      this.copies(call, station, frame, { ask: access.ask, need: access.need, skipLeader: false, strict: true });
      this.visits.plainResult(frame, station);
      this.feed(call, station, frame);
      inner({ ...frame, station, path: [...frame.path, station], balancer: undefined });
      return;
    }
    const { followers } = access;
    this.visits.open(call, station, frame, access.pick, (within) => {
      for (const other of others) this.again(other, station, within);
      for (const other of others) {
        if (followers !== undefined && writesTo(other))
          this.copies(other, station, within, { ask: -1, need: 0, skipLeader: true, strict: false });
      }
      for (const each of [call, ...others]) this.feed(each, station, within);
      if (followers !== undefined) {
        this.copies(call, station, within, { ask: -1, need: followers, skipLeader: true, strict: access.strict });
        this.visits.plainResult(within, station);
      }
      inner(within);
    });
  }

  /** Stores drawn apart that follow this one apply what is written to it, later and with nobody waiting. */
  private feed(call: Call, station: number, frame: Frame): void {
    const { specs } = this.design;
    if (call.operation?.kind !== 'write') return;
    specs.forEach(({ component }, other) => {
      if (component.is === 'database' && component.replicaOf === specs[station]!.component.id)
        this.copies(call, other, frame, { ask: -1, need: 0, skipLeader: false, strict: false });
    });
  }

  /** Visits of several copies of one shard side by side. */
  private copies(
    call: Call,
    station: number,
    frame: Frame,
    set: { readonly ask: number; readonly need: number; readonly skipLeader: boolean; readonly strict: boolean },
  ): void {
    const { code } = this.design;
    const body = code.label();
    this.defer(body, frame, (child) => this.visits.open(call, station, child, PICK.assigned, () => {}));
    const index = code.copySets.push({ station, ...set, depth: frame.depth, code: body, roaming: call.route === 'home' }) - 1;
    code.emit(OP.copies, index);
  }

  /** Own work once more, on the slot held at `frame`. */
  private again(call: Call, station: number, frame: Frame): void {
    if (this.design.stations.finite[station] === 0) return;
    const site = this.visits.site(
      call,
      station,
      { ...frame, depth: frame.depth - 1 },
      { pick: PICK.only, after: frame.fail, leave: frame.fail, queue: -1, redeliver: -1 },
    );
    this.design.code.emit(OP.again, site);
    this.design.code.emit(OP.worked, site);
  }
}
