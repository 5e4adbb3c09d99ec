import type { Component, LoadBalancing } from '#model/component.js';
import type { Call } from '#model/flow.js';
import { OP, PICK, UNLIMITED } from '../kernel/instructions.js';
import { WHEN_FULL } from '../kernel/when-full.js';
import type { Label } from './code.js';
import type { Deferred, Design, Frame, Further } from './frame.js';
import { isMessaging } from './messaging.js';
import { lendsTo, takingOver } from './station-spec.js';
import { StoreVisits } from './store-visits.js';

export type { Deferred, Design, Frame } from './frame.js';

type Balancer = Extract<Component, { algorithm?: LoadBalancing | undefined; sticky?: boolean | undefined }>;

const PICK_OF: Readonly<Record<LoadBalancing, number>> = {
  'round-robin': PICK.roundRobin,
  'weighted-round-robin': PICK.weightedRoundRobin,
  'least-connections': PICK.leastConnections,
  'weighted-least-connections': PICK.weightedLeastConnections,
  'least-response-time': PICK.leastResponseTime,
  'ip-hash': PICK.byUser,
  random: PICK.random,
  'power-of-two': PICK.powerOfTwo,
};

export const isBalancer = (component: Component): component is Balancer =>
  component.is === 'load-balancer' || component.is === 'api-gateway' || component.is === 'reverse-proxy';

/** Emits the visits of components: how the instance is found, its slot, its own work, its copies. */
export class Visits {
  private readonly design: Design;
  private readonly stores: StoreVisits;

  constructor(design: Design, defer: Deferred) {
    this.design = design;
    this.stores = new StoreVisits(design, this, defer);
  }

  /** Emits the visit that `call` opens; `inner` emits what happens within, `others` are further steps of the same transaction. */
  emit(call: Call, station: number, frame: Frame, inner: (frame: Frame) => void, others: readonly Further[] = []): void {
    const spec = this.design.specs[station]!;
    if (spec.layout === 'store') this.pooled(station, frame, (within) => this.stores.emit(call, station, within, inner, others));
    else this.open(call, station, frame, this.pickOf(call, station, frame), inner);
  }

  /** A component with a pool asks a store over one of its connections, from before the call until after it. */
  private pooled(store: number, frame: Frame, emit: (frame: Frame) => void): void {
    const { code, specs } = this.design;
    if (!lendsTo(specs[frame.station]!, specs[store]!)) return emit(frame);
    const index = code.pools.of(frame.station, store, specs[frame.station]!.pool);
    const back = code.label();
    const without = code.label();
    code.emitTo(OP.borrow, 'c', without, { a: index, d: frame.depth });
    emit({ ...frame, fail: back });
    code.place(back);
    code.emit(OP.giveBack, index, 0, 0, frame.depth);
    code.place(without);
  }

  /** A queue of bounded length takes a message or does not before its sender hears of it, unless messages are dropped unsaid. */
  admit({ station, fail }: Frame): void {
    const { code, stations } = this.design;
    const kind = stations.whenFull[station]!;
    if (stations.bound[station]! >= UNLIMITED || (kind !== WHEN_FULL.refuse && kind !== WHEN_FULL.wait)) return;
    code.emitTo(OP.admit, 'c', fail, { a: station });
  }

  /** One visit of one instance, with `pick` choosing it. */
  open(
    call: Call,
    station: number,
    frame: Frame,
    pick: number,
    inner: (frame: Frame) => void,
    taken?: { readonly queue: number; readonly entry: Label },
  ): number {
    const { code, stations } = this.design;
    const finite = stations.finite[station] === 1;
    const connects = taken === undefined && stations.connections[station]! < UNLIMITED;
    const after = code.label();
    const turnedAway = connects ? code.label() : after;
    const leave = code.label();
    const place = { pick, leave, queue: taken?.queue ?? -1 };
    const site = this.site(call, station, frame, { ...place, after: turnedAway });
    if (taken === undefined) code.emit(OP.visit, connects ? this.site(call, station, frame, { ...place, after }) : site);
    if (connects) code.emitTo(OP.open, 'c', after, { a: site });
    if (finite) {
      if (taken === undefined) code.emit(OP.arrive, site);
      else code.place(taken.entry);
      code.emit(OP.worked, site);
    }
    const { limit } = this.design.specs[station]!;
    if (limit !== undefined) {
      if (limit.perUser) code.countsUsers.push({ station, flow: frame.flow });
      code.emitTo(OP.limit, 'c', leave, { a: site });
      code.emit(OP.passed, site);
    }
    const path = [...frame.path, station];
    inner({ ...frame, depth: frame.depth + 1, station, path, balancer: this.balancerWithin(station, frame), fail: leave });
    code.place(leave);
    if (finite) code.emit(OP.leave, site);
    if (connects) {
      code.place(turnedAway);
      code.emit(OP.close, site);
    }
    code.place(after);
    return site;
  }

  /** The visit of a consumer that was given a message of `queue`: its work begins at `entry`. */
  taken(call: Call, station: number, frame: Frame, queue: number, entry: Label, inner: (frame: Frame) => void): number {
    return this.open(call, station, frame, PICK.only, inner, { queue, entry });
  }

  /** Writes a place down where a flow visits a component; answers its number. */
  site(
    call: Call,
    station: number,
    frame: Frame,
    rest: { readonly pick: number; readonly after: Label; readonly leave: Label; readonly queue: number },
  ): number {
    const { code, specs } = this.design;
    const spec = specs[station]!;
    const time = call.time ?? spec.time;
    if (time === undefined) code.assumptions.add(`components.${spec.component.id}.time is not known: taken as 0`);
    if ('concurrency' in spec.component && !isBalancer(spec.component) && !isMessaging(spec.component) && !Number.isFinite(spec.slots)) {
      code.assumptions.add(`components.${spec.component.id}.concurrency is not known: taken as unlimited`);
    }
    const taking = takingOver(spec);
    if (taking !== undefined) code.assumptions.add(taking);
    if (spec.failover === Infinity && spec.copies > 1) code.assumptions.add(`nobody takes over the lead of ${spec.component.id}`);
    const depth = frame.depth + 1;
    code.depth = Math.max(code.depth, depth + 1);
    const sampler = time === undefined ? -1 : code.times.push(time) - 1;
    const notice = frame.balancer !== undefined && isBalancer(frame.balancer) ? (frame.balancer.healthCheck ?? Infinity) : 0;
    return (
      code.sites.push({
        station,
        depth,
        sampler,
        notice,
        roaming: this.design.copying.leads.routeOf(call),
        key: this.design.keys.shardKey(call),
        ...rest,
      }) - 1
    );
  }

  /** Emits the judgement of something that is neither repeated nor optional. */
  plainResult(frame: Frame, station: number): void {
    const { code } = this.design;
    const ending = {
      retries: 0,
      tried: -1,
      budget: -1,
      undo: -1,
      again: frame.fail,
      base: 0,
      factor: 1,
      longest: Infinity,
      jitter: false,
      optional: false,
    };
    code.emit(
      OP.result,
      code.endings.push({ ...ending, purpose: -1, handled: 0, miss: -1, depth: frame.depth, station, fail: frame.fail }) - 1,
    );
  }

  private pickOf({ route }: Call, station: number, frame: Frame): number {
    const { stations, specs, instances } = this.design;
    const count = stations.count[station]!;
    if (specs[station]!.coldStart > 0 && stations.finite[station] === 1) return PICK.warm;
    if (count === 1) return PICK.only;
    if (route === 'holder') return PICK.holder;
    const { component } = specs[station]!;
    if ('mode' in component && component.mode === 'active-passive') return PICK.active;
    const { balancer } = frame;
    if (balancer === undefined || !isBalancer(balancer)) return PICK.roundRobin;
    if (balancer.weights !== undefined && balancer.weights.length > 0) {
      const first = stations.first[station]!;
      for (let k = 0; k < count; k++) instances.weight[first + k] = balancer.weights[k % balancer.weights.length]!;
    }
    return balancer.sticky ? PICK.byUser : PICK_OF[balancer.algorithm ?? 'round-robin'];
  }

  private balancerWithin(station: number, frame: Frame): Component | undefined {
    const { component } = this.design.specs[station]!;
    if (isBalancer(component)) return component;
    return component.is === 'rate-limiter' ? frame.balancer : undefined;
  }
}
