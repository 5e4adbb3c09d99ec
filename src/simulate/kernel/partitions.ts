/**
 * Which places do not hear each other. What is sent from one to the other gets no answer until the partition heals, as a connection
 * does whose packets are lost: whoever has a timeout gives up, anybody else waits.
 */
export class Partitions {
  /** How many partitions there are now. */
  active = 0;
  /** Place of who is choosing whom to ask; -1: of nobody, to whom all can be heard. */
  asking = -1;
  private readonly places: number;
  /** By pair of places: how many partitions stand between them. */
  private readonly between: Uint8Array;
  /** Since when, by pair of places. */
  private readonly since: Float64Array;
  private waiting = new Int32Array(64);
  private count = 0;

  constructor(places: number) {
    this.places = places;
    this.between = new Uint8Array(places * places);
    this.since = new Float64Array(places * places);
  }

  apart(a: number, b: number): boolean {
    return this.between[a * this.places + b]! > 0;
  }

  /** Whether who is choosing hears a place, or has not noticed yet that it does not: that takes `notice` seconds. */
  heard(place: number, now: number, notice: number): boolean {
    if (this.asking < 0) return true;
    const at = this.asking * this.places + place;
    return this.between[at] === 0 || now < this.since[at]! + notice;
  }

  change(a: number, b: number, by: number, now: number): void {
    for (const at of [a * this.places + b, b * this.places + a]) {
      if (this.between[at] === 0) this.since[at] = now;
      this.between[at] = this.between[at]! + by;
    }
  }

  /** The token waits at the code it is at until a partition heals. */
  hold(token: number): void {
    if (this.count === this.waiting.length) {
      const longer = new Int32Array(this.count * 2);
      longer.set(this.waiting);
      this.waiting = longer;
    }
    this.waiting[this.count++] = token;
  }

  /** Everybody who is held: they are to go on, and are held again where another partition stands. */
  letGo(): Int32Array {
    const tokens = this.waiting.slice(0, this.count);
    this.count = 0;
    return tokens;
  }
}
