import type { DesignModel, QualityTarget } from '#model/design.js';
import type { ComponentId } from '#model/ids.js';
import type { Capacity } from './capacity.js';

export type Reach = {
  readonly target: QualityTarget;
  readonly asked: number;
  /** Requests a second of the flow at which its fullest part is full, all flows growing alike. */
  readonly most: number;
  readonly component: ComponentId;
};

/** Targets of throughput that the fullest part on the flow's way cannot reach. Flows whose rate is not known are left out. */
export function outOfReach(model: DesignModel, capacity: Capacity): readonly Reach[] {
  return model.requirements.quality.flatMap((target): readonly Reach[] => {
    const workload = target.flow === undefined ? undefined : model.flows.get(target.flow)?.workload;
    if (target.throughput === undefined || workload?.kind !== 'open' || workload.rate === 0) return [];
    const peak = workload.rate * workload.peak;
    const onTheWay = [...capacity.components].filter(([, { byFlow, deferred }]) => byFlow.has(target.flow!) && !deferred);
    const tightest = onTheWay
      .flatMap(([component, { headroom }]) => (headroom === null ? [] : [{ component, headroom }]))
      .reduce<{ component: ComponentId; headroom: number } | undefined>(
        (least, each) => (least && least.headroom <= each.headroom ? least : each),
        undefined,
      );
    if (tightest === undefined) return [];
    const most = peak * tightest.headroom;
    return most >= target.throughput ? [] : [{ target, asked: target.throughput, most, component: tightest.component }];
  });
}
