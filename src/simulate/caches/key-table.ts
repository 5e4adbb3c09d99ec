import { hashRank } from '../workload/keys.js';

/**
 * Finds the record of a key by its owner (what keeps it, and of which data it is): open addressing with linear probing, never more
 * than half full. Records are numbers that the caller hands out.
 */
export class KeyTable {
  readonly key: Float64Array;
  readonly owner: Int32Array;
  private readonly hash: Int32Array;
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(most: number) {
    this.key = new Float64Array(most);
    this.owner = new Int32Array(most);
    this.hash = new Int32Array(most);
    const size = 2 ** Math.ceil(Math.log2(2 * Math.max(4, most)));
    this.slots = new Int32Array(size).fill(-1);
    this.mask = size - 1;
  }

  /** The record of a key, or -1. */
  find(owner: number, key: number): number {
    const { slots, mask } = this;
    const hash = hashRank(key, Math.imul(owner, 0x9e3779b1));
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const record = slots[at]!;
      if (record < 0) return -1;
      if (this.hash[record] === hash && this.key[record] === key && this.owner[record] === owner) return record;
    }
  }

  add(record: number, owner: number, key: number): void {
    const { slots, mask } = this;
    const hash = hashRank(key, Math.imul(owner, 0x9e3779b1));
    this.key[record] = key;
    this.owner[record] = owner;
    this.hash[record] = hash;
    let at = hash & mask;
    while (slots[at]! >= 0) at = (at + 1) & mask;
    slots[at] = record;
  }

  /** Takes a record out; those behind it move up, so that no gap ends a search too early (Knuth, TAOCP 3, 6.4, algorithm R). */
  remove(record: number): void {
    const { slots, mask } = this;
    let at = this.hash[record]! & mask;
    while (slots[at] !== record) at = (at + 1) & mask;
    for (let next = (at + 1) & mask; slots[next]! >= 0; next = (next + 1) & mask) {
      const home = this.hash[slots[next]!]! & mask;
      if (((next - home) & mask) >= ((next - at) & mask)) {
        slots[at] = slots[next]!;
        at = next;
      }
    }
    slots[at] = -1;
  }
}
