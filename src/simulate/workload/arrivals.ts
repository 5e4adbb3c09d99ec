import { uniform } from '#base/random.js';
import type { FlowProgram } from '../kernel/program.js';
import type { World } from '../kernel/world.js';
import { burstHeight } from './bursts.js';
import { boundFrom, loadAt, type Profile } from './profile.js';
import { exponential } from './variates.js';

const POISSON = 0;
const OTHER = 1;
/** The first batch begins so many seconds into the measured time: at its very beginning it would belong to the warm-up. */
const JUST_AFTER = 1e-6;

/** The clocks of the open flows: when each one's next request comes. They stand beside the pending events, being so few. */
export class Arrivals {
  /** Time of the next arrival of any flow (kept in an array: a field would be boxed at each change), and that flow. */
  readonly time = Float64Array.of(Infinity);
  flow = -1;
  private readonly next: Float64Array;
  private readonly rate: Float64Array;
  private readonly kind: Uint8Array;
  /** Where all users of a flow stand together; -1: in several regions. */
  private readonly only: Int32Array;
  /** Bursty flows: whether a burst is on, and when that changes. */
  private readonly on: Uint8Array;
  private readonly change: Float64Array;
  private readonly world: World;
  private surged = 1;

  /** How the rates change, and when the clock of the profiles stood at zero. */
  private readonly profiles: readonly Profile[];
  private readonly origin: number;
  private readonly bound = new Float64Array(2);

  /** `factors`: by how much the rate of each flow is multiplied; `profiles`: how the rates change. */
  constructor(world: World, factors: readonly number[], profiles: readonly Profile[], profileFrom: number) {
    this.world = world;
    this.profiles = profiles;
    this.origin = world.measureFrom - profileFrom;
    const { flows } = world.program;
    world.batches.resume = (flow) => this.resume(flow);
    this.rate = Float64Array.from(flows, (flow, i) => flow.rate * factors[i]!);
    this.kind = Uint8Array.from(flows, (flow, i) =>
      flow.kind === 'open' && profiles[i]!.kind === 'flat' && flow.arrivals.kind !== 'constant' && flow.arrivals.kind !== 'bursty'
        ? POISSON
        : OTHER,
    );
    this.only = Int32Array.from(flows, ({ clients }) => (clients.length === 1 ? clients[0]! : -1));
    this.next = new Float64Array(flows.length).fill(Infinity);
    this.on = new Uint8Array(flows.length);
    this.change = new Float64Array(flows.length);
    flows.forEach((flow, i) => {
      if (flow.kind === 'closed') return;
      const { arrivals } = flow;
      if (flow.kind === 'batch') {
        world.batches.open(i, world.measureFrom + JUST_AFTER, Math.max(1, Math.round(flow.items * factors[i]!)));
        this.next[i] = flow.items * factors[i]! > 0 ? world.measureFrom + JUST_AFTER : Infinity;
        return;
      }
      if (arrivals.kind === 'constant' && this.rate[i]! > 0) {
        this.next[i] = uniform(world.random, world.flowStream(i, 0)) / this.rate[i]!;
      } else this.next[i] = this.after(flow, i, 0);
    });
    this.findNext();
  }

  /** The flow whose turn it is gets its next arrival. */
  advance(): void {
    const { flow, world } = this;
    if (this.kind[flow] === POISSON)
      this.next[flow] = this.time[0]! + exponential(world.random, world.flowStream(flow, 0)) / this.rate[flow]!;
    else this.next[flow] = this.after(world.program.flows[flow]!, flow, this.time[0]!);
    this.findNext();
  }

  /** Takes up a change of the surge: what is still to come comes so many times sooner or later, which is exact without memory. */
  surge(): void {
    const ratio = this.world.surge[0]! / this.surged;
    if (ratio === 1) return;
    this.surged = this.world.surge[0]!;
    const { now } = this.world;
    for (let i = 0; i < this.rate.length; i++) {
      this.rate[i] = this.rate[i]! * ratio;
      if (this.world.batches.batched[i] === 1) continue;
      this.next[i] = now + (this.next[i]! - now) / ratio;
    }
    this.findNext();
  }

  private findNext(): void {
    let time = Infinity;
    let flow = -1;
    for (let i = 0; i < this.next.length; i++) {
      if (this.next[i]! < time) {
        time = this.next[i]!;
        flow = i;
      }
    }
    this.time[0] = time;
    this.flow = flow;
  }

  private after(flow: FlowProgram, index: number, now: number): number {
    const rate = this.rate[index]!;
    if (rate <= 0) return Infinity;
    if (flow.kind === 'batch') return this.world.batches.next(index, now);
    const profile = this.profiles[index]!;
    if (profile.kind !== 'flat') return this.afterProfile(profile, rate, index, now);
    if (flow.arrivals.kind === 'constant') return now + 1 / rate;
    if (flow.arrivals.kind === 'bursty') return this.afterBursts(flow.arrivals, rate, index, now);
    return now + exponential(this.world.random, this.world.flowStream(index, 0)) / rate;
  }

  /** Items that had to wait outside come again. */
  private resume(flow: number): void {
    this.next[flow] = this.world.now;
    this.findNext();
  }

  /**
   * A Poisson process whose rate changes, by thinning: candidates at a rate that is not passed for a while, each kept with the
   * chance that the rate has of it. P. A. W. Lewis, G. S. Shedler, "Simulation of nonhomogeneous Poisson processes by thinning" (1979).
   */
  private afterProfile(profile: Profile, rate: number, index: number, now: number): number {
    const { random } = this.world;
    const stream = this.world.flowStream(index, 0);
    let time = now - this.origin;
    for (;;) {
      boundFrom(profile, time, this.bound);
      const most = this.bound[0]!;
      const until = this.bound[1]!;
      if (most <= 0 && until === Infinity) return Infinity;
      const gap = most > 0 ? exponential(random, stream) / (most * rate) : Infinity;
      if (time + gap > until) {
        time = until;
        continue;
      }
      time += gap;
      const load = loadAt(profile, time);
      if (load >= most || uniform(random, stream) * most < load) return time + this.origin;
    }
  }

  /** `burst` times the mean rate during bursts and what is left of it between them, so that the mean over all time is `rate`. */
  private afterBursts(bursts: { burst: number; on: number; off: number }, rate: number, index: number, now: number): number {
    const { random } = this.world;
    const stream = this.world.flowStream(index, 0);
    const burst = burstHeight(bursts);
    const between = (rate * (bursts.on + bursts.off - burst * bursts.on)) / bursts.off;
    for (;;) {
      if (now >= this.change[index]!) {
        this.on[index] = 1 - this.on[index]!;
        this.change[index] = now + (this.on[index] === 1 ? bursts.on : bursts.off) * exponential(random, stream);
      }
      const current = this.on[index] === 1 ? burst * rate : Math.max(0, between);
      const gap = current > 0 ? exponential(random, stream) / current : Infinity;
      if (now + gap <= this.change[index]!) return now + gap;
      now = this.change[index]!;
    }
  }

  /** The instance that stands for the users of a flow: by the shares of its regions. */
  client(flow: number): number {
    return this.only[flow]! >= 0 ? this.only[flow]! : this.drawClient(flow);
  }

  private drawClient(flow: number): number {
    const { clients, shares } = this.world.program.flows[flow]!;
    let drawn = uniform(this.world.random, this.world.flowStream(flow, 0));
    for (let i = 0; i < clients.length - 1; i++) {
      drawn -= shares[i] ?? 0;
      if (drawn < 0) return clients[i]!;
    }
    return clients[clients.length - 1]!;
  }
}
