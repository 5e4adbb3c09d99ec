import { BUCKETS, bucketOf } from './histogram.js';

/** Times since a write was acknowledged at which it is asked who would still read the old value: 0, then 1, 2, 5 a decade from 1 ms to a day. */
export const AFTER: Float64Array = Float64Array.from([0, ...decades()]);

function decades(): number[] {
  const times: number[] = [];
  for (let power = -3; power <= 5; power++) for (const step of [1, 2, 5]) times.push(step * 10 ** power);
  return times.filter((time) => time <= 86_400).map((time) => Number(time.toPrecision(1)));
}

/** Sections of a series of writes, for the intervals: joined two by two when all are full. */
export const SECTIONS = 20;
const SMALLEST = 16;

/**
 * Who would read an old value how long after a write was acknowledged: shares of the copies that a read may come to, summed over the
 * writes that were followed. One for each reading step and kind of reader.
 */
export class StaleCounts {
  /** Writes that were asked about. */
  writes = 0;
  /** By section: writes, the readers they had, as shares, and the sum of the shares at each of {@link AFTER}. */
  readonly filled = new Float64Array(SECTIONS);
  readonly readers = new Float64Array(SECTIONS);
  readonly behind = new Float64Array(SECTIONS * AFTER.length);
  /** Shares by the time from which on everybody reads the new value. */
  readonly visible = new Float64Array(BUCKETS);
  /** Shares that never did, and the longest time among the others. */
  never = 0;
  longest = 0;
  private size = SMALLEST;
  private section = 0;

  /** The next write begins. */
  next(): void {
    if (this.filled[this.section] === this.size) {
      if (this.section === SECTIONS - 1) this.fold();
      else this.section++;
    }
    this.filled[this.section] = this.filled[this.section]! + 1;
    this.readers[this.section] = this.readers[this.section]! + 1;
    this.writes++;
  }

  /** Of `share` of its readers nothing is known: no copy that the write goes to is theirs. */
  leaveOut(share: number): void {
    this.readers[this.section] = this.readers[this.section]! - share;
  }

  /** `share` of its readers read the old value until `until` seconds after the acknowledgement. */
  add(until: number, share: number): void {
    const from = this.section * AFTER.length;
    for (let k = 0; k < AFTER.length && AFTER[k]! < until; k++) this.behind[from + k] = this.behind[from + k]! + share;
    this.addVisible(until, share);
  }

  /** `share` of its readers read the old value at the time of index `at`. */
  addAt(at: number, share: number): void {
    const place = this.section * AFTER.length + at;
    this.behind[place] = this.behind[place]! + share;
  }

  addVisible(until: number, share: number): void {
    if (until === Infinity) {
      this.never += share;
      return;
    }
    const bucket = until <= 0 ? 0 : Math.max(1, bucketOf(until));
    this.visible[bucket] = this.visible[bucket]! + share;
    if (until > this.longest) this.longest = until;
  }

  private fold(): void {
    const half = SECTIONS / 2;
    for (let section = 0; section < half; section++) {
      this.filled[section] = this.filled[2 * section]! + this.filled[2 * section + 1]!;
      this.readers[section] = this.readers[2 * section]! + this.readers[2 * section + 1]!;
      for (let k = 0; k < AFTER.length; k++) {
        const sum = this.behind[2 * section * AFTER.length + k]! + this.behind[(2 * section + 1) * AFTER.length + k]!;
        this.behind[section * AFTER.length + k] = sum;
      }
    }
    this.filled.fill(0, half);
    this.readers.fill(0, half);
    this.behind.fill(0, half * AFTER.length);
    this.size *= 2;
    this.section = half;
  }
}
