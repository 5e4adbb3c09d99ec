import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import type { Placed } from '../consistency/calls.js';
import { allCalls, byStep } from '../consistency/deliveries.js';

/** A call that may go on after whoever waits for it has given up. */
export type Outlast = {
  readonly call: Call;
  readonly flows: readonly FlowId[];
  /** Seconds one attempt, or all of them, may take. */
  readonly takes: number;
  readonly attempts: 'one' | 'all';
  /** Who gives up, and after how many seconds. */
  readonly who: string;
  readonly patience: number;
};

/**
 * Calls whose timeout is longer than that of a call they are made inside, or than the deadline of their flow. All attempts
 * together are held against callers only: a deadline is what cuts retries short, on purpose.
 */
export function outlasting(model: DesignModel): readonly Outlast[] {
  const timed = allCalls(model).filter(({ call, awaited }) => awaited && call.timeout !== undefined);
  return byStep(timed).flatMap(({ first, flows }): readonly Outlast[] => {
    const { timeout = 0, retries } = first.call;
    const callers = callersOf(first);
    const limit = shortest([...callers, ...deadlineOf(first)]);
    if (limit !== undefined && timeout > limit.patience) return [{ call: first.call, flows, ...limit, takes: timeout, attempts: 'one' }];
    const caller = shortest(callers);
    const takes = timeout * (retries + 1) + waitsBetween(first.call);
    return caller !== undefined && takes > caller.patience ? [{ call: first.call, flows, ...caller, takes, attempts: 'all' }] : [];
  });
}

/** Longest waits between all attempts: a random wait may be as long as the one it is drawn from. */
function waitsBetween({ retries, backoff }: Call): number {
  if (backoff === undefined) return 0;
  let total = 0;
  for (let i = 0; i < retries; i++) total += Math.min(backoff.base * backoff.factor ** i, backoff.max ?? Infinity);
  return total;
}

type Patience = { readonly who: string; readonly patience: number };

const callersOf = ({ above }: Placed): readonly Patience[] =>
  above.flatMap(({ from, timeout }) => (timeout === undefined ? [] : [{ who: `"${from}"`, patience: timeout }]));

const deadlineOf = ({ flow }: Placed): readonly Patience[] =>
  flow.deadline === undefined ? [] : [{ who: `the deadline of "${flow.id}"`, patience: flow.deadline }];

const shortest = (all: readonly Patience[]): Patience | undefined =>
  all.reduce<Patience | undefined>((least, each) => (least !== undefined && least.patience <= each.patience ? least : each), undefined);

/** Waiting calls of ours to somebody else's system that nothing ends: no timeout on them nor above, and no deadline. */
export function unboundedWaits(model: DesignModel): readonly { readonly call: Call; readonly flows: readonly FlowId[] }[] {
  const is = (id: ComponentId): string | undefined => model.components.get(id)?.is;
  const endless = allCalls(model).filter(
    (placed) =>
      placed.call.waits &&
      is(placed.call.visit.component) === 'external' &&
      is(placed.call.from) !== 'client' &&
      placed.call.timeout === undefined &&
      (!placed.awaited || callersOf(placed).length + deadlineOf(placed).length === 0),
  );
  return byStep(endless).map(({ first, flows }) => ({ call: first.call, flows }));
}
