import { longer } from './longer.js';
import type { Tracker } from './replication.js';

/** So many writes of each step are followed one by one; after that one in {@link THEN} of them. */
const AT_FIRST = 4096;
const THEN = 16;
/** A name of a write in a register: its record and, above, which use of the record it is. */
const RECORD_BITS = 18;
const MOST_RECORDS = 1 << RECORD_BITS;
const GENERATIONS = 1 << 12;

/**
 * Writes that are followed from their start until every copy has them: a pool of records in typed arrays. Only a sample is followed,
 * and all of them where something fails, so that what a failure takes is counted and not estimated.
 */
export class WriteLog {
  readonly stride: number;
  /** Every write is followed. */
  all = false;
  tracker = new Int32Array(0);
  /** Work on it that has not ended. */
  pending = new Int32Array(0);
  /** When its writer was told; NaN: not yet. */
  acked = new Float64Array(0);
  /** When copies of the answer were removed, or put right; NaN: not. */
  evicted = new Float64Array(0);
  /** 1: the copy of the answer was put right, not only removed. */
  put = new Uint8Array(0);
  /** Region of who sent it, which of the region sets of its store took it, and which shard. */
  region = new Int32Array(0);
  set = new Int32Array(0);
  shard = new Int32Array(0);
  /** The instance that led and its epoch; -1: nobody led. */
  leader = new Int32Array(0);
  /** Copies that it was never sent to, because the leader died before. */
  cut = new Uint8Array(0);
  /** 1: it is part of the measurement. */
  counts = new Uint8Array(0);
  /** When each copy had it; NaN: not, so far as is known. */
  applied = new Float64Array(0);
  /** Writes that have ended and wait until nothing more can happen to copies of their answers, first come first. */
  readonly closed: number[] = [];
  closedAt = new Float64Array(0);
  closedFrom = 0;
  /** When each copy will have it that hears of it later, its own work left out: known before it has it. NaN: not known. */
  expected = new Float64Array(0);
  private generation = new Int32Array(0);
  private next = new Int32Array(0);
  private freeHead = -1;
  /** Writes of each step while it was measured. */
  readonly made: Float64Array;
  /** By step: writes that were followed and count, and those of them that have not ended. */
  readonly begun: Float64Array;
  readonly left: Float64Array;
  private readonly seen: Int32Array;

  constructor(trackers: readonly Tracker[], stride: number) {
    this.stride = stride;
    this.seen = new Int32Array(trackers.length);
    this.made = new Float64Array(trackers.length);
    this.begun = new Float64Array(trackers.length);
    this.left = new Float64Array(trackers.length);
    if (trackers.length > 0) this.grow(64);
  }

  /** Follows a write of `tracker`, or not; answers its name, 0 for none. */
  begin(tracker: number, measuring: boolean): number {
    if (measuring) this.made[tracker] = this.made[tracker]! + 1;
    if (!this.all) {
      if (!measuring) return 0;
      const seen = this.seen[tracker]! + 1;
      this.seen[tracker] = seen;
      if (seen > AT_FIRST && seen % THEN !== 0) return 0;
    }
    if (this.freeHead < 0) {
      if (this.next.length >= MOST_RECORDS) return 0;
      this.grow(this.next.length * 2);
    }
    const record = this.freeHead;
    this.freeHead = this.next[record]!;
    this.tracker[record] = tracker;
    this.pending[record] = 1;
    this.acked[record] = Number.NaN;
    this.evicted[record] = Number.NaN;
    this.put[record] = 0;
    this.leader[record] = -1;
    this.cut[record] = 0;
    this.counts[record] = measuring ? 1 : 0;
    this.begun[tracker] = this.begun[tracker]! + this.counts[record]!;
    this.left[tracker] = this.left[tracker]! + this.counts[record]!;
    this.applied.fill(Number.NaN, record * this.stride, (record + 1) * this.stride);
    this.expected.fill(Number.NaN, record * this.stride, (record + 1) * this.stride);
    return 1 + record + this.generation[record]! * MOST_RECORDS;
  }

  /** The record of a name, if it is still about the same write; else -1. */
  recordOf(name: number): number {
    if (name === 0) return -1;
    const record = (name - 1) & (MOST_RECORDS - 1);
    return (name - 1) >>> RECORD_BITS === this.generation[record] ? record : -1;
  }

  /** Every record whose write has not ended everywhere and was acknowledged. */
  unfinished(): number[] {
    return Array.from(this.pending.keys()).filter((record) => this.pending[record]! > 0 && !Number.isNaN(this.acked[record]!));
  }

  /** Writes that count and have not reached all their copies. */
  underWay(): number {
    return this.left.reduce((sum, each) => sum + each, 0) - (this.closed.length - this.closedFrom);
  }

  release(record: number): void {
    const tracker = this.tracker[record]!;
    this.left[tracker] = this.left[tracker]! - this.counts[record]!;
    this.generation[record] = (this.generation[record]! + 1) % GENERATIONS;
    this.next[record] = this.freeHead;
    this.freeHead = record;
  }

  private grow(length: number): void {
    const from = this.next.length;
    this.tracker = longer(this.tracker, length);
    this.pending = longer(this.pending, length);
    this.acked = longer(this.acked, length);
    this.evicted = longer(this.evicted, length);
    this.put = longer(this.put, length);
    this.region = longer(this.region, length);
    this.set = longer(this.set, length);
    this.shard = longer(this.shard, length);
    this.closedAt = longer(this.closedAt, length);
    this.leader = longer(this.leader, length);
    this.cut = longer(this.cut, length);
    this.counts = longer(this.counts, length);
    this.applied = longer(this.applied, length * this.stride);
    this.expected = longer(this.expected, length * this.stride);
    this.generation = longer(this.generation, length);
    this.next = longer(this.next, length);
    for (let record = from; record < length; record++) this.next[record] = record + 1;
    this.next[length - 1] = this.freeHead;
    this.freeHead = from;
  }
}
