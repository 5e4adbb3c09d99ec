/** A window of time is kept in this many pieces; the oldest is forgotten as a whole (Hystrix: ten buckets). */
export const PIECES = 10;

/** How the calls of a window ended. */
const NONE = 0;
const SUCCEEDED = 1;
const FAILED = 2;

/** `over`: seconds, or `Infinity` for a window of the latest `calls`. `units`: how many such windows there are. */
export type WindowSpec = { readonly over: number; readonly calls: number; readonly units: number };

/** Sliding windows of outcomes: of the latest calls, or of the last seconds in pieces. Units are numbered through all windows. */
export class OutcomeWindows {
  /** By unit: calls in the window, and how many of them failed. */
  readonly calls: Int32Array;
  readonly failures: Int32Array;
  private readonly clock: Float64Array;
  /** By unit: seconds of its window, its pieces, the first of them, and the one that is being filled. */
  private readonly over: Float64Array;
  private readonly size: Int32Array;
  private readonly from: Int32Array;
  private readonly cursor: Float64Array;
  private readonly pieceCalls: Int32Array;
  private readonly pieceFailures: Int32Array;
  private readonly endings: Uint8Array;

  constructor(specs: readonly WindowSpec[], clock: Float64Array) {
    const all = specs.flatMap((spec) => Array.from({ length: spec.units }, () => spec));
    this.clock = clock;
    this.calls = new Int32Array(all.length);
    this.failures = new Int32Array(all.length);
    this.over = Float64Array.from(all, ({ over }) => over);
    this.size = Int32Array.from(all, ({ over, calls }) => (over < Infinity ? PIECES : calls));
    this.from = new Int32Array(all.length);
    this.cursor = new Float64Array(all.length);
    let pieces = 0;
    let places = 0;
    all.forEach(({ over, calls }, unit) => {
      this.from[unit] = over < Infinity ? pieces : places;
      if (over < Infinity) pieces += PIECES;
      else places += calls;
    });
    this.pieceCalls = new Int32Array(pieces);
    this.pieceFailures = new Int32Array(pieces);
    this.endings = new Uint8Array(places);
  }

  clear(unit: number): void {
    this.calls[unit] = 0;
    this.failures[unit] = 0;
    const from = this.from[unit]!;
    const end = from + this.size[unit]!;
    if (this.over[unit] === Infinity) {
      this.endings.fill(NONE, from, end);
      return;
    }
    this.pieceCalls.fill(0, from, end);
    this.pieceFailures.fill(0, from, end);
  }

  /** Puts an outcome into the window (`failed`: 1 or 0), and forgets what has left it. */
  record(unit: number, failed: number): void {
    if (this.over[unit] === Infinity) {
      this.cursor[unit] = this.cursor[unit]! + 1;
      const place = this.piece(unit);
      if (this.endings[place] !== NONE) this.calls[unit] = this.calls[unit]! - 1;
      if (this.endings[place] === FAILED) this.failures[unit] = this.failures[unit]! - 1;
      this.endings[place] = failed === 1 ? FAILED : SUCCEEDED;
    } else {
      this.slide(unit);
      const piece = this.piece(unit);
      this.pieceCalls[piece] = this.pieceCalls[piece]! + 1;
      this.pieceFailures[piece] = this.pieceFailures[piece]! + failed;
    }
    this.calls[unit] = this.calls[unit]! + 1;
    this.failures[unit] = this.failures[unit]! + failed;
  }

  private piece(unit: number): number {
    return this.from[unit]! + (this.cursor[unit]! % this.size[unit]!);
  }

  /** Forgets the pieces of time that have left the window. */
  private slide(unit: number): void {
    const now = Math.floor((this.clock[0]! / this.over[unit]!) * PIECES);
    const passed = Math.min(PIECES, now - this.cursor[unit]!);
    for (let k = passed - 1; k >= 0; k--) {
      this.cursor[unit] = now - k;
      const piece = this.piece(unit);
      this.calls[unit] = this.calls[unit]! - this.pieceCalls[piece]!;
      this.failures[unit] = this.failures[unit]! - this.pieceFailures[piece]!;
      this.pieceCalls[piece] = 0;
      this.pieceFailures[piece] = 0;
    }
  }
}
