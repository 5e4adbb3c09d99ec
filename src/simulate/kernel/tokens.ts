import { longer } from './longer.js';

/** Tokens that stand for more than this end the run: work piles up without end. */
export const MOST_TOKENS = 1 << 20;

/** A token's parent when it is the request itself, or when nobody waits for it. */
export const ROOT = -2;
export const NOBODY = -1;
/** ... or waited for an attempt, and gave it up. */
export const GIVEN_UP = -3;

/** The threads of all requests: a pool of numbered records in typed arrays, with a free list. */
export class Tokens {
  readonly depth: number;
  readonly registers: number;
  /** Numbers that are kept of keys. */
  readonly keyed: number;
  pc = new Int32Array(0);
  /** Rises whenever the token goes on after waiting, so that whoever comes late finds nobody. */
  age = new Int32Array(0);
  request = new Int32Array(0);
  parent = new Int32Array(0);
  parentAge = new Int32Array(0);
  outcome = new Uint8Array(0);
  /** Others it waits for: still running, needed, succeeded, failed, not yet started, and their code. */
  left = new Int32Array(0);
  need = new Int32Array(0);
  done = new Int32Array(0);
  spare = new Int32Array(0);
  more = new Int32Array(0);
  /** Time it has spent that the clock has not: stays without slots and ways merge into the next event. */
  debt = new Float64Array(0);
  next = new Int32Array(0);
  /** The instance it was sent to. */
  target = new Int32Array(0);
  /** The innermost attempt it makes; -1: none. */
  attempt = new Int32Array(0);
  /** The message it stands for; -1: none. */
  message = new Int32Array(0);
  /** Row of the table of where time is spent; -1: not followed. */
  trace = new Int32Array(0);
  held = new Int32Array(0);
  heldEpoch = new Int32Array(0);
  /** When it came to each of the visits that are open. */
  since = new Float64Array(0);
  register = new Int32Array(0);
  /** The keys it is about, by data. */
  keys = new Float64Array(0);
  live = 0;
  private freeHead = -1;

  constructor(depth: number, registers: number, keyed = 0) {
    this.depth = depth;
    this.registers = registers;
    this.keyed = keyed;
    this.grow(256);
  }

  allocate(request: number, pc: number, parent: number): number {
    if (this.freeHead < 0) this.grow(this.pc.length * 2);
    const token = this.freeHead;
    this.freeHead = this.next[token]!;
    this.live++;
    this.request[token] = request;
    this.pc[token] = pc;
    this.parent[token] = parent;
    if (parent >= 0) this.parentAge[token] = this.age[parent]!;
    this.outcome[token] = 0;
    this.debt[token] = 0;
    this.trace[token] = -1;
    this.attempt[token] = -1;
    this.message[token] = -1;
    for (let i = token * this.keyed; i < (token + 1) * this.keyed; i++) this.keys[i] = 0;
    return token;
  }

  release(token: number): void {
    this.age[token] = this.age[token]! + 1;
    this.next[token] = this.freeHead;
    this.freeHead = token;
    this.live--;
  }

  private grow(length: number): void {
    const from = this.pc.length;
    this.pc = longer(this.pc, length);
    this.age = longer(this.age, length);
    this.request = longer(this.request, length);
    this.parent = longer(this.parent, length);
    this.parentAge = longer(this.parentAge, length);
    this.outcome = longer(this.outcome, length);
    this.left = longer(this.left, length);
    this.need = longer(this.need, length);
    this.done = longer(this.done, length);
    this.spare = longer(this.spare, length);
    this.more = longer(this.more, length);
    this.debt = longer(this.debt, length);
    this.next = longer(this.next, length);
    this.target = longer(this.target, length);
    this.attempt = longer(this.attempt, length);
    this.message = longer(this.message, length);
    this.trace = longer(this.trace, length);
    this.held = longer(this.held, length * this.depth);
    this.heldEpoch = longer(this.heldEpoch, length * this.depth);
    this.since = longer(this.since, length * this.depth);
    this.register = longer(this.register, length * this.registers);
    this.keys = longer(this.keys, length * this.keyed);
    for (let token = from; token < length; token++) this.next[token] = token + 1;
    this.next[length - 1] = this.freeHead;
    this.freeHead = from;
  }
}
