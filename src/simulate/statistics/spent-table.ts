import { longer } from '../kernel/longer.js';
import { BUCKETS, bucketOf } from './histogram.js';

/** Requests of one flow are sorted by latency into groups of so many buckets, sixteen an octave, to tell afterwards where the slow ones spent their time. */
const SHIFT = 3;
const GROUPS = BUCKETS >> SHIFT;

/** What time at a component is spent on: waiting in its lines, its own work, the way there, and tries that failed with pauses between. */
export const PARTS = ['waiting', 'work', 'network', 'tries'] as const;
export const PART = { waiting: 0, work: 1, network: 2, tries: 3 } as const;

/** Fewer followed requests than this tell nothing of the slowest. */
const LEAST = 10;

/** Where the slowest requests spent their time: so many were followed, their mean latency, and mean seconds by component and part. */
export type Slowest = { readonly samples: number; readonly mean: number; readonly seconds: Float64Array };

/**
 * Where requests spend their time, component by component. A sample of the requests is followed: each of their tokens has a row
 * with columns for each component; where several ran side by side the one that was waited for counts.
 */
export class SpentTable {
  readonly components: number;
  private readonly columns: number;
  /** Whether the next request is followed: every one in so many. */
  every: number;
  private turn = 0;
  private rows = new Float64Array(0);
  private next = new Int32Array(0);
  private freeHead = -1;
  /** By flow and group of latency: the sums of the columns, then of the latencies; made when the first of the group comes. */
  private readonly sums: (Float64Array | undefined)[];
  private readonly samples: Float64Array;

  constructor(flows: number, components: number, every: number) {
    this.components = components;
    this.columns = components * PARTS.length;
    this.every = every;
    this.sums = Array.from({ length: flows * GROUPS }, () => undefined);
    this.samples = new Float64Array(flows * GROUPS);
    this.grow(64);
  }

  /** A row for a request that just came, or -1 when it is not to be followed. */
  follow(): number {
    if (--this.turn > 0) return -1;
    this.turn = this.every;
    return this.allocate();
  }

  allocate(): number {
    if (this.freeHead < 0) this.grow(this.next.length * 2);
    const row = this.freeHead;
    this.freeHead = this.next[row]!;
    this.rows.fill(0, row * this.columns, (row + 1) * this.columns);
    return row;
  }

  /** Adds seconds that were spent at a component: waiting, unless another {@link PART} is named. */
  add(row: number, component: number, seconds: number, part: number = PART.waiting): void {
    const at = row * this.columns + component * PARTS.length + part;
    this.rows[at] = this.rows[at]! + seconds;
  }

  /** Adds what `from` spent to `to`: it waited for it. */
  merge(to: number, from: number): void {
    const { rows, columns } = this;
    for (let i = 0; i < columns; i++) rows[to * columns + i] = rows[to * columns + i]! + rows[from * columns + i]!;
  }

  release(row: number): void {
    this.next[row] = this.freeHead;
    this.freeHead = row;
  }

  /** Files the row of an answered request under its latency. */
  file(row: number, flow: number, latency: number): void {
    const { columns, rows } = this;
    const group = flow * GROUPS + (bucketOf(latency) >> SHIFT);
    let sums = this.sums[group];
    if (sums === undefined) {
      sums = new Float64Array(columns + 1);
      this.sums[group] = sums;
    }
    this.samples[group] = this.samples[group]! + 1;
    for (let i = 0; i < columns; i++) sums[i] = sums[i]! + rows[row * columns + i]!;
    sums[columns] = sums[columns]! + latency;
  }

  /**
   * Where the slowest `share` of the followed requests of a flow spent their time. Of the group in which the share ends, a part counts, so
   * that it is exactly that share. `undefined`: too few were followed.
   */
  slowest(flow: number, share: number): Slowest | undefined {
    const { columns } = this;
    let wanted = share * this.samples.subarray(flow * GROUPS, (flow + 1) * GROUPS).reduce((sum, count) => sum + count, 0);
    const samples = wanted;
    if (samples < LEAST) return undefined;
    const seconds = new Float64Array(columns + 1);
    for (let group = (flow + 1) * GROUPS - 1; group >= flow * GROUPS && wanted > 0; group--) {
      const sums = this.sums[group];
      if (sums === undefined) continue;
      const part = Math.min(1, wanted / this.samples[group]!);
      wanted -= part * this.samples[group]!;
      for (let i = 0; i <= columns; i++) seconds[i] = seconds[i]! + (part * sums[i]!) / samples;
    }
    return { samples: Math.round(samples), mean: seconds[columns]!, seconds: seconds.subarray(0, columns) };
  }

  private grow(length: number): void {
    const from = this.next.length;
    this.rows = longer(this.rows, length * this.columns);
    this.next = longer(this.next, length);
    for (let row = from; row < length; row++) this.next[row] = row + 1;
    this.next[length - 1] = this.freeHead;
    this.freeHead = from;
  }
}
