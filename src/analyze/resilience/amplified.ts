import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { allCalls, byStep } from '../consistency/deliveries.js';
import { stepSaysUnknown } from '../unknown.js';

/** Attempts of one request at one component above which retries make an outage of their own. */
const TOO_MANY = 10;

export type Amplified = {
  readonly call: Call;
  readonly flows: readonly FlowId[];
  /** Attempts that one request may come to, and how many each layer of the chain makes of one, outermost first. */
  readonly attempts: number;
  readonly layers: readonly { readonly from: ComponentId; readonly attempts: number }[];
};

/**
 * Calls that several layers of retries multiply. A caller that has given up makes no further attempts, so a layer makes no more than
 * fit into the time of those above it. A budget of retries on any layer ends the multiplication; what is handed over starts anew.
 */
export function amplified(model: DesignModel): readonly Amplified[] {
  const found = allCalls(model).flatMap((placed) => {
    const { call, above, flow } = placed;
    if (call.retries === 0) return [];
    const cut = above.findLastIndex((each) => !each.waits);
    const chain = [...above.slice(cut + 1), call];
    const layers = chain.flatMap((each, i) => {
      const outer = [...chain.slice(0, i).flatMap(({ timeout }) => timeout ?? []), ...(cut < 0 ? [flow.deadline ?? Infinity] : [])];
      const fits = each.timeout === undefined ? Infinity : Math.max(1, Math.ceil(Math.min(...outer) / each.timeout));
      return each.retries === 0 ? [] : [{ from: each.from, attempts: Math.min(each.retries + 1, fits) }];
    });
    const attempts = layers.reduce((product, each) => product * each.attempts, 1);
    const unknown = chain.some((each) => ['retry-budget', 'timeout'].some((name) => stepSaysUnknown(model, each, name)));
    const budget = unknown || chain.some(({ retryBudget }) => retryBudget !== undefined);
    return budget || layers.filter((each) => each.attempts > 1).length < 2 || attempts <= TOO_MANY ? [] : [{ placed, attempts, layers }];
  });
  return byStep(found.map(({ placed }) => placed)).map(({ first, flows }) => {
    const { attempts, layers } = found.find(({ placed }) => placed === first)!;
    return { call: first.call, flows, attempts, layers };
  });
}
