import type { KeyTable } from './key-table.js';

/** When requests were let through, by row: lists in one pool, the oldest first. The rows keep their ends and lengths. */
export class PassLog {
  private time = new Float64Array(256);
  private next = new Int32Array(256);
  private free = -1;
  private used = 0;

  firstTime(rows: KeyTable, row: number): number {
    return this.time[rows.head[row]!]!;
  }

  append(rows: KeyTable, row: number, at: number): void {
    const entry = this.take();
    this.time[entry] = at;
    this.next[entry] = -1;
    if (rows.count[row] === 0) rows.head[row] = entry;
    else this.next[rows.tail[row]!] = entry;
    rows.tail[row] = entry;
    rows.count[row] = rows.count[row]! + 1;
  }

  dropFirst(rows: KeyTable, row: number): void {
    const first = rows.head[row]!;
    rows.head[row] = this.next[first]!;
    rows.count[row] = rows.count[row]! - 1;
    this.next[first] = this.free;
    this.free = first;
  }

  /** Drops what was let through at `until` or before. */
  dropUntil(rows: KeyTable, row: number, until: number): void {
    while (rows.count[row]! > 0 && this.firstTime(rows, row) <= until) this.dropFirst(rows, row);
  }

  private take(): number {
    if (this.free >= 0) {
      const entry = this.free;
      this.free = this.next[entry]!;
      return entry;
    }
    if (this.used === this.time.length) this.grow();
    return this.used++;
  }

  private grow(): void {
    const time = new Float64Array(this.time.length * 2);
    time.set(this.time);
    this.time = time;
    const next = new Int32Array(this.next.length * 2);
    next.set(this.next);
    this.next = next;
  }
}
