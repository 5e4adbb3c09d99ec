import { invariant } from '#base/invariant.js';
import type { Assumption } from '#model/design.js';
import type { ServiceTime } from '#model/service-time.js';
import type { BreakerSpec, BudgetSpec, HoldDraft } from '../calls/tables.js';
import type { CopySet } from '../kernel/copy-set.js';
import { OP } from '../kernel/instructions.js';
import type { NotModelled } from '../kernel/program.js';
import { PoolList } from './limits.js';

/** A place in the code that may not be known yet. */
export type Label = number;

export type SiteDraft = {
  station: number;
  depth: number;
  pick: number;
  notice: number;
  sampler: number;
  after: Label;
  leave: Label;
  queue: number;
  /** 0: to the nearest; 1: to the home of the key; from 2 on: to that region. */
  roaming: number;
  /** The data whose key decides the shard; -1: any shard. */
  key: number;
};

export type EndingDraft = {
  retries: number;
  tried: number;
  budget: number;
  undo: number;
  again: Label;
  base: number;
  factor: number;
  longest: number;
  jitter: boolean;
  optional: boolean;
  purpose: number;
  handled: number;
  miss: number;
  depth: number;
  station: number;
  fail: Label;
};

type Condition = { kind: number; register: number; equals: number; share: number };

/** Operands that are labels until the code is complete: which of them of which instruction. */
type Jump = { readonly pc: number; readonly operand: 'a' | 'c' };

/** The instructions and tables under construction. */
export class Code {
  readonly op: number[] = [];
  readonly a: number[] = [];
  readonly b: number[] = [];
  readonly c: number[] = [];
  readonly d: number[] = [];
  readonly sites: SiteDraft[] = [];
  readonly endings: EndingDraft[] = [];
  readonly times: ServiceTime[] = [];
  readonly timeouts: number[] = [];
  readonly timerKinds: number[] = [];
  readonly pauses: number[] = [];
  readonly pools = new PoolList();
  /** Limits of single users, and the flows that come to them. */
  readonly countsUsers: { station: number; flow: number }[] = [];
  readonly branches: Label[][] = [];
  readonly copySets: (Omit<CopySet, 'code'> & { code: Label })[] = [];
  readonly conditions: Condition[] = [];
  readonly draws: { register: number; upTo: number[] }[] = [];
  readonly hits: { register: number; ratio: number; items: number; station: number }[] = [];
  readonly varying: { register: number; values: number[] }[] = [];
  readonly marks: { flow: number; quality: string; component: string; path: Set<number> }[] = [];
  readonly breakers: BreakerSpec[] = [];
  readonly budgets: BudgetSpec[] = [];
  readonly holds: HoldDraft[] = [];
  readonly undos: { readonly registers: readonly number[]; readonly code: Label }[] = [];
  /** Registers that count steps which can be taken back. */
  readonly undoRegisters: number[] = [];
  readonly assumptions = new Set<string>();
  readonly assumed = new Map<string, Assumption>();
  readonly notModelled = new Map<string, NotModelled>();
  depth = 1;
  registers = 0;
  /** Registers in which side-by-side work tells the steps after it about misses and failures. */
  readonly shared: number[] = [];
  private readonly labels: number[] = [];
  private readonly jumps: Jump[] = [];

  label(): Label {
    return this.labels.push(-1) - 1;
  }

  /** The label stands for the next instruction. */
  place(label: Label): void {
    this.labels[label] = this.op.length;
  }

  here(): Label {
    const label = this.label();
    this.place(label);
    return label;
  }

  at(label: Label): number {
    const pc = this.labels[label];
    invariant(pc !== undefined && pc >= 0, `label ${label} was never placed`);
    return pc;
  }

  emit(op: number, a = 0, b = 0, c = 0, d = 0): void {
    this.op.push(op);
    this.a.push(a);
    this.b.push(b);
    this.c.push(c);
    this.d.push(d);
  }

  /** Emits an instruction one operand of which is a label. */
  emitTo(op: number, operand: 'a' | 'c', label: Label, rest: { a?: number; b?: number; c?: number; d?: number } = {}): void {
    this.jumps.push({ pc: this.op.length, operand });
    const operands = { a: 0, b: 0, c: 0, d: 0, ...rest, [operand]: label };
    this.emit(op, operands.a, operands.b, operands.c, operands.d);
  }

  register(): number {
    return this.registers++;
  }

  timeout(seconds: number, kind: number): number {
    const known = this.timeouts.findIndex((each, i) => each === seconds && this.timerKinds[i] === kind);
    if (known >= 0) return known;
    this.timerKinds.push(kind);
    return this.timeouts.push(seconds) - 1;
  }

  /** Emits the judgement of how a call or group ended. */
  ending(draft: Partial<EndingDraft> & Pick<EndingDraft, 'depth' | 'fail' | 'station'>): void {
    const plain = { retries: 0, tried: -1, budget: -1, undo: -1, again: draft.fail, base: 0, factor: 1, longest: Infinity, jitter: false };
    this.emit(OP.result, this.endings.push({ ...plain, optional: false, purpose: -1, handled: 0, miss: -1, ...draft }) - 1);
  }

  leaveOut(path: string, what: string): void {
    this.notModelled.set(`${path} ${what}`, { path, what });
  }

  /** Turns labels into places in the code. */
  resolveJumps(): void {
    for (const { pc, operand } of this.jumps) this[operand][pc] = this.at(this[operand][pc]!);
    this.jumps.length = 0;
  }
}
