import type { Component } from '#model/component.js';
import type { Call } from '#model/flow.js';
import { APPLIED, OP, PICK } from '../kernel/instructions.js';
import type { Label } from './code.js';
import type { Following } from './copies-known.js';
import type { Deferred, Design, Frame, Further, OneVisit } from './frame.js';
import { follows, goesAcross, ReplicationCode } from './replication-code.js';
import { shardVisits } from './scattered.js';
import { type StoreAccess, storeAccess, writesTo } from './store-access.js';

type Set = {
  readonly ask: number;
  readonly need: number;
  readonly skipLeader: boolean;
  readonly strict: boolean;
  readonly sloppy?: boolean;
};

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
      for (const { call: other, perhaps } of others) {
        if (!writesTo(other)) continue;
        perhaps(() => {
          const own = this.replication.follow(other, station, within, access, frame.path);
          const set = { ask: -1, need: 0, skipLeader: true, strict: false };
          if (followers !== undefined) this.copies(other, station, within, set, own);
          this.told(other, station, within, own, false);
        });
      }
      const following = this.replication.follow(call, station, within, access, frame.path);
      const set = { ask: -1, need: followers ?? 0, skipLeader: true, strict: access.strict };
      this.everywhere(call, station, within, followers === undefined ? undefined : set, following);
      this.told(call, station, within, following, followers !== undefined);
      inner(within);
    });
  }

  /** The copies of the region and those of the other regions, side by side where the writer waits for both. */
  private everywhere(call: Call, station: number, frame: Frame, near: Set | undefined, following: Following | undefined): void {
    const { component } = this.design.specs[station]!;
    const { code } = this.design;
    const far = following !== undefined && goesAcross(component, call) && component.replication.across?.mode === 'sync';
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
    const { code, specs } = this.design;
    const { component } = specs[station]!;
    const across = goesAcross(component, call) ? component.replication.across : undefined;
    const goesOn = across?.mode === 'async' || specs.some((spec) => follows(spec.component, component));
    if (following !== undefined) code.emit(OP.acked, following.tracker, goesOn ? 0 : APPLIED.over, following.log);
    if (judged || across?.mode === 'sync') this.visits.plainResult(frame, station);
    if (following !== undefined && across?.mode === 'async') this.regions(call, station, frame, following, false);
    this.feed(call, station, frame, following);
    if (following !== undefined && goesOn) code.emit(OP.applied, following.tracker, APPLIED.over, following.log, frame.depth);
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
    const lag = waits ? -1 : this.replication.lagAcross(component);
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
  private copies(call: Call, station: number, frame: Frame, set: Set, following?: Following): void {
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

/** Stand-ins may make up a sloppy quorum. */
const quorumSet = (component: Component, { ask, need }: Extract<StoreAccess, { kind: 'quorum' }>): Set => ({
  ask,
  need,
  skipLeader: false,
  strict: true,
  sloppy: component.is === 'database' && component.replication.sloppy === true,
});
