import type { Stations } from '../kernel/program.js';
import { OutcomeWindows } from './outcome-windows.js';
import type { BreakerSpec, CallTables } from './tables.js';

/** What Resilience4j 2 does when nothing is configured: its CircuitBreakerConfig. */
export const BREAKER_DEFAULTS = { at: 0.5, calls: 100, open: 60, window: 100, probes: 10 } as const;
export const BREAKER_SOURCE = 'Resilience4j 2, CircuitBreakerConfig: defaults';

export const STATE = { closed: 0, open: 1, halfOpen: 2 } as const;

/** What the breakers of a design are, and where their callers stand. */
type BreakerNeeds = {
  readonly calls: Pick<CallTables, 'breakers'>;
  readonly stations: Pick<Stations, 'first' | 'count'>;
};

/**
 * The circuit breakers of a run, one for each instance of a caller and what it calls. Closed: outcomes are kept in a sliding window
 * of calls or of time, and from a share of failures on it opens. Open: calls are rejected. Half-open, once the time is over: some
 * probes are let through, and their share of failures decides whether it closes or opens again. Outcomes of calls that were let
 * through before the state last changed do not count.
 */
export class Breakers {
  /** By breaker: rejected calls, and how often it opened, over all its instances. */
  readonly rejected: Float64Array;
  readonly opened: Float64Array;
  private readonly specs: readonly BreakerSpec[];
  private readonly clock: Float64Array;
  /** By breaker: its units, one an instance of the caller, and the first of those instances. */
  private readonly first: Int32Array;
  private readonly count: Int32Array;
  private readonly firstInstance: Int32Array;
  /** By breaker: seconds that its units were not closed, those since then apart. */
  private readonly notClosed: Float64Array;
  /** By unit: what happens while it is closed is in its window, and what became of its probes here. */
  private readonly windows: OutcomeWindows;
  private readonly state: Uint8Array;
  private readonly generation: Int32Array;
  private readonly epoch: Int32Array;
  private readonly until: Float64Array;
  private readonly since: Float64Array;
  private readonly permits: Int32Array;
  private readonly probed: Int32Array;
  private readonly failed: Int32Array;

  constructor({ calls: { breakers }, stations }: BreakerNeeds, clock: Float64Array) {
    this.specs = breakers;
    this.clock = clock;
    this.rejected = new Float64Array(breakers.length);
    this.opened = new Float64Array(breakers.length);
    this.notClosed = new Float64Array(breakers.length);
    this.firstInstance = Int32Array.from(breakers, ({ from }) => stations.first[from]!);
    this.count = Int32Array.from(breakers, ({ from }) => stations.count[from]!);
    this.first = new Int32Array(breakers.length);
    let units = 0;
    for (let breaker = 0; breaker < breakers.length; breaker++) {
      this.first[breaker] = units;
      units += this.count[breaker]!;
    }
    this.windows = new OutcomeWindows(
      breakers.map(({ over, calls }, i) => ({ over, calls: Math.max(BREAKER_DEFAULTS.window, calls), units: this.count[i]! })),
      clock,
    );
    this.state = new Uint8Array(units);
    this.generation = new Int32Array(units);
    this.epoch = new Int32Array(units);
    this.until = new Float64Array(units);
    this.since = new Float64Array(units);
    this.permits = new Int32Array(units);
    this.probed = new Int32Array(units);
    this.failed = new Int32Array(units);
  }

  /** Lets a call of `instance` through, and answers what to hand to {@link judge} when it ended; -1: it is rejected. */
  admit(breaker: number, instance: number, epoch: number): number {
    const unit = this.unitOf(breaker, instance);
    if (this.epoch[unit] !== epoch) this.begin(breaker, unit, epoch);
    if (this.state[unit] === STATE.open && this.clock[0]! >= this.until[unit]!) this.enter(unit, STATE.halfOpen);
    if (this.state[unit] === STATE.closed) return this.generation[unit]!;
    if (this.state[unit] === STATE.halfOpen && this.permits[unit]! > 0) {
      this.permits[unit] = this.permits[unit]! - 1;
      return this.generation[unit]!;
    }
    this.rejected[breaker]!++;
    return -1;
  }

  /** A call that was let through at `generation` ended; `failed`: 1 or 0. */
  judge(breaker: number, instance: number, generation: number, failed: number): void {
    const unit = this.unitOf(breaker, instance);
    if (this.generation[unit] !== generation) return;
    const { at, calls } = this.specs[breaker]!;
    if (this.state[unit] === STATE.closed) {
      const { windows } = this;
      windows.record(unit, failed);
      if (windows.calls[unit]! >= calls && windows.failures[unit]! >= at * windows.calls[unit]!) this.trip(breaker, unit);
      return;
    }
    this.probed[unit] = this.probed[unit]! + 1;
    this.failed[unit] = this.failed[unit]! + failed;
    if (this.probed[unit]! < BREAKER_DEFAULTS.probes) return;
    if (this.failed[unit]! >= at * this.probed[unit]!) this.trip(breaker, unit);
    else this.close(breaker, unit);
  }

  /** Forgets what was measured so far, not the states. */
  restart(): void {
    this.rejected.fill(0);
    this.opened.fill(0);
    this.notClosed.fill(0);
    this.since.fill(this.clock[0]!);
  }

  /** Mean share of the last `seconds` in which an instance's breaker was not closed, by breaker. */
  shareOpen(seconds: number): Float64Array {
    return this.notClosed.map((sum, breaker) => {
      let total = sum;
      const from = this.first[breaker]!;
      for (let unit = from; unit < from + this.count[breaker]!; unit++) {
        if (this.state[unit] !== STATE.closed) total += this.clock[0]! - this.since[unit]!;
      }
      return seconds > 0 ? total / seconds / this.count[breaker]! : 0;
    });
  }

  private unitOf(breaker: number, instance: number): number {
    const place = instance - this.firstInstance[breaker]!;
    return this.first[breaker]! + (place >= 0 && place < this.count[breaker]! ? place : 0);
  }

  /** A new process knows nothing of what its predecessor saw. */
  private begin(breaker: number, unit: number, epoch: number): void {
    this.epoch[unit] = epoch;
    if (this.state[unit] !== STATE.closed) this.close(breaker, unit);
    else this.enter(unit, STATE.closed);
  }

  private trip(breaker: number, unit: number): void {
    if (this.state[unit] === STATE.closed) {
      this.since[unit] = this.clock[0]!;
      this.opened[breaker]!++;
    }
    this.enter(unit, STATE.open);
    this.until[unit] = this.clock[0]! + this.specs[breaker]!.open;
  }

  private close(breaker: number, unit: number): void {
    this.notClosed[breaker]! += this.clock[0]! - this.since[unit]!;
    this.enter(unit, STATE.closed);
  }

  private enter(unit: number, state: number): void {
    this.state[unit] = state;
    this.generation[unit] = this.generation[unit]! + 1;
    this.permits[unit] = BREAKER_DEFAULTS.probes;
    this.probed[unit] = 0;
    this.failed[unit] = 0;
    this.windows.clear(unit);
  }
}
