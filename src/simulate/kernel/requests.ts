import { longer } from './longer.js';

/** Of the users: nobody has asked for this one yet. */
export const NOT_DRAWN = -1;

/** The requests under way: a pool like that of the tokens. A request lives until its last token ended, handed-over work included. */
export class Requests {
  readonly marks: number;
  start = new Float64Array(0);
  flow = new Int32Array(0);
  /** Who sent it; see `Users`. */
  user = new Int32Array(0);
  /** Tokens that work on it. */
  tokens = new Int32Array(0);
  /** 1 once it was answered, or given up at its deadline. */
  answered = new Uint8Array(0);
  age = new Int32Array(0);
  /** When each target of a handed-over part was last reached; NaN: not yet. */
  reached = new Float64Array(0);
  private next = new Int32Array(0);
  private freeHead = -1;

  constructor(marks: number) {
    this.marks = marks;
    this.grow(256);
  }

  allocate(flow: number, start: number): number {
    if (this.freeHead < 0) this.grow(this.start.length * 2);
    const request = this.freeHead;
    this.freeHead = this.next[request]!;
    this.start[request] = start;
    this.flow[request] = flow;
    this.user[request] = NOT_DRAWN;
    this.tokens[request] = 1;
    this.answered[request] = 0;
    for (let i = request * this.marks; i < (request + 1) * this.marks; i++) this.reached[i] = Number.NaN;
    return request;
  }

  release(request: number): void {
    this.age[request] = this.age[request]! + 1;
    this.next[request] = this.freeHead;
    this.freeHead = request;
  }

  private grow(length: number): void {
    const from = this.start.length;
    this.start = longer(this.start, length);
    this.flow = longer(this.flow, length);
    this.user = longer(this.user, length);
    this.tokens = longer(this.tokens, length);
    this.age = longer(this.age, length);
    this.next = longer(this.next, length);
    this.answered = longer(this.answered, length);
    this.reached = longer(this.reached, length * this.marks);
    for (let request = from; request < length; request++) this.next[request] = request + 1;
    this.next[length - 1] = this.freeHead;
    this.freeHead = from;
  }
}
