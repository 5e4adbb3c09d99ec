import { longer } from '../kernel/longer.js';

/**
 * The attempts under way that have a timeout: a pool of numbered records. An attempt runs on the token of who makes it; only when it
 * is given up do the two part, and then the record says what the caller was before it.
 */
export class Attempts {
  /** The token that makes it, and the attempt within which it is made; -1: none. */
  token = new Int32Array(0);
  outer = new Int32Array(0);
  /** Rises when it is over, so that its timer finds nobody. */
  age = new Int32Array(0);
  /** 1: nobody waits for it any more. */
  givenUp = new Uint8Array(0);
  /** The instruction that began it. */
  pc = new Int32Array(0);
  /** The caller's row of the table of where time is spent; -1: not followed. */
  trace = new Int32Array(0);
  /** The caller's registers and keys. */
  register = new Int32Array(0);
  keys = new Float64Array(0);
  private readonly registers: number;
  private readonly keyed: number;
  private next = new Int32Array(0);
  private freeHead = -1;

  constructor(registers: number, keyed: number) {
    this.registers = registers;
    this.keyed = keyed;
    this.grow(256);
  }

  allocate(token: number, outer: number, pc: number): number {
    if (this.freeHead < 0) this.grow(this.next.length * 2);
    const attempt = this.freeHead;
    this.freeHead = this.next[attempt]!;
    this.token[attempt] = token;
    this.outer[attempt] = outer;
    this.pc[attempt] = pc;
    this.givenUp[attempt] = 0;
    return attempt;
  }

  release(attempt: number): void {
    this.age[attempt] = this.age[attempt]! + 1;
    this.next[attempt] = this.freeHead;
    this.freeHead = attempt;
  }

  private grow(length: number): void {
    const from = this.next.length;
    this.token = longer(this.token, length);
    this.outer = longer(this.outer, length);
    this.age = longer(this.age, length);
    this.givenUp = longer(this.givenUp, length);
    this.pc = longer(this.pc, length);
    this.trace = longer(this.trace, length);
    this.register = longer(this.register, length * this.registers);
    this.keys = longer(this.keys, length * this.keyed);
    this.next = longer(this.next, length);
    for (let attempt = from; attempt < length; attempt++) this.next[attempt] = attempt + 1;
    this.next[length - 1] = this.freeHead;
    this.freeHead = from;
  }
}
