import { CAUSES } from '../kernel/instructions.js';
import { BUCKETS, bucketOf } from './histogram.js';
import { CONFIDENCE, type Confidence } from './intervals.js';

/** Means are judged by this many batches, percentiles by half as many sections, so that both can be folded in two. */
export const BATCHES = 20;
export const SECTIONS = 10;

/**
 * What is measured by flow. Rates count what happened during the measured time; latencies and targets follow the requests that
 * came in it to their end.
 */
export class FlowCounts {
  /** Answers and failures by cause during the measured time, whenever their requests came. */
  readonly answered: Float64Array;
  readonly refused: Float64Array;
  readonly offered: Float64Array;
  readonly retried: Float64Array;
  /** Second attempts sent beside first ones, and steps taken back. */
  readonly hedged: Float64Array;
  readonly undone: Float64Array;
  readonly served: Float64Array;
  readonly failed: Float64Array;
  /** Handed-over work that ended in failure. */
  readonly lost: Float64Array;
  readonly sum: Float64Array;
  readonly answers: Float64Array;
  readonly longest: Float64Array;
  readonly sections: Uint32Array[];
  /** Of the targets on handed-over parts. */
  readonly markSections: Uint32Array[];
  /** Requests under way, measured or not. */
  readonly pending: Int32Array;
  /** Level of the intervals that are read off. */
  confidence: Confidence = CONFIDENCE;
  /** Length of one batch, in seconds. */
  batch = Infinity;
  /** Whole sections that the run came through: all, unless it was stopped. */
  seen = SECTIONS;

  constructor(flows: number, marks: number) {
    this.offered = new Float64Array(flows);
    this.retried = new Float64Array(flows);
    this.hedged = new Float64Array(flows);
    this.undone = new Float64Array(flows);
    this.answered = new Float64Array(flows);
    this.refused = new Float64Array(flows * CAUSES.length);
    this.served = new Float64Array(flows);
    this.failed = new Float64Array(flows * CAUSES.length);
    this.lost = new Float64Array(flows);
    this.sum = new Float64Array(flows * BATCHES);
    this.answers = new Float64Array(flows * BATCHES);
    this.longest = new Float64Array(flows);
    this.sections = Array.from({ length: flows }, () => new Uint32Array(SECTIONS * BUCKETS));
    this.markSections = Array.from({ length: marks }, () => new Uint32Array(BUCKETS));
    this.pending = new Int32Array(flows);
  }

  /** Records an answer to a request that arrived `age` seconds after the warm-up. */
  answer(flow: number, age: number, latency: number): void {
    let batch = (age / this.batch) | 0;
    if (batch >= BATCHES) batch = BATCHES - 1;
    const at = flow * BATCHES + batch;
    this.served[flow] = this.served[flow]! + 1;
    this.sum[at] = this.sum[at]! + latency;
    this.answers[at] = this.answers[at]! + 1;
    if (latency > this.longest[flow]!) this.longest[flow] = latency;
    const counts = this.sections[flow]!;
    const bucket = (batch >> 1) * BUCKETS + bucketOf(latency);
    counts[bucket] = counts[bucket]! + 1;
  }

  /** Counts the end of any request during the measured time. */
  end(flow: number, cause: number): void {
    if (cause === 0) this.answered[flow]!++;
    else this.refused[flow * CAUSES.length + cause]!++;
  }

  /** Records that the target `mark` of a handed-over part was reached. */
  reach(mark: number, latency: number): void {
    const counts = this.markSections[mark]!;
    const bucket = bucketOf(latency);
    counts[bucket] = counts[bucket]! + 1;
  }

  fail(flow: number, cause: number): void {
    const at = flow * CAUSES.length + cause;
    this.failed[at] = this.failed[at]! + 1;
  }

  /** Measured requests that have not ended yet. */
  open(): number {
    const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
    return total(this.offered) - total(this.served) - total(this.failed);
  }

  /** Joins neighbouring batches and sections, so that a run can go on for as long again. */
  fold(): void {
    this.batch *= 2;
    for (let flow = 0; flow < this.offered.length; flow++) {
      for (const counts of [this.sum, this.answers]) foldPairs(counts, flow * BATCHES, BATCHES);
      foldSections(this.sections[flow]!);
    }
  }
}

function foldPairs(values: Float64Array, from: number, count: number): void {
  for (let i = 0; i < count; i++) {
    values[from + i] = i < count / 2 ? values[from + 2 * i]! + values[from + 2 * i + 1]! : 0;
  }
}

function foldSections(counts: Uint32Array): void {
  for (let section = 0; section < SECTIONS; section++) {
    for (let i = 0; i < BUCKETS; i++) {
      const pair = 2 * section * BUCKETS + i;
      counts[section * BUCKETS + i] = section < SECTIONS / 2 ? counts[pair]! + counts[pair + BUCKETS]! : 0;
    }
  }
}
