/**
 * Rows of state: a fixed number of them, and one for each user who was seen, found by hashing (open addressing, half full at most).
 * Rows that say no more than a new one would are forgotten whenever the table gets crowded, so that it holds who is active and not
 * everybody who ever came.
 */
export class KeyTable {
  time: Float64Array<ArrayBuffer>;
  count: Int32Array<ArrayBuffer>;
  head: Int32Array<ArrayBuffer>;
  tail: Int32Array<ArrayBuffer>;
  private readonly fixed: number;
  private readonly forgotten: (row: number, limit: number, clock: Float64Array) => boolean;
  private size = 0;
  private used = 0;
  /** By place: the limit (-1: the place is empty), its row, the group and the user. */
  private limit = new Int32Array(0);
  private own = new Int32Array(0);
  private group = new Int32Array(0);
  private user = new Int32Array(0);

  constructor(fixed: number, forgotten: (row: number, limit: number, clock: Float64Array) => boolean) {
    this.fixed = fixed;
    this.forgotten = forgotten;
    this.time = new Float64Array(fixed);
    this.count = new Int32Array(fixed);
    this.head = new Int32Array(fixed);
    this.tail = new Int32Array(fixed);
  }

  /** The row of one user under one limit; a new one is all zero. */
  find(limit: number, own: number, group: number, user: number, clock: Float64Array): number {
    if (2 * this.used >= this.size) this.rebuild(clock);
    const place = this.placeOf(limit, own, group, user);
    if (this.limit[place]! < 0) this.put(place, limit, own, group, user);
    return this.fixed + place;
  }

  private put(place: number, limit: number, own: number, group: number, user: number): void {
    this.limit[place] = limit;
    this.own[place] = own;
    this.group[place] = group;
    this.user[place] = user;
    this.used++;
  }

  /** The place that has these keys, or the empty one where they belong. */
  private placeOf(limit: number, own: number, group: number, user: number): number {
    const mask = this.size - 1;
    let hash = Math.imul(user ^ Math.imul(own, 0x9e3779b1) ^ Math.imul(group, 0x85ebca6b), 0xc2b2ae35);
    hash ^= hash >>> 15;
    let place = hash & mask;
    while (this.limit[place]! >= 0) {
      if (this.user[place] === user && this.own[place] === own && this.group[place] === group && this.limit[place] === limit) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  /** Makes room: moves the rows that are still needed to a table at most a quarter full. */
  private rebuild(clock: Float64Array): void {
    const { limit, own, group, user, time, count, head, tail } = this;
    const kept: number[] = [];
    for (let place = 0; place < limit.length; place++) {
      if (limit[place]! >= 0 && !this.forgotten(this.fixed + place, limit[place]!, clock)) kept.push(place);
    }
    this.size = 64;
    while (this.size < 4 * kept.length) this.size *= 2;
    this.used = 0;
    this.limit = new Int32Array(this.size).fill(-1);
    this.own = new Int32Array(this.size);
    this.group = new Int32Array(this.size);
    this.user = new Int32Array(this.size);
    this.resizeRows(this.fixed + this.size);
    for (const place of kept) {
      const to = this.placeOf(limit[place]!, own[place]!, group[place]!, user[place]!);
      this.put(to, limit[place]!, own[place]!, group[place]!, user[place]!);
      this.time[this.fixed + to] = time[this.fixed + place]!;
      this.count[this.fixed + to] = count[this.fixed + place]!;
      this.head[this.fixed + to] = head[this.fixed + place]!;
      this.tail[this.fixed + to] = tail[this.fixed + place]!;
    }
  }

  private resizeRows(length: number): void {
    const ints = (old: Int32Array<ArrayBuffer>) => {
      const longer = new Int32Array(length);
      longer.set(old.subarray(0, this.fixed));
      return longer;
    };
    const time = new Float64Array(length);
    time.set(this.time.subarray(0, this.fixed));
    this.time = time;
    this.count = ints(this.count);
    this.head = ints(this.head);
    this.tail = ints(this.tail);
  }
}
