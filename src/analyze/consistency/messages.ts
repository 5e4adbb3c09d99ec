import type { Component, PubSub, Queue, Stream } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import type { Placed } from './calls.js';
import { allCalls, byStep } from './deliveries.js';

export type Channel = Queue | Stream | PubSub;
export const isChannel = (component: Component | undefined): component is Channel =>
  component?.is === 'queue' || component?.is === 'stream' || component?.is === 'pubsub';

/** A write to a store and a message about the same data, sent by the same component: nothing makes both happen or neither. */
export type DualWrite = { readonly write: Call; readonly message: Call; readonly data: DataId; readonly flows: readonly FlowId[] };

export function dualWrites(model: DesignModel): readonly DualWrite[] {
  const calls = allCalls(model);
  const messages = calls.filter(({ call }) => isChannel(model.components.get(call.visit.component)) && call.operation?.kind === 'publish');
  return byStep(messages).flatMap(({ first, flows }) => {
    const write = storeWrites(model, calls, first).find(({ from }) => from === first.call.from);
    return write === undefined ? [] : [{ write, message: first.call, data: first.call.operation!.data, flows }];
  });
}

/** A message that does not say what it is about, sent after a write by the same visit. `derived`: what comes of it is data made from what was written. */
export type UnnamedDual = DualWrite & { readonly derived: DataId | undefined };

/**
 * Messages with no named data that a visit waits to have taken after it wrote to a database, or behind which data that is derived
 * from what was written is brought up to date: the crash in between is the same as with a named one. What is handed over unwaited
 * and brings nothing up to date may be lost, and says so.
 */
export function unnamedDuals(model: DesignModel): readonly UnnamedDual[] {
  const calls = allCalls(model);
  const sent = calls.filter(({ call }) => isChannel(model.components.get(call.visit.component)) && call.operation === undefined);
  return byStep(sent).flatMap(({ first, flows }) => {
    const { call: message, flow, above } = first;
    const before = calls.slice(0, calls.indexOf(first));
    const write = before
      .filter((each) => each.flow === flow && each.above.at(-1) === above.at(-1) && each.call.from === message.from)
      .findLast(({ call }) => call.operation?.kind === 'write' && model.components.get(call.visit.component)?.is === 'database')?.call;
    const data = write?.operation?.data;
    if (write === undefined || data === undefined) return [];
    const behind = calls.filter((each) => each.above.includes(message) && each.call.operation?.kind === 'write');
    const derived = behind.map(({ call }) => call.operation!.data).find((id) => model.data.get(id)?.of === data);
    return derived === undefined && !message.waits ? [] : [{ write, message, data, flows, derived }];
  });
}

/** Writes, in the same flow, of the data that a message is about, into a database. */
const storeWrites = (model: DesignModel, calls: readonly Placed[], { call: message, flow }: Placed): readonly Call[] =>
  calls
    .filter((each) => each.flow === flow && each.call.operation?.kind === 'write' && each.call.operation.data === message.operation?.data)
    .map(({ call }) => call)
    .filter(({ visit }) => model.components.get(visit.component)?.is === 'database');

/** A channel that data passes whose order is asked for, and what it keeps in order; `by` is null for none, undefined for not said. */
export type OrderLoss = {
  readonly channel: ComponentId;
  readonly data: DataId;
  readonly asked: string;
  readonly by: string | null | undefined;
  readonly call: Call;
};

export function orderLosses(model: DesignModel): readonly OrderLoss[] {
  const calls = allCalls(model);
  return model.requirements.quality.flatMap(({ data: id, order: asked }) => {
    const data = id && model.data.get(id);
    if (asked === undefined || data === undefined) return [];
    return byStep(carried(model, calls, data.id)).flatMap(({ first: { call } }) => {
      const by = orderKept(model.components.get(call.visit.component) as Channel);
      return by === 'all' || by === asked ? [] : [{ channel: call.visit.component, data: data.id, asked, by, call }];
    });
  });
}

/** Calls that put messages about a data item into a channel: published, or captured from the store it is written to. */
export const carried = (model: DesignModel, calls: readonly Placed[], id: DataId): readonly Placed[] =>
  calls.filter(({ call, flow }) => {
    if (!isChannel(model.components.get(call.visit.component))) return false;
    const captured = call.from === model.data.get(id)?.in && calls.some((each) => each.flow === flow && writes(each.call, id));
    return captured || (call.operation?.kind === 'publish' && call.operation.data === id);
  });

const writes = (call: Call, data: DataId): boolean => call.operation?.kind === 'write' && call.operation.data === data;

/** What a channel keeps in order: `all`, a key, nothing (null), or not said (undefined). A queue keeps none unless told to. */
export function orderKept(channel: Channel): string | null | undefined {
  if (channel.ordering === 'total' || channel.ordering === 'key')
    return channel.is === 'stream' && channel.ordering === 'key' ? channel.key : 'all';
  if (channel.ordering === 'none' || channel.is !== 'stream') return null;
  return channel.partitions === 1 ? 'all' : channel.key;
}
