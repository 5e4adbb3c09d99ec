/** Connections in the order of their ends, each with its instance; those of one moment before the run are bundled. */
export class HeldRing {
  private ends = new Float64Array(64);
  private instances = new Int32Array(64);
  private lives = new Int32Array(64);
  private sizes = new Int32Array(64);
  private from = 0;
  private count = 0;

  put(end: number, instance: number, life: number, size: number): void {
    if (this.count === this.ends.length) this.grow();
    const at = (this.from + this.count) & (this.ends.length - 1);
    this.ends[at] = end;
    this.instances[at] = instance;
    this.lives[at] = life;
    this.sizes[at] = size;
    this.count++;
  }

  firstEnd(): number {
    return this.count === 0 ? Infinity : this.ends[this.from]!;
  }

  first(): number {
    return this.instances[this.from]!;
  }

  firstLife(): number {
    return this.lives[this.from]!;
  }

  firstSize(): number {
    return this.sizes[this.from]!;
  }

  drop(): void {
    this.from = (this.from + 1) & (this.ends.length - 1);
    this.count--;
  }

  private grow(): void {
    const length = this.ends.length;
    const order = Int32Array.from({ length }, (_, i) => (this.from + i) & (length - 1));
    const ends = new Float64Array(length * 2);
    const ints = (old: Int32Array) => {
      const longer = new Int32Array(length * 2);
      for (let i = 0; i < length; i++) longer[i] = old[order[i]!]!;
      return longer;
    };
    for (let i = 0; i < length; i++) ends[i] = this.ends[order[i]!]!;
    this.ends = ends;
    this.instances = ints(this.instances);
    this.lives = ints(this.lives);
    this.sizes = ints(this.sizes);
    this.from = 0;
  }
}
