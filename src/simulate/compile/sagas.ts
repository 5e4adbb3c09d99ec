import type { Action, Call, Flow, Visit } from '#model/flow.js';
import type { Code } from './code.js';

/** Which steps of a flow can be taken back, where they lie, and the registers that count how often each was done. */
export class Sagas {
  /** All of them, in the order of the path. */
  readonly steps: readonly Call[];
  private readonly registers = new Map<Call, number>();
  private readonly within = new Map<Visit | Action, readonly Call[]>();

  /** `code`: undefined where nothing is taken back, since this takes something back itself. */
  constructor(flow: Flow, code: Code | undefined) {
    this.steps = code === undefined ? [] : flow.roots.flatMap((root) => this.ofVisit(root, code));
  }

  /** Register that counts how often the call was done; -1: it cannot be taken back. */
  registerOf(call: Call): number {
    return this.registers.get(call) ?? -1;
  }

  /** What can be taken back of all that is waited for inside a visit or an action. */
  inside(of: Visit | Action): readonly Call[] {
    return this.within.get(of) ?? [];
  }

  private ofVisit(visit: Visit, code: Code): readonly Call[] {
    const found = visit.actions.flatMap((action) => this.ofAction(action, code));
    this.within.set(
      visit,
      found.filter((call) => !this.handedOver(visit.actions, call)),
    );
    return found;
  }

  /** Whether nobody waits for `call` among these actions. */
  private handedOver(actions: readonly Action[], call: Call): boolean {
    return !actions.some((action) => this.inside(action).includes(call));
  }

  private ofAction(action: Action, code: Code): readonly Call[] {
    if (action.type === 'group') {
      const { how } = action;
      const parts = 'branches' in how ? how.branches.flat() : how.actions;
      const found = parts.flatMap((part) => this.ofAction(part, code));
      this.within.set(
        action,
        parts.flatMap((part) => this.inside(part)),
      );
      return found;
    }
    const deeper = this.ofVisit(action.visit, code);
    const own = this.register(action, code);
    this.within.set(action, action.waits ? [...this.inside(action.visit), ...own] : []);
    return [...deeper, ...own];
  }

  private register(call: Call, code: Code): readonly Call[] {
    if (call.undo === undefined || !call.waits) return [];
    const register = code.register();
    this.registers.set(call, register);
    code.undoRegisters.push(register);
    return [call];
  }
}
