import type { Action, Call } from '#model/flow.js';
import type { StationSpec } from './station-spec.js';
import { storeAccess, writesTo } from './store-access.js';

/**
 * The calls of an atomic group where one slot of one store can be held from the first to the last: waiting calls of one store,
 * each done once, that end at one instance. The writing one leads, so that its copies follow. `undefined` otherwise.
 */
export function atomicCalls(
  actions: readonly Action[],
  specOf: (call: Call) => StationSpec,
): { readonly lead: Call; readonly others: readonly Call[] } | undefined {
  const calls = actions.filter((each): each is Call => each.type === 'call');
  const first = calls[0];
  if (first === undefined || calls.length < actions.length) return undefined;
  const spec = specOf(first);
  const plain = calls.every(
    (call) =>
      call.waits &&
      call.when.kind === 'always' &&
      call.times === 1 &&
      call.timeout === undefined &&
      call.retries === 0 &&
      !call.breaker &&
      call.hedge === undefined &&
      call.hold === undefined &&
      call.hit === undefined &&
      call.visit.component === first.visit.component &&
      storeAccess(spec.component, call, spec.copies).kind === 'one',
  );
  if (!plain || spec.layout !== 'store') return undefined;
  const lead = calls.find(writesTo) ?? first;
  return { lead, others: calls.filter((call) => call !== lead) };
}
