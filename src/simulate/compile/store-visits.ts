import type { Call } from '#model/flow.js';
import { APPLIED, OP, PICK } from '../kernel/instructions.js';
import type { Label } from './code.js';
import type { Following } from './copies-known.js';
import type { Deferred, Design, Frame, Further, OneVisit } from './frame.js';
import { follows, goesAcross, ReplicationCode } from './replication-code.js';
import { shardVisits } from './scattered.js';
import { type CopiesAsked, quorumSet, storeAccess, writesTo } from './store-access.js';

/** A write of a further step of a transaction, and how it is followed. */
type Written = Further & { following: Following | undefined };

/** Emits the visits of stores: which copies take part, and for whom the caller waits. */
export class StoreVisits {
  private readonly design: Design;
  private readonly visits: OneVisit;
  private readonly defer: Deferred;
  private readonly replication: ReplicationCode;

  constructor(design: Design, visits: OneVisit, defer: Deferred) {
    this.design = design;
    this.visits = visits;
    this.defer = defer;
    this.replication = new ReplicationCode(design);
  }

  /** Emits the visit that `call` opens; `others` are further steps of the same transaction on the same slot. */
  emit(call: Call, station: number, frame: Frame, inner: (frame: Frame) => void, others: readonly Further[]): void {
    const { code, keys, model, specs } = this.design;
    const visits = others.length > 0 ? 1 : shardVisits(model, specs[station]!.component, call);
    if (visits === 1) return this.one(call, station, frame, inner, others);
    const register = keys.scattered.get(call) ?? code.register();
    keys.scattered.set(call, register);
    const first = code.label();
    const rest = code.label();
    this.defer(first, frame, (child) => this.one(call, station, child, inner, others));
    this.defer(rest, frame, (child) => this.further(call, station, child));
    const branches = [first, ...Array.from({ length: visits - 1 }, () => rest)];
    code.emit(OP.scatter, code.branches.push(branches) - 1, register, station, frame.depth);
    this.visits.plainResult(frame, station);
  }

  /** A visit of another shard for the same call: as much work, and as many copies that are waited for. */
  private further(call: Call, station: number, frame: Frame): void {
    const { component, copies } = this.design.specs[station]!;
    const access = storeAccess(component, call, copies);
    if (access.kind === 'quorum') return this.copies(call, station, frame, quorumSet(component, access));
    const { followers, pick, strict } = access;
    this.visits.open(call, station, frame, pick, (within) => {
      if (followers === undefined) return;
      this.copies(call, station, within, { ask: -1, need: followers, skipLeader: true, strict });
      this.visits.plainResult(within, station);
    });
  }

  /** The visit of one shard, with what happens within. */
  private one(call: Call, station: number, frame: Frame, inner: (frame: Frame) => void, others: readonly Further[]): void {
    const { component, copies } = this.design.specs[station]!;
    const access = storeAccess(component, call, copies);
    if (access.kind === 'quorum') {
      const following = this.replication.follow(call, station, frame, access, frame.path);
      this.everywhere(call, station, frame, quorumSet(component, access), following);
      this.told(call, station, frame, following);
      inner({ ...frame, station, path: [...frame.path, station], balancer: undefined });
      return;
    }
    const { followers } = access;
    this.visits.open(call, station, frame, access.pick, (within) => {
      for (const { call: other, perhaps } of others) perhaps(() => this.again(other, station, within));
      const writes = others.filter((other) => writesTo(other.call)).map((other): Written => ({ ...other, following: undefined }));
      for (const written of writes) {
        written.perhaps(() => {
          written.following = this.replication.follow(written.call, station, within, access, frame.path);
          const set = { ask: -1, need: 0, skipLeader: true, strict: false };
          if (followers !== undefined) this.copies(written.call, station, within, set, written.following);
          if (written.following !== undefined && this.across(written.call, station) === 'sync')
            this.regions(written.call, station, within, written.following, false);
        });
      }
      const following = this.replication.follow(call, station, within, access, frame.path);
      const set = { ask: -1, need: followers ?? 0, skipLeader: true, strict: access.strict };
      this.everywhere(call, station, within, followers === undefined ? undefined : set, following);
      // They commit together: nobody hears of one of them before that.
      for (const each of writes) each.perhaps(() => this.acknowledge(each.call, station, each.following));
      this.told(call, station, within, following, followers !== undefined);
      for (const each of writes) each.perhaps(() => this.passOn(each.call, station, within, each.following));
      inner(within);
    });
  }

  /** The copies of the region and those of the other regions, side by side where the writer waits for both. */
  private everywhere(call: Call, station: number, frame: Frame, near: CopiesAsked | undefined, following: Following | undefined): void {
    const { code } = this.design;
    const far = following !== undefined && this.across(call, station) === 'sync';
    if (!far || near === undefined || near.need === 0) {
      if (near !== undefined) this.copies(call, station, frame, near, following);
      if (far) this.regions(call, station, frame, following, true);
      return;
    }
    const branches = [
      (child: Frame) => this.copies(call, station, child, near, following),
      (child: Frame) => this.regions(call, station, child, following, true),
    ].map((emit) => {
      const label = code.label();
      this.defer(label, frame, emit);
      return label;
    });
    code.emit(OP.fork, code.branches.push(branches) - 1, 0, 0, frame.depth);
  }

  /** The writer hears of it; what is not waited for is sent on its way. `judged`: it may have failed for want of copies. */
  private told(call: Call, station: number, frame: Frame, following: Following | undefined, judged = true): void {
    this.acknowledge(call, station, following);
    if (judged || this.across(call, station) === 'sync') this.visits.plainResult(frame, station);
    this.passOn(call, station, frame, following);
  }

  private acknowledge(call: Call, station: number, following: Following | undefined): void {
    if (following === undefined) return;
    this.design.code.emit(OP.acked, following.tracker, this.goesOn(call, station) ? 0 : APPLIED.over, following.log);
  }

  private passOn(call: Call, station: number, frame: Frame, following: Following | undefined): void {
    if (following !== undefined && this.across(call, station) === 'async') this.regions(call, station, frame, following, false);
    this.feed(call, station, frame, following);
    if (following !== undefined && this.goesOn(call, station))
      this.design.code.emit(OP.applied, following.tracker, APPLIED.over, following.log, frame.depth);
  }

  private across(call: Call, station: number): 'sync' | 'async' | undefined {
    const { component } = this.design.specs[station]!;
    return goesAcross(component, call) ? component.replication.across?.mode : undefined;
  }

  /** Whether the work on a write goes on once its writer has heard of it. */
  private goesOn(call: Call, station: number): boolean {
    const { specs } = this.design;
    return this.across(call, station) === 'async' || specs.some((spec) => follows(spec.component, specs[station]!.component));
  }

  /** Stores drawn apart that follow this one apply what is written to it, later and with nobody waiting. */
  private feed(call: Call, station: number, frame: Frame, following: Following | undefined): void {
    const { specs } = this.design;
    if (call.operation?.kind !== 'write') return;
    specs.forEach(({ component }, other) => {
      if (!follows(component, specs[station]!.component)) return;
      this.copies(call, other, frame, { ask: -1, need: 0, skipLeader: false, strict: false }, following);
    });
  }

  /** Copies of the other regions get a write. There it goes the same way as in the first. */
  private regions(call: Call, station: number, frame: Frame, following: Following, waits: boolean): void {
    const { code, copying, specs } = this.design;
    const { component, copies } = specs[station]!;
    if (component.is !== 'database') return;
    const body = code.label();
    const { tracker } = following;
    const lag = this.across(call, station) === 'sync' ? -1 : this.replication.lagAcross(component);
    this.defer(body, frame, (child) => {
      const cut = this.late(lag, station, following, true);
      const access = storeAccess(component, call, copies);
      if (access.kind === 'quorum') this.copies(call, station, child, quorumSet(component, access), following);
      else {
        this.visits.open(call, station, child, PICK.assigned, (within) => {
          code.emit(OP.applied, tracker, APPLIED.has, following.log, within.depth);
          if (access.followers === undefined) return;
          this.copies(call, station, within, { ask: -1, need: access.followers, skipLeader: true, strict: false }, following);
          this.visits.plainResult(within, station);
        });
      }
      if (cut !== undefined) code.place(cut);
      code.emit(OP.applied, tracker, APPLIED.over, following.log, 1);
    });
    const index = copying.regionSets.push({ station, tracker, waits, depth: frame.depth, code: body }) - 1;
    code.emit(OP.regions, index);
  }

  /** Visits of several copies of one shard side by side. */
  private copies(call: Call, station: number, frame: Frame, set: CopiesAsked, following?: Following): void {
    const { code, specs } = this.design;
    const body = code.label();
    const writes = writesTo(call);
    const waitsForAll = set.need < 0;
    const quorum = set.need > 0 && !set.skipLeader;
    const lag = writes && !waitsForAll && !quorum ? this.replication.lagOf(specs[station]!.component) : -1;
    const tracker = following?.tracker ?? -1;
    this.defer(body, frame, (child) => {
      const cut = this.late(lag, station, following);
      this.visits.open(call, station, child, PICK.assigned, () => {});
      if (cut !== undefined) code.place(cut);
      const told = following !== undefined || set.need === 0 || lag >= 0;
      if (writes && told) code.emit(OP.applied, tracker, APPLIED.has + APPLIED.over, following?.log ?? -1, 1);
    });
    const known = following !== undefined && !set.skipLeader && this.design.copying.trackers[tracker]?.station === station;
    const index =
      code.copySets.push({
        station,
        ask: set.ask,
        need: set.need,
        skipLeader: set.skipLeader,
        strict: set.strict,
        sloppy: set.sloppy === true,
        depth: frame.depth,
        code: body,
        roaming: call.route === 'home',
        key: this.design.keys.shardKey(call),
        late: lag >= 0,
        first: known ? following.first : -1,
        log: following?.log ?? -1,
      }) - 1;
    code.emit(OP.copies, index);
  }

  /** A copy that nobody waits for hears of a write later; where it goes on when who was to tell it has died meanwhile. */
  private late(lag: number, station: number, following: Following | undefined, region = false): Label | undefined {
    const { code } = this.design;
    if (lag < 0) return undefined;
    const cut = code.label();
    code.emit(OP.ship, lag, station, region ? 1 : 0, following?.log ?? -1);
    code.emitTo(OP.shipped, 'c', cut, { a: following?.tracker ?? -1, b: following?.log ?? -1 });
    return cut;
  }

  /** Own work once more, on the slot held at `frame`. */
  private again(call: Call, station: number, frame: Frame): void {
    if (this.design.stations.finite[station] === 0) return;
    const site = this.visits.site(
      call,
      station,
      { ...frame, depth: frame.depth - 1 },
      { pick: PICK.only, after: frame.fail, leave: frame.fail, queue: -1 },
    );
    this.design.code.emit(OP.again, site);
    this.design.code.emit(OP.worked, site);
  }
}
