import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import type { Placed } from './calls.js';
import { allCalls, byStep } from './deliveries.js';

/** Kinds that keep what they are given. */
const KEEPS: ReadonlySet<string> = new Set(['database', 'object-store', 'file-system', 'external']);
const CHANNELS: ReadonlySet<string> = new Set(['queue', 'stream', 'pubsub']);

const kindOf = (model: DesignModel, id: ComponentId): string => model.components.get(id)?.is ?? '';
export const isChannelId = (model: DesignModel, id: ComponentId): boolean => CHANNELS.has(kindOf(model, id));
export const writesTo = (model: DesignModel, { call }: Placed, data?: DataId): boolean =>
  call.operation?.kind === 'write' &&
  KEEPS.has(kindOf(model, call.visit.component)) &&
  (data === undefined || call.operation.data === data);

/** Data that exists only as a message until the consumer has stored it, with the step that sends it. */
export type Carried = { readonly send: Call; readonly channel: ComponentId; readonly data: DataId; readonly flows: readonly FlowId[] };

/**
 * Data of `ids` that flows write to a store only beyond a channel, or only publish, and that nobody stored before it was sent. What
 * change capture sends is in the store it comes out of.
 */
export function carriedOnly(model: DesignModel, ids: ReadonlySet<DataId>): readonly Carried[] {
  const calls = allCalls(model);
  const found = new Map<string, Carried>();
  for (const [index, { call, flow }] of calls.entries()) {
    const channel = call.visit.component;
    if (!isChannelId(model, channel) || KEEPS.has(kindOf(model, call.from)) || isChannelId(model, call.from)) continue;
    const beyond = calls.filter((each) => each.flow === flow && each.above.includes(call) && writesTo(model, each));
    const data = [...new Set([...beyond.map((each) => each.call), call].flatMap(({ operation }) => operation?.data ?? []))];
    for (const id of data.filter((each) => ids.has(each))) {
      const of = model.data.get(id)?.of;
      const before = calls.slice(0, index).filter((each) => each.flow === flow && each.awaited);
      if (before.some((each) => writesTo(model, each, id) || (of !== undefined && writesTo(model, each, of)))) continue;
      const key = `${call.origin.line}:${call.origin.column} ${channel} ${id}`;
      const flows = [...new Set([...(found.get(key)?.flows ?? []), flow.id])];
      found.set(key, { send: call, channel, data: id, flows });
    }
  }
  return [...found.values()];
}

/** Writes of `ids` that the answer does not wait for and that nothing remembers: handed over by something that keeps nothing. */
export function forgotten(model: DesignModel, ids: ReadonlySet<DataId>): readonly Carried[] {
  const calls = allCalls(model);
  const lost = calls.flatMap((placed) => {
    const data = placed.call.operation?.data;
    if (data === undefined || !ids.has(data) || !writesTo(model, placed)) return [];
    const hand = [...placed.above, placed.call].find(({ waits }) => !waits);
    const root = placed.flow.roots[0]?.component;
    if (hand === undefined || root === undefined || kindOf(model, root) !== 'client') return [];
    const keeper = ['service', 'function', 'worker', 'api-gateway', 'load-balancer', 'reverse-proxy', 'client'];
    if (!keeper.includes(kindOf(model, hand.from)) || isChannelId(model, hand.visit.component)) return [];
    const of = model.data.get(data)?.of;
    const own = calls.filter((each) => each.flow === placed.flow && each.awaited);
    if (own.some((each) => writesTo(model, each, data) || (of !== undefined && writesTo(model, each, of)))) return [];
    return [{ ...placed, call: hand, data }];
  });
  const about = new Map(lost.map((each) => [each.call, each.data]));
  return byStep(lost).map(({ first: { call }, flows }) => ({ send: call, channel: call.visit.component, data: about.get(call)!, flows }));
}
