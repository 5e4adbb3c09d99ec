import { capacityOf } from '#analyze/capacity/capacity.js';
import { mostPopular } from '#analyze/capacity/che.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import { percent } from '../study-text.js';
import { callsOf, waitedFor } from '../walk.js';
import type { Outcome } from './engines.js';

/** Items of data whose number the design does not say. */
const MANY = 1_000_000;
/** No popularity is steeper: the most popular item gets 83% of all. */
const STEEPEST = 3;
/** A part whose use grows by less than this is not talked about. */
const NOTICEABLE = 1.02;
/** Halvings of the range of exponents: more digits than a double has. */
const HALVINGS = 60;

/**
 * What one key with `share` (0..1) of the reads of a flow does to the shard it lives on. Judged by
 * closed form and not by a run: the popularity of what the flow reads is made so steep that its first key has that share.
 */
export function withHotKey(model: DesignModel, share: number, flow: string): Outcome {
  const data = readBy(model, flow);
  const item = data && model.data.get(data);
  if (!item) return { fate: null, component: null, lines: [`${flow} reads nothing by key: not evaluated.`] };
  const count = Math.max(2, item.count ?? MANY);
  const popularity = { zipf: exponentFor(share, count) };
  const before = capacityOf(model).components;
  const after = capacityOf({ ...model, data: new Map([...model.data, [item.id, { ...item, count, popularity }]]) }).components;
  const parts = [...waitedFor(model, flow)].flatMap((part) => {
    const id = part as ComponentId;
    const [was, is] = [before.get(id)?.saturation ?? null, after.get(id)];
    if (was === null || is === undefined || is.saturation === null) return [];
    return [{ id, was, is: is.saturation, hottest: is.hottest, moved: is.saturation > was * NOTICEABLE }];
  });
  const fullest = parts.filter((part) => part.is > 1).sort((a, b) => b.is - a.is)[0];
  const moved = parts.filter((part) => part.moved);
  const lines = moved.map(
    ({ id, was, is, hottest }) =>
      `${id}: the shard of that key gets ${percent(hottest ?? 1)} of all and is ${percent(is)} full at the peak; spread evenly it was ${percent(was)}`,
  );
  const none = 'No shard on its way gets more for it: nothing is split by its key, or a limit of another kind comes first.';
  const full = fullest && !fullest.moved ? [`${fullest.id}: ${percent(fullest.is)} full at the peak, with or without that key`] : [];
  return {
    fate: fullest === undefined ? 'holds' : (fullest.hottest ?? 1) * (1 - 1 / fullest.is) > 0.5 ? 'most fail' : 'some fail',
    component: fullest?.id ?? null,
    lines: [...(lines.length > 0 ? lines : [none]), ...full, 'Judged by closed form, not simulated.'],
  };
}

/** The data that a flow reads first while its answer waits. */
function readBy(model: DesignModel, flow: string): DataId | undefined {
  const of = model.flows.get(flow as FlowId);
  return of && callsOf(of).find((call) => call.waits && call.operation?.kind === 'read')?.operation?.data;
}

/** The Zipf exponent with which the first of `count` items has that share of the requests. */
function exponentFor(share: number, count: number): number {
  let [low, high] = [0, STEEPEST];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (mostPopular(count, 1, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
