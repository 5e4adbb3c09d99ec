import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import type { Placed } from './calls.js';
import { type Channel, carried, isChannel, orderKept } from './messages.js';

/** How a message about a data item comes from a channel to one that acts on it. */
export type Carriage = {
  readonly flow: FlowId;
  readonly channel: ComponentId;
  readonly consumer: ComponentId;
  readonly delivery: 'at-most-once' | 'at-least-once' | 'exactly-once' | null;
  /** How often it takes effect: repetitions that the consumer knows do none; `any-number`: it may be lost and it may be repeated. Null: not said. */
  readonly effect: 'at-most-once' | 'at-least-once' | 'once' | 'any-number' | null;
  readonly deadLetter: boolean | null;
  /** `all`, the key within which order is kept, or null for none; undefined where nothing is said. */
  readonly order: string | null | undefined;
};

/** Ways of one data item through channels. */
export function carriagesOf(model: DesignModel, calls: readonly Placed[], data: DataId): readonly Carriage[] {
  return carried(model, calls, data).flatMap(({ call: into, flow }) => {
    const channel = model.components.get(into.visit.component);
    if (!isChannel(channel)) return [];
    return calls
      .filter((each) => each.flow === flow && each.call.from === channel.id && each.above.includes(into))
      .map(({ call }): Carriage => {
        const consumer = model.components.get(call.visit.component);
        const sure = into.waits || !isChannel(channel);
        return {
          flow: flow.id,
          channel: channel.id,
          consumer: call.visit.component,
          delivery: channel.delivery ?? null,
          effect: effectOf(channel, call.once !== undefined || knowsRepeats(consumer), sure || capturedFrom(model, into.from)),
          deadLetter: channel.deadLetter ?? null,
          order: orderKept(channel),
        };
      });
  });
}

/** Change capture sends what was committed until it is taken. */
const capturedFrom = (model: DesignModel, id: ComponentId): boolean => model.components.get(id)?.is === 'database';

const knowsRepeats = (consumer: Component | undefined): boolean =>
  consumer !== undefined && 'idempotent' in consumer && consumer.idempotent === true;

/** What is handed over without waiting for the channel may be lost on the way into it. */
function effectOf({ delivery }: Channel, known: boolean, sure: boolean): Carriage['effect'] {
  if (delivery === undefined) return null;
  if (!sure && delivery === 'at-least-once' && !known) return 'any-number';
  if (delivery === 'at-most-once' || !sure) return 'at-most-once';
  return delivery === 'exactly-once' || known ? 'once' : 'at-least-once';
}
