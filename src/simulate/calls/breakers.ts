import type { Program } from '../kernel/program.js';
import type { BreakerSpec } from './tables.js';

/** What Resilience4j 2 does when nothing is configured: its CircuitBreakerConfig. */
export const BREAKER_DEFAULTS = { at: 0.5, calls: 100, open: 60, window: 100, probes: 10 } as const;
export const BREAKER_SOURCE = 'Resilience4j 2, CircuitBreakerConfig: defaults';

/** A window of time is kept in this many pieces; the oldest is forgotten as a whole (Hystrix: ten buckets). */
const PIECES = 10;

export const STATE = { closed: 0, open: 1, halfOpen: 2 } as const;

/** A call that does not count for its breaker: its instance died, or the breaker has changed its state since. */
export const UNCOUNTED = -1;

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
  /** By breaker: the first of its units, and the pieces of a unit's window. */
  private readonly first: Int32Array;
  private readonly count: Int32Array;
  private readonly firstInstance: Int32Array;
  private readonly pieces: Int32Array;
  private readonly firstPiece: Int32Array;
  /** By unit: one instance of the caller. */
  private readonly state: Uint8Array;
  private readonly generation: Int32Array;
  private readonly epoch: Int32Array;
  private readonly until: Float64Array;
  private readonly since: Float64Array;
  private readonly permits: Int32Array;
  private readonly calls: Int32Array;
  private readonly failures: Int32Array;
  private readonly cursor: Float64Array;
  /** By unit and piece. */
  private readonly pieceCalls: Int32Array;
  private readonly pieceFailures: Int32Array;
  /** By breaker: seconds that its instances were not closed, those since then apart. */
  private readonly notClosed: Float64Array;
  private readonly clock: Float64Array;

  constructor({ calls: { breakers }, stations }: Program, clock: Float64Array) {
    this.specs = breakers;
    this.clock = clock;
    this.rejected = new Float64Array(breakers.length);
    this.opened = new Float64Array(breakers.length);
    this.notClosed = new Float64Array(breakers.length);
    this.firstInstance = Int32Array.from(breakers, ({ from }) => stations.first[from]!);
    this.count = Int32Array.from(breakers, ({ from }) => stations.count[from]!);
    this.pieces = Int32Array.from(breakers, ({ over, calls }) => (over < Infinity ? PIECES : Math.max(BREAKER_DEFAULTS.window, calls)));
    this.first = new Int32Array(breakers.length);
    this.firstPiece = new Int32Array(breakers.length);
    let units = 0;
    let pieces = 0;
    breakers.forEach((_, i) => {
      this.first[i] = units;
      this.firstPiece[i] = pieces;
      units += this.count[i]!;
      pieces += this.count[i]! * this.pieces[i]!;
    });
    this.state = new Uint8Array(units);
    this.generation = new Int32Array(units);
    this.epoch = new Int32Array(units);
    this.until = new Float64Array(units);
    this.since = new Float64Array(units);
    this.permits = new Int32Array(units);
    this.calls = new Int32Array(units);
    this.failures = new Int32Array(units);
    this.cursor = new Float64Array(units);
    this.pieceCalls = new Int32Array(pieces);
    this.pieceFailures = new Int32Array(pieces);
  }

  /** Lets a call of `instance` through, and answers what to hand to {@link judge} when it ended; -1: it is rejected. */
  admit(breaker: number, instance: number, epoch: number): number {
    const unit = this.unitOf(breaker, instance);
    if (this.epoch[unit] !== epoch) this.begin(breaker, unit, epoch);
    if (this.state[unit] === STATE.open && this.clock[0]! >= this.until[unit]!) this.probe(breaker, unit);
    if (this.state[unit] === STATE.closed) return this.generation[unit]!;
    if (this.state[unit] === STATE.halfOpen && this.permits[unit]! > 0) {
      this.permits[unit] = this.permits[unit]! - 1;
      return this.generation[unit]!;
    }
    this.rejected[breaker]!++;
    return -1;
  }

  /** A call that was let through at `generation` ended. */
  judge(breaker: number, instance: number, generation: number, failed: number): void {
    const unit = this.unitOf(breaker, instance);
    if (this.generation[unit] !== generation) return;
    const spec = this.specs[breaker]!;
    if (this.state[unit] === STATE.halfOpen) {
      this.calls[unit] = this.calls[unit]! + 1;
      this.failures[unit] = this.failures[unit]! + failed;
      if (this.calls[unit]! < BREAKER_DEFAULTS.probes) return;
      if (this.failures[unit]! >= spec.at * this.calls[unit]!) this.trip(breaker, unit);
      else this.close(breaker, unit);
      return;
    }
    this.slide(breaker, unit);
    const piece = this.pieceOf(breaker, unit);
    this.pieceCalls[piece] = this.pieceCalls[piece]! + 1;
    this.pieceFailures[piece] = this.pieceFailures[piece]! + failed;
    this.calls[unit] = this.calls[unit]! + 1;
    this.failures[unit] = this.failures[unit]! + failed;
    if (this.calls[unit]! >= spec.calls && this.failures[unit]! >= spec.at * this.calls[unit]!) this.trip(breaker, unit);
  }

  stateOf(breaker: number, instance: number): number {
    return this.state[this.unitOf(breaker, instance)]!;
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
    else this.renew(breaker, unit, STATE.closed);
  }

  private trip(breaker: number, unit: number): void {
    if (this.state[unit] === STATE.closed) {
      this.since[unit] = this.clock[0]!;
      this.opened[breaker]!++;
    }
    this.renew(breaker, unit, STATE.open);
    this.until[unit] = this.clock[0]! + this.specs[breaker]!.open;
  }

  private probe(breaker: number, unit: number): void {
    this.renew(breaker, unit, STATE.halfOpen);
    this.permits[unit] = BREAKER_DEFAULTS.probes;
  }

  private close(breaker: number, unit: number): void {
    this.notClosed[breaker]! += this.clock[0]! - this.since[unit]!;
    this.renew(breaker, unit, STATE.closed);
  }

  private renew(breaker: number, unit: number, state: number): void {
    this.state[unit] = state;
    this.generation[unit] = this.generation[unit]! + 1;
    this.calls[unit] = 0;
    this.failures[unit] = 0;
    const from = this.firstPiece[breaker]! + (unit - this.first[breaker]!) * this.pieces[breaker]!;
    this.pieceCalls.fill(0, from, from + this.pieces[breaker]!);
    this.pieceFailures.fill(0, from, from + this.pieces[breaker]!);
  }

  /** Place of the piece of the window that the next outcome belongs to. */
  private pieceOf(breaker: number, unit: number): number {
    const pieces = this.pieces[breaker]!;
    return this.firstPiece[breaker]! + (unit - this.first[breaker]!) * pieces + (this.cursor[unit]! % pieces);
  }

  /** Forgets what has left the window. */
  private slide(breaker: number, unit: number): void {
    const { over } = this.specs[breaker]!;
    const pieces = this.pieces[breaker]!;
    if (over === Infinity) {
      this.cursor[unit] = this.cursor[unit]! + 1;
      this.forget(unit, this.pieceOf(breaker, unit));
      return;
    }
    const now = Math.floor((this.clock[0]! / over) * pieces);
    const passed = Math.min(pieces, now - this.cursor[unit]!);
    for (let k = passed - 1; k >= 0; k--) {
      this.cursor[unit] = now - k;
      this.forget(unit, this.pieceOf(breaker, unit));
    }
  }

  private forget(unit: number, piece: number): void {
    this.calls[unit] = this.calls[unit]! - this.pieceCalls[piece]!;
    this.failures[unit] = this.failures[unit]! - this.pieceFailures[piece]!;
    this.pieceCalls[piece] = 0;
    this.pieceFailures[piece] = 0;
  }
}
