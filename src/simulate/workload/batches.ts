import { UNLIMITED } from '../kernel/instructions.js';
import type { Program, Stations } from '../kernel/program.js';

/** Items of one flow that are under way at once, at least and at most. */
const AT_ONCE = [10_000, 100_000] as const;

/**
 * Items of one flow that are under way at once; the others come as these end. Twice as many as any component has room for, in slots, in lines
 * that end and in queues that are bounded, so that none of those notices.
 */
export function mostAtOnce({ slots, most, line, bound }: Stations): number {
  const finite = (value: number): number => (value < UNLIMITED ? value : 0);
  const widest = [...slots].reduce((wide, each, i) => Math.max(wide, (finite(each) + finite(line[i]!)) * most[i]! + finite(bound[i]!)), 0);
  return Math.min(AT_ONCE[1], Math.max(AT_ONCE[0], 2 * widest));
}

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
  /** Told when an item may come that waited outside. */
  resume: (flow: number) => void = () => {};
  private readonly every: Float64Array;
  private readonly most: number;

  constructor({ flows, stations }: Program) {
    this.most = mostAtOnce(stations);
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
