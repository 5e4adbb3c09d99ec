import { below, uniform } from '#base/random.js';
import { KeyTable } from './key-table.js';
import { Lists } from './lists.js';

export const EVICTION = { lru: 0, lfu: 1, fifo: 2, random: 3, ttl: 4, none: 5 } as const;

/** What a cache can hold. It has one part for each shard, in each region or in each instance of its callers: parts share nothing. */
export type CacheShape = {
  readonly parts: number;
  /** Of {@link EVICTION}. */
  readonly eviction: number;
  /** Bytes of one part; `Infinity`: what is not limited. */
  readonly capacity: number;
  /** Seconds that a copy may be served, and the share of it by which that of each copy is varied. */
  readonly ttl: number;
  readonly spread: number;
  /** Copies that expired stay, to be served while they are fetched anew. */
  readonly keepsStale: boolean;
  /** By data: the bytes of one item. */
  readonly sizes: readonly number[];
  /** Copies of one part that are followed at most. */
  readonly most: number;
  /** The first ranks of each data are kept one by one; beyond them one copy stands for `block` keys side by side. */
  readonly head: number;
  readonly block: number;
};

export const LOOKUP = { miss: 0, hit: 1, stale: 2 } as const;

/** In place of a time: there is no copy. */
const GONE = -Infinity;

/** Uses of a copy that are told apart, over all parts. */
const FREQUENCIES = 1 << 18;

/**
 * The copies in a cache, key by key, in typed arrays: an access takes the same time however many there are. Beyond `head` one copy
 * stands for a block of keys of near equal popularity: only the one in the middle of the block puts it there and keeps it fresh, and
 * the others are found when it is there, so that each is found as often as it would be by itself (compare C. Waldspurger et al.,
 * "Efficient MRC construction with SHARDS", FAST 2015).
 */
export class KeyCache {
  readonly shape: CacheShape;
  /** The copy that was found last. */
  found = -1;
  /** The time now, set by who asks: passed on as a number it would be boxed at each call. */
  readonly clock = new Float64Array(1);
  readonly expires: Float64Array;
  readonly used: Float64Array;
  readonly copies: Int32Array;
  private readonly table: KeyTable;
  /** In the order in which they go: by use, by age, or by age within each number of uses. */
  private readonly order: Lists;
  /** In the order in which they were made, where they expire. */
  private readonly births: Lists;
  private readonly frequency: Int32Array;
  private readonly levels: number;
  private readonly lowest: Int32Array;
  private readonly free: Int32Array;
  private readonly data: number;

  constructor(shape: CacheShape) {
    this.shape = shape;
    const { parts, most, eviction, ttl, keepsStale } = shape;
    const all = parts * most;
    this.data = shape.sizes.length;
    this.table = new KeyTable(all);
    this.levels = eviction === EVICTION.lfu ? Math.max(64, Math.min(1 << 16, Math.floor(FREQUENCIES / parts))) : 1;
    this.order = new Lists(parts * this.levels, all);
    this.births = new Lists(parts, Number.isFinite(ttl) && !keepsStale ? all : 0);
    this.frequency = new Int32Array(eviction === EVICTION.lfu ? all : 0);
    this.lowest = new Int32Array(parts);
    this.expires = new Float64Array(all).fill(GONE);
    this.used = new Float64Array(parts);
    this.copies = new Int32Array(parts);
    this.free = new Int32Array(parts);
    for (let part = 0; part < parts; part++) {
      this.free[part] = part * most;
      for (let i = 0; i < most; i++) this.order.next[part * most + i] = i + 1 < most ? part * most + i + 1 : -1;
    }
  }

  /** The rank whose copy stands for this one. */
  leader(rank: number): number {
    const { head, block } = this.shape;
    if (block === 1 || rank <= head) return rank;
    return head + 1 + Math.floor((rank - head - 1) / block) * block + (block >> 1);
  }

  /** Bytes that the copy of a rank stands for. */
  weight(data: number, rank: number): number {
    return this.shape.sizes[data]! * (rank > this.shape.head ? this.shape.block : 1);
  }

  /** Looks a key up; a copy that is found counts as used. Answers one of {@link LOOKUP}. */
  look(part: number, data: number, rank: number): number {
    const now = this.clock[0]!;
    const { eviction, keepsStale } = this.shape;
    if (this.births.next.length > 0) this.expire(part);
    const leader = this.leader(rank);
    const copy = this.table.find(part * this.data + data, leader);
    this.found = copy;
    if (copy < 0) return LOOKUP.miss;
    const old = this.expires[copy]! <= now;
    if (old && !keepsStale) return LOOKUP.miss;
    if (leader === rank) {
      if (eviction === EVICTION.lru) this.order.renew(part, copy);
      else if (eviction === EVICTION.lfu) this.raise(part, copy);
    }
    return old ? LOOKUP.stale : LOOKUP.hit;
  }

  /** Puts a copy there that was made now, or makes the one that is there new. `words[at]`: what is drawn comes from this stream. */
  put(part: number, data: number, rank: number, words: Int32Array, at: number): void {
    if (this.leader(rank) !== rank) return;
    const { ttl, spread, eviction } = this.shape;
    const lives = spread > 0 ? ttl * (1 + spread * (2 * uniform(words, at) - 1)) : ttl;
    const owner = part * this.data + data;
    let copy = this.table.find(owner, rank);
    if (copy >= 0) {
      if (this.births.next.length > 0) this.births.renew(part, copy);
      if (eviction === EVICTION.lru || eviction === EVICTION.ttl) this.order.renew(part, copy);
    } else {
      copy = this.make(part, owner, rank, this.weight(data, rank), words, at);
      if (copy < 0) return;
    }
    this.expires[copy] = this.clock[0]! + lives;
  }

  remove(part: number, data: number, rank: number): void {
    if (this.leader(rank) !== rank) return;
    const copy = this.table.find(part * this.data + data, rank);
    if (copy >= 0) this.drop(part, copy);
  }

  /** Everything in a part is lost. */
  empty(part: number): void {
    const { most } = this.shape;
    for (let copy = part * most; copy < (part + 1) * most; copy++) if (this.expires[copy] !== GONE) this.drop(part, copy);
  }

  /** How often a copy was used, for a cache that is put together as it would be after a long time. */
  usedSoFar(part: number, data: number, rank: number, share: number): void {
    const copy = this.table.find(part * this.data + data, rank);
    if (copy < 0 || this.shape.eviction !== EVICTION.lfu) return;
    this.order.remove(this.listOf(part, copy), copy);
    this.frequency[copy] = Math.min(this.levels - 1, 1 + Math.floor(share * (this.levels - 2)));
    this.order.add(this.listOf(part, copy), copy);
    this.lowest[part] = 0;
  }

  private make(part: number, owner: number, rank: number, weight: number, words: Int32Array, at: number): number {
    const { capacity, eviction } = this.shape;
    if (weight > capacity) return -1;
    while (this.used[part]! + weight > capacity || this.free[part]! < 0) {
      if (eviction === EVICTION.none || this.copies[part] === 0) return -1;
      this.drop(part, this.victim(part, words, at));
    }
    const copy = this.free[part]!;
    this.free[part] = this.order.next[copy]!;
    this.table.add(copy, owner, rank);
    this.expires[copy] = 0;
    if (eviction === EVICTION.lfu) {
      this.frequency[copy] = 0;
      this.lowest[part] = 0;
    }
    this.order.add(this.listOf(part, copy), copy);
    if (this.births.next.length > 0) this.births.add(part, copy);
    this.used[part] = this.used[part]! + weight;
    this.copies[part] = this.copies[part]! + 1;
    return copy;
  }

  /** Who goes. A part whose copies all go by chance is full of them, so that one is soon met. */
  private victim(part: number, words: Int32Array, at: number): number {
    const { eviction, most } = this.shape;
    if (eviction === EVICTION.random) {
      for (;;) {
        const copy = part * most + below(words, at, most);
        if (this.expires[copy] !== GONE) return copy;
      }
    }
    if (eviction !== EVICTION.lfu) return this.order.first[part]!;
    let level = this.lowest[part]!;
    while (this.order.first[part * this.levels + level]! < 0) level = level + 1 < this.levels ? level + 1 : 0;
    this.lowest[part] = level;
    return this.order.first[part * this.levels + level]!;
  }

  private expire(part: number): void {
    const now = this.clock[0]!;
    for (let copy = this.births.first[part]!; copy >= 0 && this.expires[copy]! <= now; copy = this.births.first[part]!)
      this.drop(part, copy);
  }

  private drop(part: number, copy: number): void {
    const { owner, key } = this.table;
    this.used[part] = this.used[part]! - this.weight(owner[copy]! - part * this.data, key[copy]!);
    this.copies[part] = this.copies[part]! - 1;
    this.order.remove(this.listOf(part, copy), copy);
    if (this.births.next.length > 0) this.births.remove(part, copy);
    this.table.remove(copy);
    this.expires[copy] = GONE;
    this.order.next[copy] = this.free[part]!;
    this.free[part] = copy;
  }

  private raise(part: number, copy: number): void {
    if (this.frequency[copy]! + 1 < this.levels) {
      this.order.remove(this.listOf(part, copy), copy);
      this.frequency[copy] = this.frequency[copy]! + 1;
      this.order.add(this.listOf(part, copy), copy);
    } else this.order.renew(this.listOf(part, copy), copy);
  }

  private listOf(part: number, copy: number): number {
    return this.levels === 1 ? part : part * this.levels + this.frequency[copy]!;
  }
}
