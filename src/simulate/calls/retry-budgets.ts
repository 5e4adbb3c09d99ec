import type { Program } from '../kernel/program.js';

/** Deposits are forgotten after this many seconds (Finagle's RetryBudget), in as many pieces. */
export const BUDGET_SECONDS = 10;
const PIECES = 10;
/** Sums of shares are rounded; a retry is paid for when this little is missing. */
const ROUNDING = 1e-9;

/**
 * Token buckets for retries, one for each instance of a caller and step, as Finagle's RetryBudget without its reserve: a call pays in
 * the share that its step may add, a retry takes out one, and both are forgotten after ten seconds.
 */
export class RetryBudgets {
  private readonly share: Float64Array;
  private readonly first: Int32Array;
  private readonly count: Int32Array;
  private readonly firstInstance: Int32Array;
  private readonly balance: Float64Array;
  private readonly cursor: Float64Array;
  private readonly pieces: Float64Array;
  private readonly clock: Float64Array;

  constructor({ calls: { budgets }, stations }: Program, clock: Float64Array) {
    this.clock = clock;
    this.share = Float64Array.from(budgets, ({ share }) => share);
    this.firstInstance = Int32Array.from(budgets, ({ from }) => stations.first[from]!);
    this.count = Int32Array.from(budgets, ({ from }) => stations.count[from]!);
    this.first = new Int32Array(budgets.length);
    let units = 0;
    budgets.forEach((_, i) => {
      this.first[i] = units;
      units += this.count[i]!;
    });
    this.balance = new Float64Array(units);
    this.cursor = new Float64Array(units);
    this.pieces = new Float64Array(units * PIECES);
  }

  /** A first attempt pays in. */
  deposit(budget: number, instance: number): void {
    const unit = this.unitOf(budget, instance);
    const piece = this.slide(unit);
    this.pieces[piece]! += this.share[budget]!;
    this.balance[unit]! += this.share[budget]!;
  }

  /** Pays for one retry, if there is enough. */
  withdraw(budget: number, instance: number): boolean {
    const unit = this.unitOf(budget, instance);
    const piece = this.slide(unit);
    if (this.balance[unit]! < 1 - ROUNDING) return false;
    this.pieces[piece]! -= 1;
    this.balance[unit]! -= 1;
    return true;
  }

  private unitOf(budget: number, instance: number): number {
    const place = instance - this.firstInstance[budget]!;
    return this.first[budget]! + (place >= 0 && place < this.count[budget]! ? place : 0);
  }

  /** Forgets what is too old, and answers the place of the present piece. */
  private slide(unit: number): number {
    const now = Math.floor((this.clock[0]! / BUDGET_SECONDS) * PIECES);
    const passed = Math.min(PIECES, now - this.cursor[unit]!);
    for (let k = passed - 1; k >= 0; k--) {
      const piece = unit * PIECES + ((now - k) % PIECES);
      this.balance[unit]! -= this.pieces[piece]!;
      this.pieces[piece] = 0;
    }
    this.cursor[unit] = now;
    return unit * PIECES + (now % PIECES);
  }
}
