import type { Action, Call, Flow } from '#model/flow.js';
import type { DataId } from '#model/ids.js';

/** A call of a flow's tree with what stands around it. */
export type Placed = {
  readonly call: Call;
  readonly flow: Flow;
  /** The flow waits for it: no step above it, itself included, is handed over. */
  readonly awaited: boolean;
  /** Calls it is made inside, outermost first. */
  readonly above: readonly Call[];
  /** Only on some runs of the flow: it, or a step it is part of or made inside, has a `when`. */
  readonly sometimes: boolean;
  /** Number of the transaction it is part of, unique in the flow; undefined outside of any. */
  readonly atomic: number | undefined;
};

/** Every call of a flow, in the order of the tree. */
export function callsOf(flow: Flow): readonly Placed[] {
  const found: Placed[] = [];
  let transactions = 0;
  const walk = (actions: readonly Action[], awaited: boolean, above: readonly Call[], atomic: number | undefined, some: boolean): void => {
    for (const action of actions) {
      const sometimes = some || action.when.kind !== 'always';
      if (action.type === 'call') {
        const waits = awaited && action.waits;
        // What is handed over happens after the transaction, or without it.
        const inside = action.waits ? atomic : undefined;
        found.push({ call: action, flow, awaited: waits, above, sometimes, atomic: inside });
        walk(action.visit.actions, waits, [...above, action], inside, sometimes);
      } else if ('branches' in action.how) {
        for (const branch of action.how.branches) walk(branch, awaited, above, atomic, sometimes);
      } else {
        const inside = action.how.kind === 'atomic' ? transactions++ : atomic;
        walk(action.how.actions, awaited, above, inside, sometimes);
      }
    }
  };
  for (const root of flow.roots) walk(root.actions, true, [], undefined, false);
  return found;
}

/** Calls that do `kind` to a data item. */
export const touching = (calls: readonly Placed[], kind: 'read' | 'write' | 'invalidate' | 'publish', data: DataId): readonly Placed[] =>
  calls.filter(({ call }) => call.operation?.kind === kind && call.operation.data === data);
