import type { DesignModel } from '#model/design.js';
import type { Action } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';

/**
 * How many times over a component is asked when nothing it is asked answers: the product of the attempts of every retrying call on the
 * way to it, the most over all flows. A retry budget of b lets 1 + b attempts through.
 */
export function amplificationOf(model: DesignModel): ReadonlyMap<ComponentId, number> {
  const most = new Map<ComponentId, number>();
  const walk = (actions: readonly Action[], times: number): void => {
    for (const action of actions) {
      if (action.type === 'group') {
        for (const branch of 'branches' in action.how ? action.how.branches : [action.how.actions]) walk(branch, times);
        continue;
      }
      const attempts = action.waits ? times * (1 + Math.min(action.retries, action.retryBudget ?? Infinity)) : 1;
      const { component, actions: inside } = action.visit;
      most.set(component, Math.max(most.get(component) ?? 1, attempts));
      walk(inside, attempts);
    }
  };
  for (const { roots, workload } of model.flows.values()) if (workload.kind !== 'part') for (const root of roots) walk(root.actions, 1);
  return most;
}
