import type { Action, Visit } from '#model/flow.js';

/** The longest that a visit may wait for the calls it makes, where each has a timeout: one after another, with all attempts. Seconds. */
export function longest({ actions }: Visit): number {
  const of = (action: Action): number => {
    if (action.type === 'call')
      return action.waits && action.timeout !== undefined && action.when.kind === 'always' ? action.timeout * (1 + action.retries) : 0;
    if ('branches' in action.how) return Math.max(0, ...action.how.branches.map(sum));
    return sum(action.how.actions);
  };
  const sum = (steps: readonly Action[]): number => steps.reduce((total, each) => total + of(each), 0);
  return sum(actions);
}
