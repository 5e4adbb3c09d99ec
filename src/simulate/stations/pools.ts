import type { PoolTable } from '../kernel/pool-table.js';

/** Of one pool: integrals over time of connections in use and of calls that waited, the waits, and the calls that got a connection. */
export type PoolCounts = { readonly busyArea: number; readonly waitingArea: number; readonly waited: number; readonly begun: number };

/** Connections in use and calls that wait for one, by instance that keeps the pool; and what was measured, by pool. */
export class Pools {
  readonly free: Int32Array;
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly length: Int32Array;
  /** When each waiting call came, by token. */
  since = new Float64Array(0);
  /** By pool: calls in hand and waiting now, their integrals over time up to `last`, waits and calls that got a connection. */
  readonly busy: Float64Array;
  readonly waiting: Float64Array;
  readonly busyArea: Float64Array;
  readonly waitingArea: Float64Array;
  readonly waited: Float64Array;
  readonly begun: Float64Array;
  private readonly last: Float64Array;

  constructor(table: PoolTable) {
    const pools = table.size.length;
    this.free = new Int32Array(table.rows);
    for (let pool = 0; pool < pools; pool++) this.free.fill(table.size[pool]!, table.row[pool]!, table.row[pool + 1] ?? table.rows);
    this.head = new Int32Array(table.rows).fill(-1);
    this.tail = new Int32Array(table.rows).fill(-1);
    this.length = new Int32Array(table.rows);
    const each = () => new Float64Array(pools);
    this.busy = each();
    this.waiting = each();
    this.busyArea = each();
    this.waitingArea = each();
    this.waited = each();
    this.begun = each();
    this.last = each();
  }

  /** Brings the integrals of a pool up to what the clock shows. Call before its numbers change. */
  settle(pool: number, clock: Float64Array): void {
    const span = clock[0]! - this.last[pool]!;
    if (span <= 0) return;
    this.last[pool] = clock[0]!;
    this.busyArea[pool] = this.busyArea[pool]! + span * this.busy[pool]!;
    this.waitingArea[pool] = this.waitingArea[pool]! + span * this.waiting[pool]!;
  }

  /** Forgets what was measured so far (the warm-up), not who is there. */
  restart(clock: Float64Array): void {
    this.last.fill(clock[0]!);
    for (const sums of [this.busyArea, this.waitingArea, this.waited, this.begun]) sums.fill(0);
  }

  /** What was measured up to what the clock shows, by pool. */
  measured(clock: Float64Array): PoolCounts[] {
    return Array.from(this.busy, (_, pool) => {
      this.settle(pool, clock);
      const at = (sums: Float64Array): number => sums[pool]!;
      return { busyArea: at(this.busyArea), waitingArea: at(this.waitingArea), waited: at(this.waited), begun: at(this.begun) };
    });
  }
}
