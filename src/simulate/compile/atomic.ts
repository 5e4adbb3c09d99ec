import type { Action, Call } from '#model/flow.js';
import { Seconds } from '#model/units.js';
import type { StationSpec } from './station-spec.js';
import { storeAccess, writesTo } from './store-access.js';

/** A transaction that holds one slot of one store from its first step to its commit. */
export type Transaction = {
  /** The step whose copies the commit waits for: the first write that is always done, or the first step where none writes. */
  readonly lead: Call;
  readonly others: readonly Call[];
  /** Its caller gives up after this: what its steps may take together; `undefined` where one of them may take for ever. */
  readonly timeout: Seconds | undefined;
};

/**
 * The calls of an atomic group where one slot of one store can be held from the first to the last: waiting calls of one store, each
 * done once or, but for the one that leads, by a case or a share, that end at one instance. `undefined` otherwise.
 */
export function atomicCalls(actions: readonly Action[], specOf: (call: Call) => StationSpec): Transaction | undefined {
  const calls = actions.filter((each): each is Call => each.type === 'call');
  const first = calls[0];
  if (first === undefined || calls.length < actions.length) return undefined;
  const spec = specOf(first);
  const plain = calls.every(
    (call) =>
      call.waits &&
      (call.when.kind === 'always' || call.when.kind === 'case' || call.when.kind === 'share') &&
      call.times === 1 &&
      call.retries === 0 &&
      !call.breaker &&
      call.hedge === undefined &&
      call.hold === undefined &&
      call.hit === undefined &&
      call.visit.component === first.visit.component &&
      storeAccess(spec.component, call, spec.copies).kind === 'one',
  );
  if (!plain || spec.layout !== 'store') return undefined;
  const sure = calls.filter(({ when }) => when.kind === 'always');
  const lead = sure.find(writesTo) ?? (calls.some(writesTo) ? undefined : sure[0]);
  return lead === undefined ? undefined : { lead, others: calls.filter((call) => call !== lead), timeout: together(calls) };
}

/** Nobody waits longer for all steps than for each of them. */
function together(calls: readonly Call[]): Seconds | undefined {
  const known = calls.flatMap(({ timeout }) => (timeout === undefined ? [] : [timeout]));
  return known.length < calls.length ? undefined : Seconds(known.reduce((sum, each) => sum + each, 0));
}
