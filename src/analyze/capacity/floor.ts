import type { DesignModel, LatencyName, QualityTarget } from '#model/design.js';
import type { Action, Flow } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';
import { ownFlows, targetsOf } from '../analysis.js';
import { meanTime } from './demand.js';
import { roundTrip } from './network.js';

/** A latency target below what an idle system takes. Seconds. */
export type TooFast = {
  readonly flow: FlowId;
  readonly target: QualityTarget;
  readonly name: LatencyName;
  readonly asked: number;
  readonly floor: number;
  /** Even without the service times that the design did not write. */
  readonly certain: boolean;
};

/**
 * Figures that are not below the mean of a sum of service times: the mean itself, and percentiles far out. A median may well be
 * below a mean, so it is not judged.
 */
const JUDGED: readonly LatencyName[] = ['mean', 'p99', 'p999', 'max'];

/** Targets that no load is low enough for: the steps that every request waits for take longer, one after another, on idle machines. */
export function tooFast(model: DesignModel): readonly TooFast[] {
  return ownFlows(model).flatMap((flow) => {
    const floor = floorOf(model, flow, () => true);
    const written = floorOf(model, flow, (time) => time);
    return targetsOf(model, flow.id).flatMap((target) =>
      JUDGED.flatMap((name) => {
        const asked = target.latency.get(name);
        return asked === undefined || floor <= asked ? [] : [{ flow: flow.id, target, name, asked, floor, certain: written > asked }];
      }),
    );
  });
}

/** Mean seconds of the steps that every request makes and waits for; `counts` says whether a time counts that was, or was not, written. */
function floorOf(model: DesignModel, flow: Flow, counts: (written: boolean) => boolean): number {
  const sum = (actions: readonly Action[]): number => actions.reduce((total, action) => total + step(action), 0);
  const step = (action: Action): number => {
    const times = typeof action.times === 'number' ? action.times : 0;
    if (action.when.kind !== 'always' || times < 1) return 0;
    const rounds = action.atOnce === 'all' ? 1 : Math.ceil(times / Math.max(1, action.atOnce));
    return rounds * once(action);
  };
  const once = (action: Action): number => {
    if (action.type === 'group') {
      if (!('branches' in action.how)) return sum(action.how.actions);
      const branches = action.how.branches.map(sum);
      return branches.length === 0 ? 0 : action.how.kind === 'any' ? Math.min(...branches) : Math.max(...branches);
    }
    const target = model.components.get(action.visit.component);
    if (!action.waits || target === undefined) return 0;
    const own = counts(action.time !== undefined || target.written.has('time')) ? (meanTime(target, action) ?? 0) : 0;
    const inside = target.is === 'queue' || target.is === 'stream' || target.is === 'pubsub' ? 0 : sum(action.visit.actions);
    // What is given up after a timeout takes no longer than that, each time.
    return Math.min(roundTrip(model, action.from, action.visit.component) + own + inside, action.timeout ?? Infinity);
  };
  return flow.roots.reduce((total, root) => total + sum(root.actions), 0);
}
