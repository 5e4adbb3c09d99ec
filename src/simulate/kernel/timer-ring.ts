/**
 * Timers that all run equally long, so that they end in the order in which they were set: a ring, of which only the first stands
 * among the pending events. A timer nobody needs any more is passed over when its turn comes.
 */
export class TimerRing {
  readonly seconds: number;
  /** Whether the first timer stands among the pending events. */
  armed = false;
  private end = new Float64Array(64);
  private subject = new Int32Array(64);
  private age = new Int32Array(64);
  private from = 0;
  private count = 0;

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  set(now: number, subject: number, age: number): void {
    if (this.count === this.end.length) this.grow();
    const at = (this.from + this.count) & (this.end.length - 1);
    this.end[at] = now + this.seconds;
    this.subject[at] = subject;
    this.age[at] = age;
    this.count++;
  }

  /** Who the first timer is for. */
  first(): number {
    return this.subject[this.from]!;
  }

  firstAge(): number {
    return this.age[this.from]!;
  }

  firstEnd(): number {
    return this.count === 0 ? Infinity : this.end[this.from]!;
  }

  drop(): void {
    this.from = (this.from + 1) & (this.end.length - 1);
    this.count--;
  }

  /** Passes over timers whose subject has a newer age than when they were set; answers when the first real one ends. */
  skip(ages: Int32Array): number {
    while (this.count > 0 && ages[this.subject[this.from]!] !== this.age[this.from]!) this.drop();
    return this.firstEnd();
  }

  private grow(): void {
    const length = this.end.length;
    const end = new Float64Array(length * 2);
    const subject = new Int32Array(length * 2);
    const age = new Int32Array(length * 2);
    for (let i = 0; i < this.count; i++) {
      const at = (this.from + i) & (length - 1);
      end[i] = this.end[at]!;
      subject[i] = this.subject[at]!;
      age[i] = this.age[at]!;
    }
    this.end = end;
    this.subject = subject;
    this.age = age;
    this.from = 0;
  }
}
