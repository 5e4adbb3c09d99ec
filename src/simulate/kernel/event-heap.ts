import { longer } from './longer.js';

/**
 * The pending events: a binary heap in typed arrays, ordered by time and, among equals, by the order in which they were scheduled.
 *
 * `peek` leaves a hole at the top that the next `schedule` fills directly (replace-top); `settle` closes it if nothing did.
 */
export class EventHeap {
  time = new Float64Array(1024);
  order = new Float64Array(1024);
  payload = new Int32Array(1024);
  size = 0;
  private hole = false;
  private scheduled = 0;
  /** Time and order of the event that is being placed: kept here, since numbers that are not whole are boxed on the way into a call. */
  private readonly placing = new Float64Array(2);

  /** Time of the next event; `Infinity` when there is none. */
  nextTime(): number {
    return this.size === 0 ? Infinity : this.time[0]!;
  }

  /** The next event's payload. The event counts as taken: call `settle` when everything it causes has been scheduled. */
  take(): number {
    this.hole = true;
    return this.payload[0]!;
  }

  settle(): void {
    if (!this.hole) return;
    this.hole = false;
    const last = --this.size;
    if (last === 0) return;
    this.placing[0] = this.time[last]!;
    this.placing[1] = this.order[last]!;
    this.sink(this.payload[last]!);
  }

  schedule(time: number, payload: number): void {
    this.placing[0] = time;
    this.placing[1] = this.scheduled++;
    this.place(payload);
  }

  private place(payload: number): void {
    if (this.hole) {
      this.hole = false;
      this.sink(payload);
      return;
    }
    if (this.size === this.time.length) this.grow();
    this.rise(this.size++, payload);
  }

  private rise(i: number, payload: number): void {
    const times = this.time;
    const time = this.placing[0]!;
    const order = this.placing[1]!;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (times[parent]! <= time) break;
      times[i] = times[parent]!;
      this.order[i] = this.order[parent]!;
      this.payload[i] = this.payload[parent]!;
      i = parent;
    }
    times[i] = time;
    this.order[i] = order;
    this.payload[i] = payload;
  }

  private sink(payload: number): void {
    const times = this.time;
    const time = this.placing[0]!;
    const order = this.placing[1]!;
    const orders = this.order;
    const size = this.size;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      let earliest = times[child]!;
      if (child + 1 < size) {
        const other = times[child + 1]!;
        if (other < earliest || (other === earliest && orders[child + 1]! < orders[child]!)) {
          child++;
          earliest = other;
        }
      }
      if (time < earliest || (time === earliest && order < orders[child]!)) break;
      times[i] = earliest;
      orders[i] = orders[child]!;
      this.payload[i] = this.payload[child]!;
      i = child;
    }
    times[i] = time;
    orders[i] = order;
    this.payload[i] = payload;
  }

  private grow(): void {
    const length = this.time.length * 2;
    this.time = longer(this.time, length);
    this.order = longer(this.order, length);
    this.payload = longer(this.payload, length);
  }
}
