import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';
import { carriedBy } from '../capacity/carried.js';
import { demandOf } from '../capacity/demand.js';
import { allCalls, byStep } from '../consistency/deliveries.js';
import { onlyRegion } from '../reliability/placement.js';

const MONTH = 30 * 86_400;
/** Bytes a month from which traffic between regions is worth a word: tens of dollars at what providers charge. */
const MUCH = 1e12;

/** A step between two regions, with the bytes a month that it carries. */
export type Crossing = {
  readonly call: Call;
  readonly here: string;
  readonly there: string;
  readonly month: number;
  readonly flows: readonly FlowId[];
};

/** Steps whose two ends live in one region each, and not in the same, by their mean rate. Sizes that are not said count as nothing. */
export function crossing(model: DesignModel): readonly Crossing[] {
  const { arrivals } = demandOf(model, { at: 'mean' });
  return byStep(allCalls(model)).flatMap(({ first: { call }, flows }): readonly Crossing[] => {
    const here = onlyRegion(model.components.get(call.from));
    const there = onlyRegion(model.components.get(call.visit.component));
    if (here === undefined || there === undefined || here === there) return [];
    const same = (arrivals.get(call.visit.component) ?? []).filter(
      (each) => each.call?.origin === call.origin && each.call.from === call.from,
    );
    const month = same.reduce((sum, each) => sum + each.rate * (carriedBy(model, each.call) ?? 0), 0) * MONTH;
    return month < MUCH ? [] : [{ call, here, there, month, flows }];
  });
}
