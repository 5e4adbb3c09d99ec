import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';
import type { Placed } from '../consistency/calls.js';
import { allCalls, byStep } from '../consistency/deliveries.js';
import { stepSaysUnknown } from '../unknown.js';

/** Retries from which waiting between them matters more than the retries. */
const MANY = 3;

/** Calls that are tried many times without a wait that differs: one chain of calls, or one caller and target wherever they meet. */
export type Hasty = { readonly kind: 'none' | 'together' | 'unknown'; readonly calls: readonly Call[]; readonly flows: readonly FlowId[] };

/** Each such group once, its first call first. */
export function hasty(model: DesignModel): readonly Hasty[] {
  const groups: { kind: Hasty['kind']; steps: Placed[]; flows: Set<FlowId> }[] = [];
  for (const { first, flows } of byStep(allCalls(model))) {
    const { retries, backoff } = first.call;
    if (retries < MANY || backoff?.jitter === true) continue;
    const kind = stepSaysUnknown(model, first.call, 'backoff') ? 'unknown' : backoff === undefined ? 'none' : 'together';
    const known = groups.find((group) => group.kind === kind && group.steps.some((each) => related(each, first)));
    const group = known ?? { kind, steps: [], flows: new Set<FlowId>() };
    if (known === undefined) groups.push(group);
    group.steps.push(first);
    for (const flow of flows) group.flows.add(flow);
  }
  return groups.map(({ kind, steps, flows }) => ({ kind, calls: steps.map(({ call }) => call), flows: [...flows] }));
}

/** One is made inside the other and waited for, or both are made by the same caller of the same target. */
function related(a: Placed, b: Placed): boolean {
  if (a.call.from === b.call.from && a.call.visit.component === b.call.visit.component) return true;
  const inside = ({ above }: Placed, { call: { origin } }: Placed): boolean =>
    above.slice(above.findLastIndex(({ waits }) => !waits) + 1).some((each) => each.origin === origin);
  return inside(a, b) || inside(b, a);
}
