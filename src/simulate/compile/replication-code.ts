import type { Component, Database } from '#model/component.js';
import type { Call, Flow } from '#model/flow.js';
import { OP, PICK } from '../kernel/instructions.js';
import type { Following } from './copies-known.js';
import type { Design, Frame } from './frame.js';
import { writersOf } from './readers.js';
import { type StoreAccess, writesTo } from './store-access.js';
import { writesBefore } from './writes-before.js';

/** Decides which writes are followed to their copies, and how late these are. */
export class ReplicationCode {
  private readonly design: Design;
  /** Steps that take away, or put right, copies of what an earlier step of their flow wrote; that step, and what it is followed by. */
  private readonly writes: ReadonlyMap<Call, Call>;
  private readonly followings = new Map<Call, Following>();

  /** `flow`: undefined where no copies of answers are taken away. */
  constructor(design: Design, flow?: Flow) {
    this.design = design;
    this.writes =
      flow === undefined ? new Map() : writesBefore(flow, { evicts: (call) => this.evicts(call), keeps: (call) => this.keeps(call) });
  }

  /**
   * Makes ready for the steps that write data of which somebody keeps copies: whoever takes those away later, on the token that goes
   * on after the step, has to know which write it was. Until then there was none.
   */
  start(): void {
    for (const write of new Set(this.writes.values())) this.design.code.emit(OP.clear, this.known(write).log);
  }

  private known(write: Call): Following {
    const following = this.reserve(write);
    this.design.code.shared.push(following.log);
    this.followings.set(write, following);
    return following;
  }

  /** A step begins that may write what later steps take copies away of. */
  expect(call: Call): void {
    const { copying, code } = this.design;
    const before = this.followings.get(call);
    if (before === undefined) return;
    const following = copying.trackers[before.tracker] === undefined ? before : this.known(call);
    copying.ready.set(call, following);
    code.emit(OP.clear, following.log);
  }

  /** The step took away, or put right, copies of what an earlier step of its flow wrote. */
  evict(call: Call): void {
    const write = this.writes.get(call);
    const following = write === undefined ? undefined : this.followings.get(write);
    if (following === undefined) return;
    this.design.code.emit(OP.evicted, following.tracker, call.operation?.kind === 'write' ? 1 : 0, following.log);
  }

  private evicts(call: Call): boolean {
    const { operation } = call;
    if (operation === undefined || operation.kind === 'read' || !call.waits || call.when.kind !== 'always') return false;
    const station = this.stationOf(call);
    return this.design.copying.readers.some((reader) => reader.cache?.station === station && reader.data === operation.data);
  }

  /** Whether it writes to a store data of which somebody keeps copies. */
  private keeps(call: Call): boolean {
    const { copying, specs } = this.design;
    const { operation } = call;
    if (operation?.kind !== 'write' || !call.waits) return false;
    const { data } = operation;
    const station = this.stationOf(call);
    if (specs[station]!.layout !== 'store') return false;
    return copying.readers.some((reader) => reader.data === data && reader.cache !== undefined && reader.station === station);
  }

  private stationOf({ visit }: Call): number {
    return this.design.specs.findIndex(({ component }) => component.id === visit.component);
  }

  private reserve(call: Call): Following {
    const { copying, code } = this.design;
    const tracker = copying.trackers.push(undefined) - 1;
    const following = { tracker, log: code.register(), first: code.register() };
    copying.ready.set(call, following);
    return following;
  }

  /** Follows the writes of a step where somebody may read an older copy, or a failure may take them. */
  follow(call: Call, station: number, frame: Frame, access: StoreAccess, caller: readonly number[]): Following | undefined {
    const { copying, code, specs } = this.design;
    if (call.operation?.kind !== 'write' || !this.mayDiffer(call, station, access)) return undefined;
    const { component, copies } = specs[station]!;
    const slots = [{ station, from: 0 }];
    let from = copying.standing.sets(station) * copies;
    specs.forEach((spec, other) => {
      if (!follows(spec.component, component)) return;
      slots.push({ station: other, from });
      from += copying.standing.sets(other) * spec.copies;
    });
    const stores = new Set(slots.map((slot) => slot.station));
    const roaming = call.route === 'home';
    const following = copying.ready.get(call) ?? this.reserve(call);
    copying.ready.delete(call);
    copying.trackers[following.tracker] = {
      data: call.operation.data,
      station,
      flow: frame.flow,
      log: following.log,
      first: following.first,
      quorum: access.kind === 'quorum',
      lag: access.kind === 'quorum' ? this.lateQuorum(component) : 0,
      key: this.design.keys.shardKey(call),
      roaming,
      depth: frame.depth,
      slots,
      writers: writersOf(caller, copying.shares.get(copying.flows[frame.flow]!)!, copying.standing),
      readers: copying.readers.flatMap((reader, i) => (reader.data === call.operation!.data && stores.has(reader.station) ? [i] : [])),
    };
    code.emit(OP.written, following.tracker);
    return following;
  }

  /** More than one copy, in the store or before it. */
  private mayDiffer(call: Call, station: number, access: StoreAccess): boolean {
    const { copying, specs } = this.design;
    const { component, copies } = specs[station]!;
    if (goesAcross(component, call) || (copies > 1 && access.kind === 'one' && access.pick === PICK.leader)) return true;
    const more = copies > 1 || copying.standing.sets(station) > 1 || specs.some((spec) => follows(spec.component, component));
    return copying.readers.some((reader) => reader.data === call.operation!.data && (more || reader.cache !== undefined));
  }

  /** Of a store without a leader every copy is sent a write at once; those that are too late for the quorum may be behind. */
  private lateQuorum(component: Component): number {
    const lag = component.is === 'database' ? (component.replication.lag ?? 0) : 0;
    if (lag > 0)
      this.design.code.assumptions.add(`copies of ${component.id} beyond the quorum show a write at any time up to their lag, evenly`);
    return lag;
  }

  /** Seconds that a copy which nobody waits for may be behind, as the place of a pause; -1: no time but that of its own work. */
  lagOf(component: Component, what = 'replication.lag'): number {
    const { code } = this.design;
    if (component.is !== 'database') return -1;
    const { lag } = component.replication;
    if (lag === undefined) {
      code.assumptions.add(`components.${component.id}.${what} is not known: a copy is behind by its own work alone`);
      return -1;
    }
    return this.pause(component, lag);
  }

  /** The same between regions. */
  lagAcross(component: Database): number {
    const lag = component.replication.across?.lag;
    if (lag === undefined) {
      this.design.code.assumptions.add(
        `components.${component.id}.replication.across.lag is not known: regions are behind by the way alone`,
      );
      return -1;
    }
    return this.pause(component, lag);
  }

  private pause(component: Database, lag: number): number {
    if (lag <= 0) return -1;
    this.design.code.assumptions.add(`copies of ${component.id} hear of a write at any time up to their lag, evenly`);
    return this.design.code.pauses.push(lag) - 1;
  }
}

/** A store drawn apart that follows another one. */
export const follows = (component: Component, store: Component): boolean =>
  component.is === 'database' && component.replicaOf !== undefined && component.replicaOf === store.id;

/** Whether a write is sent on to other regions of its store. */
export const goesAcross = (component: Component, call: Call): component is Database =>
  component.is === 'database' && writesTo(call) && component.regions.length > 1 && component.replication.across !== undefined;
