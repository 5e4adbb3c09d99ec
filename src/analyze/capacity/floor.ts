import type { Component } from '#model/component.js';
import type { DesignModel, LatencyName, QualityTarget } from '#model/design.js';
import type { Action, Call, Flow } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';
import { ownFlows, targetsOf } from '../analysis.js';
import { committedWith, copiesWait } from './copies.js';
import { meanTime } from './demand.js';
import { roundTrip, roundTripFor, usersByRegion } from './network.js';

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
    return targetsOf(model, flow.id).flatMap((target) =>
      JUDGED.flatMap((name) => {
        const asked = target.latency.get(name);
        if (asked === undefined) return [];
        const floor = floorFor(model, flow, name, () => true);
        if (floor <= asked) return [];
        return [{ flow: flow.id, target, name, asked, floor, certain: floorFor(model, flow, name, (time) => time) > asked }];
      }),
    );
  });
}

/** Share of the users that a figure leaves out: a region with more of them decides what it comes to. */
const LEFT_OUT: Partial<Record<LatencyName, number>> = { p99: 0.01, p999: 0.001, max: 0 };

/** A mean is of all users; a percentile far out is that of the region worst off, if enough of them are there. */
function floorFor(model: DesignModel, flow: Flow, name: LatencyName, counts: (written: boolean) => boolean): number {
  const few = LEFT_OUT[name];
  const regions = few === undefined ? [] : usersByRegion(model).filter(({ share }) => share > few);
  if (regions.length < 2) return floorOf(model, flow, counts, regions[0]?.region);
  return Math.max(...regions.map(({ region }) => floorOf(model, flow, counts, region)));
}

/**
 * Mean seconds of the steps that every request makes and waits for, of the users of one region or of all; `counts` says whether a time
 * counts that was, or was not, written.
 */
function floorOf(model: DesignModel, flow: Flow, counts: (written: boolean) => boolean, region?: string): number {
  const trip = ({ from, visit }: Call): number =>
    region === undefined ? roundTrip(model, from, visit.component) : roundTripFor(model, from, visit.component, region);
  const committed = committedWith(flow);
  const isWritten = (call: Call, target: Component): boolean => call.time !== undefined || target.written.has('time');
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
    const own = counts(isWritten(action, target)) ? (meanTime(target, action) ?? 0) : 0;
    const inside = target.is === 'queue' || target.is === 'stream' || target.is === 'pubsub' ? 0 : sum(action.visit.actions);
    // What is given up after a timeout takes no longer than that, each time.
    const copies = committed.has(action.id) ? 0 : copiesWait(model, action, counts(isWritten(action, target)));
    return Math.min(trip(action) + copies + own + inside, action.timeout ?? Infinity);
  };
  return flow.roots.reduce((total, root) => total + sum(root.actions), 0);
}
