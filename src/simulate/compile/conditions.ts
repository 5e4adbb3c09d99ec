import { unreachable } from '#base/invariant.js';
import type { Action, Draw, Flow, Varying, Visit, When } from '#model/flow.js';
import { CONDITION, OP } from '../kernel/instructions.js';
import type { Code, Label } from './code.js';

const ERROR = 1;
const TIMEOUT = 2;

type Handler = { readonly order: number; readonly purpose: number; readonly bit: number };

/** What the steps of one flow remember for later steps, and who waits for whose failure. */
export class Memory {
  private readonly purposes = new Map<number, number>();
  private readonly misses = new Map<number, number>();
  /** Reads whose misses a later step of the caller takes care of, so that a failed read counts as a miss. */
  private readonly missed = new Set<number>();
  /** Calls whose visits are open at this place of the scan. */
  private readonly open: number[] = [];
  private readonly draws = new Map<number, { register: number; draw: Draw }>();
  private readonly handlers: Handler[] = [];
  private readonly order = new Map<object, number>();
  private readonly code: Code;

  constructor(flow: Flow, code: Code) {
    this.code = code;
    for (const root of flow.roots) this.scan(root);
  }

  private scan(visit: Visit): void {
    for (const action of visit.actions) this.scanAction(action);
  }

  private scanAction(action: Action): void {
    this.order.set(action, this.order.size);
    const { when } = action;
    if (when.kind === 'error' || when.kind === 'timeout') {
      const bit = when.kind === 'error' ? ERROR : TIMEOUT;
      this.handlers.push({ order: this.order.get(action)!, purpose: when.of, bit });
      this.keep(this.purposes, when.of);
    }
    if (when.kind === 'miss') {
      this.keep(this.misses, when.of);
      if (!this.open.includes(when.of)) this.missed.add(when.of);
    }
    if (action.type === 'call') {
      this.open.push(action.id);
      this.scan(action.visit);
      this.open.pop();
      return;
    }
    const { how } = action;
    if (how.kind === 'together' || how.kind === 'any') for (const branch of how.branches) for (const each of branch) this.scanAction(each);
    else for (const each of how.actions) this.scanAction(each);
  }

  private keep(registers: Map<number, number>, of: number): void {
    if (registers.has(of)) return;
    const register = this.code.register();
    registers.set(of, register);
    this.code.shared.push(register);
  }

  /** Register of what the call is for: its own, or that of the call it stands in for; -1: nobody asks. */
  purposeOf(action: Action): number {
    const { when } = action;
    if (when.kind === 'error' || when.kind === 'timeout') return this.purposes.get(when.of) ?? -1;
    return action.type === 'call' ? (this.purposes.get(action.id) ?? -1) : -1;
  }

  /** Which failures of the action a later step takes care of. */
  handledAfter(action: Action): number {
    const { when } = action;
    const purpose = when.kind === 'error' || when.kind === 'timeout' ? when.of : action.type === 'call' ? action.id : -1;
    const order = this.order.get(action) ?? 0;
    return this.handlers.reduce((mask, each) => (each.purpose === purpose && each.order > order ? mask | each.bit : mask), 0);
  }

  missOf(call: number): number {
    return this.misses.get(call) ?? -1;
  }

  /** The same, where a failure of the read counts as a miss. What loads by itself passes its failures on. */
  failureAsMiss(call: number): number {
    return this.missed.has(call) ? this.missOf(call) : -1;
  }

  /** Emits the draw of a case, for this run of the flow or part. */
  emitDraw(draw: Draw | undefined): void {
    if (draw === undefined) return;
    const known = this.draws.get(draw.id);
    const register = known?.register ?? this.code.register();
    this.draws.set(draw.id, { register, draw });
    let sum = 0;
    const upTo = draw.cases.map((each) => {
      sum += each.share;
      return sum;
    });
    this.code.emit(OP.draw, this.code.draws.push({ register, upTo }) - 1);
  }

  /** Emits the test whether a step happens at all; `otherwise` is where it goes on if not. */
  emitWhen(when: When, otherwise: Label): void {
    const test = (kind: number, register: number, equals: number, share = 0): void => {
      const index = this.code.conditions.push({ kind, register, equals, share }) - 1;
      this.code.emitTo(OP.when, 'c', otherwise, { a: index });
    };
    switch (when.kind) {
      case 'always':
        return;
      case 'miss':
        return test(CONDITION.register, this.misses.get(when.of)!, 1);
      case 'error':
        return test(CONDITION.register, this.purposes.get(when.of)!, ERROR);
      case 'timeout':
        return test(CONDITION.register, this.purposes.get(when.of)!, TIMEOUT);
      case 'share':
        return test(CONDITION.share, 0, 0, when.share);
      case 'case': {
        const drawn = this.draws.get(when.draw);
        if (drawn === undefined) return;
        const index = drawn.draw.cases.findIndex((each) => each.name === when.name);
        return test(CONDITION.register, drawn.register, index);
      }
      default:
        return unreachable(when);
    }
  }

  /** A number that may depend on a case, as an index into the table of such numbers. */
  varying(number: Varying): number {
    if (typeof number === 'number') return this.code.varying.push({ register: -1, values: [number] }) - 1;
    const drawn = this.draws.get(number.draw);
    const cases = drawn?.draw.cases ?? [];
    const values = cases.length === 0 ? [...number.byCase.values()] : cases.map((each) => number.byCase.get(each.name) ?? 0);
    return this.code.varying.push({ register: drawn?.register ?? -1, values }) - 1;
  }
}
