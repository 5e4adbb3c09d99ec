/** Numbered records in doubly linked lists, each in one of them: the oldest stands first. */
export class Lists {
  readonly first: Int32Array;
  readonly next: Int32Array;
  private readonly last: Int32Array;
  private readonly before: Int32Array;

  constructor(lists: number, records: number) {
    this.first = new Int32Array(lists).fill(-1);
    this.last = new Int32Array(lists).fill(-1);
    this.next = new Int32Array(records).fill(-1);
    this.before = new Int32Array(records).fill(-1);
  }

  /** Puts a record last. */
  add(list: number, record: number): void {
    const last = this.last[list]!;
    this.before[record] = last;
    this.next[record] = -1;
    if (last < 0) this.first[list] = record;
    else this.next[last] = record;
    this.last[list] = record;
  }

  remove(list: number, record: number): void {
    const before = this.before[record]!;
    const next = this.next[record]!;
    if (before < 0) this.first[list] = next;
    else this.next[before] = next;
    if (next < 0) this.last[list] = before;
    else this.before[next] = before;
  }

  /** Puts a record last in the list that it is in. */
  renew(list: number, record: number): void {
    if (this.last[list] === record) return;
    this.remove(list, record);
    this.add(list, record);
  }
}
