import type { EventHeap } from '../kernel/event-heap.js';
import type { Program } from '../kernel/program.js';
import { HeldRing } from './held-ring.js';

/** Connections that were open before the run began are followed as at most this many bundles a step. */
const BUNDLES = 20_000;

/**
 * Connections that stay open after the call that opened them. They take no slot. An instance that dies loses its own, and whoever
 * held the other ends does not come back by itself.
 */
export class HeldConnections {
  /** Connections open now, by instance. */
  readonly open: Int32Array;
  /** Rises when an instance loses its connections. */
  private readonly life: Int32Array;
  /** By component: sums of the moments at which connections began and ended, for their integral over time. */
  private readonly began: Float64Array;
  private readonly ended: Float64Array;
  private readonly openAt: Float64Array;
  private readonly rings: readonly HeldRing[];
  private readonly armed: Uint8Array;
  private readonly program: Program;
  private readonly clock: Float64Array;
  private from = 0;

  constructor(program: Program, clock: Float64Array) {
    this.program = program;
    this.clock = clock;
    const { holds } = program.calls;
    const components = holds.length === 0 ? 0 : program.stations.ids.length;
    this.open = new Int32Array(program.instances.count);
    this.life = new Int32Array(program.instances.count);
    this.began = new Float64Array(components);
    this.ended = new Float64Array(components);
    this.openAt = new Float64Array(components);
    this.rings = holds.map(() => new HeldRing());
    this.armed = new Uint8Array(holds.length);
  }

  /** Opens connection `hold` at `instance`. */
  begin(hold: number, instance: number): void {
    this.rings[hold]!.put(this.clock[0]! + this.program.calls.holds[hold]!.seconds, instance, this.life[instance]!, 1);
    this.count(instance, 1);
  }

  /** Connections as they stand once everything is in its equilibrium: `numbers` by step, opened one after the other at those who serve. */
  fill(numbers: readonly number[], serves: Uint8Array, heap: EventHeap, payload: (hold: number) => number): void {
    this.program.calls.holds.forEach(({ seconds, station, through }, hold) => {
      const ends = [station, ...through.map((one) => one.station)].map((at) => this.standing(at, serves));
      const whole = Math.round(numbers[hold] ?? 0);
      const bundles = Math.min(whole, BUNDLES);
      for (let i = 0; i < bundles; i++) {
        const each = Math.floor(((i + 1) * whole) / bundles) - Math.floor((i * whole) / bundles);
        for (const instances of ends) {
          const instance = instances[i % instances.length]!;
          this.rings[hold]!.put(((i + 0.5) * seconds) / bundles, instance, 0, each);
          this.count(instance, each);
        }
      }
      this.arm(hold, heap, payload(hold));
    });
  }

  /** Instances of a component that serve; all of them where none does. */
  private standing(station: number, serves: Uint8Array): readonly number[] {
    const { first, count } = this.program.stations;
    const all = Array.from({ length: count[station]! }, (_, k) => first[station]! + k);
    const serving = all.filter((instance) => serves[instance] === 1);
    return serving.length > 0 ? serving : all;
  }

  /** Puts the end of the connection that ends first among the events, unless it is there. */
  arm(hold: number, heap: EventHeap, payload: number): void {
    const next = this.rings[hold]!.firstEnd();
    if (this.armed[hold] === 1 || next === Infinity) return;
    this.armed[hold] = 1;
    heap.schedule(next, payload);
  }

  /** The end of a connection of step `hold` has come. */
  end(hold: number): void {
    const ring = this.rings[hold]!;
    this.armed[hold] = 0;
    while (ring.firstEnd() <= this.clock[0]!) {
      const instance = ring.first();
      if (this.life[instance] === ring.firstLife()) this.count(instance, -ring.firstSize());
      ring.drop();
    }
  }

  /** The instance died, or was taken away. */
  lose(instance: number): void {
    this.life[instance] = this.life[instance]! + 1;
    if (this.open[instance]! > 0) this.count(instance, -this.open[instance]!);
  }

  restart(): void {
    this.from = this.clock[0]!;
    this.began.fill(0);
    this.ended.fill(0);
    this.openAt.forEach((count, component) => {
      this.began[component] = count * this.from;
    });
  }

  /** Mean number of connections by component since the last restart; empty where no step holds any. */
  means(): Float64Array {
    const seconds = this.clock[0]! - this.from;
    return this.openAt.map((count, i) => (seconds > 0 ? (this.ended[i]! - this.began[i]! + count * this.clock[0]!) / seconds : count));
  }

  private count(instance: number, by: number): void {
    const component = this.program.instances.of[instance]!;
    this.open[instance] = this.open[instance]! + by;
    this.openAt[component]! += by;
    if (by > 0) {
      this.began[component]! += by * this.clock[0]!;
    } else this.ended[component]! -= by * this.clock[0]!;
  }
}
