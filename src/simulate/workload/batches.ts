import type { Program } from '../kernel/program.js';

/** Items of one flow that are under way at once; the others come as these end, which no line notices. */
export const MOST_AT_ONCE = 100_000;

/** One batch that was done: when it began and how long it took, in seconds. */
export type BatchDone = { readonly flow: number; readonly start: number; readonly took: number };

/** The flows that come in batches: what is still to come of the running one, and how far they are. */
export class Batches {
  /** By flow: 1 if it comes in batches, when the first of them began, and that whose items come now or next. */
  readonly batched: Uint8Array;
  readonly first: Float64Array;
  readonly start: Float64Array;
  /** Items of a batch, of those how many are still to come, how many are under way and how many ended, of all batches together. */
  readonly items: Float64Array;
  readonly left: Float64Array;
  readonly underWay: Float64Array;
  readonly ended: Float64Array;
  /** When the last item ended. */
  readonly last: Float64Array;
  /** 1: items wait outside until others end. */
  readonly paused: Uint8Array;
  readonly done: BatchDone[] = [];
  /** Items of one flow that may be under way at once: of a slice, its share. */
  most = MOST_AT_ONCE;
  /** Told when an item may come that waited outside. */
  resume: (flow: number) => void = () => {};
  private readonly every: Float64Array;

  constructor({ flows }: Program) {
    this.batched = Uint8Array.from(flows, (flow) => (flow.kind === 'batch' ? 1 : 0));
    this.every = Float64Array.from(flows, (flow) => flow.every);
    this.first = new Float64Array(flows.length);
    this.start = new Float64Array(flows.length);
    this.items = new Float64Array(flows.length);
    this.left = new Float64Array(flows.length);
    this.underWay = new Float64Array(flows.length);
    this.ended = new Float64Array(flows.length);
    this.last = new Float64Array(flows.length);
    this.paused = new Uint8Array(flows.length);
  }

  /** Batches of `flow` come from `time` on, of so many items each. */
  open(flow: number, time: number, items: number): void {
    this.items[flow] = items;
    this.first[flow] = time;
    this.begin(flow, time);
  }

  /** The items of the batch that begins at `time` are the next to come. */
  private begin(flow: number, time: number): void {
    this.start[flow] = time;
    this.left[flow] = this.items[flow]!;
  }

  /** An item of the running batch comes; answers when the next one does. */
  next(flow: number, now: number): number {
    this.left[flow]!--;
    this.underWay[flow]!++;
    if (this.left[flow]! <= 0) {
      this.begin(flow, this.start[flow]! + this.every[flow]!);
      return Math.max(now, this.start[flow]!);
    }
    if (this.underWay[flow]! < this.most) return now;
    this.paused[flow] = 1;
    return Infinity;
  }

  /** An item has ended, with everything it handed over. As many as are in a batch: the oldest batch is done. */
  end(flow: number, now: number): void {
    this.underWay[flow]!--;
    const ended = ++this.ended[flow]!;
    this.last[flow] = now;
    if (ended % this.items[flow]! === 0) {
      const start = this.first[flow]! + (ended / this.items[flow]! - 1) * this.every[flow]!;
      this.done.push({ flow, start, took: now - start });
    }
    if (this.paused[flow] === 0) return;
    this.paused[flow] = 0;
    this.resume(flow);
  }
}
