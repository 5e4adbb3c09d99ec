/** Requests of one flow are sorted by latency into this many groups an octave, to tell afterwards where the slow ones spent their time. */
const PER_OCTAVE = 4;
const LOWEST = -30;
const GROUPS = 52 * PER_OCTAVE;

/**
 * Where requests spend their time, component by component. A sample of the requests is followed: each of their tokens has a row
 * with a column a component; where several ran side by side the one that was waited for counts.
 */
export class SpentTable {
  readonly components: number;
  /** Whether the next request is followed: every one in so many. */
  private readonly every: number;
  private turn = 0;
  private rows = new Float64Array(0);
  private next = new Int32Array(0);
  private freeHead = -1;
  /** By flow, group of latency and component. */
  private readonly sums: Float64Array;
  private readonly samples: Float64Array;

  constructor(flows: number, components: number, every: number) {
    this.components = components;
    this.every = every;
    this.sums = new Float64Array(flows * GROUPS * components);
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
    this.rows.fill(0, row * this.components, (row + 1) * this.components);
    return row;
  }

  add(row: number, component: number, seconds: number): void {
    const at = row * this.components + component;
    this.rows[at] = this.rows[at]! + seconds;
  }

  /** Adds what `from` spent to `to`: it waited for it. */
  merge(to: number, from: number): void {
    for (let i = 0; i < this.components; i++) this.add(to, i, this.rows[from * this.components + i]!);
  }

  release(row: number): void {
    this.next[row] = this.freeHead;
    this.freeHead = row;
  }

  /** Files the row of an answered request under its latency. */
  file(row: number, flow: number, latency: number): void {
    const group = flow * GROUPS + groupOf(latency);
    this.samples[group] = this.samples[group]! + 1;
    for (let i = 0; i < this.components; i++) {
      const at = group * this.components + i;
      this.sums[at] = this.sums[at]! + this.rows[row * this.components + i]!;
    }
  }

  /** Mean seconds spent at each component by the requests about as slow as `latency`, or slower. `undefined`: none was followed. */
  meansFrom(flow: number, latency: number): Float64Array | undefined {
    const means = new Float64Array(this.components);
    let samples = 0;
    for (let group = groupOf(latency); group < GROUPS; group++) {
      samples += this.samples[flow * GROUPS + group]!;
      for (let i = 0; i < this.components; i++) means[i] = means[i]! + this.sums[(flow * GROUPS + group) * this.components + i]!;
    }
    return samples === 0 ? undefined : means.map((sum) => sum / samples);
  }

  private grow(length: number): void {
    const from = this.next.length;
    const rows = new Float64Array(length * this.components);
    rows.set(this.rows);
    this.rows = rows;
    const next = new Int32Array(length);
    next.set(this.next);
    this.next = next;
    for (let row = from; row < length; row++) this.next[row] = row + 1;
    this.next[length - 1] = this.freeHead;
    this.freeHead = from;
  }
}

function groupOf(latency: number): number {
  const group = Math.floor((Math.log2(latency) - LOWEST) * PER_OCTAVE);
  return group > 0 ? Math.min(GROUPS - 1, group) : 0;
}
