import type { Component, Queue, Stream } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import type { ComponentId, DataId, FlowId } from '#model/ids.js';
import { saysUnknown } from '../unknown.js';
import { callsOf, type Placed } from './calls.js';

/** Every call of the flows that run by themselves; parts stand in their trees. */
export const allCalls = (model: DesignModel): readonly Placed[] =>
  [...model.flows.values()].filter(({ workload }) => workload.kind !== 'part').flatMap(callsOf);

/** The same step of the file, once, however many flows run it. */
export function byStep(calls: readonly Placed[]): readonly { readonly first: Placed; readonly flows: readonly FlowId[] }[] {
  const steps = new Map<string, { first: Placed; flows: FlowId[] }>();
  for (const placed of calls) {
    const { origin, from, visit } = placed.call;
    const key = `${origin.line}:${origin.column} ${from} ${visit.component}`;
    const step = steps.get(key) ?? { first: placed, flows: [] };
    if (!step.flows.includes(placed.flow.id)) step.flows.push(placed.flow.id);
    steps.set(key, step);
  }
  return [...steps.values()];
}

const WRITES: ReadonlySet<string> = new Set(['write', 'publish']);

/** Kinds in which the same thing put under its key again is the one that was there: a copy in a cache, an object or a file. */
const PUTS: ReadonlySet<string> = new Set(['cache', 'object-store', 'file-system']);

/** Whether the call changes something that a second time changes again. */
export const changes = (model: DesignModel, call: Call): boolean =>
  call.operation !== undefined && WRITES.has(call.operation.kind) && !PUTS.has(model.components.get(call.visit.component)?.is ?? '');

/** A step that is tried again, and the writes below it that nobody recognises the second time. */
export type BlindRetry = {
  readonly call: Call;
  readonly flows: readonly FlowId[];
  readonly writes: readonly Call[];
  /** A receiver on the way of which it is not known whether the same request twice has the effect of one. */
  readonly unknown: ComponentId | undefined;
};

/**
 * Retried calls whose repetition writes twice: no key (`once`) on the retried call, on the write, or on any call between them, and
 * none of their receivers says that the same request twice has the effect of one (`idempotent`).
 * A write under several such retries is told at the nearest one.
 */
export function blindRetries(model: DesignModel): readonly BlindRetry[] {
  const found = new Map<Call, Call[]>();
  const doubtful = new Map<Call, ComponentId>();
  const calls = allCalls(model);
  for (const { call: write, above } of calls.filter((each) => changes(model, each.call) || mayCount(model, each))) {
    const way = [write, ...[...above].reverse()];
    let unknown: ComponentId | undefined;
    for (const call of way) {
      const receiver = call.visit.component;
      // What is handed over is not repeated by the caller's retry of its own answer, but by the queue: another rule.
      if (call.once !== undefined || (call !== write && !call.waits) || isIdempotent(model, receiver)) break;
      if (saysUnknown(model, `components.${receiver}.idempotent`)) unknown = receiver;
      if (call.retries === 0) continue;
      if (unknown !== undefined) doubtful.set(call, unknown);
      found.set(call, [...(found.get(call) ?? []), write]);
      break;
    }
  }
  const retried = byStep(calls.filter(({ call }) => found.has(call)));
  return retried.map(({ first, flows }) => ({
    call: first.call,
    flows,
    writes: found.get(first.call) ?? [],
    unknown: doubtful.get(first.call),
  }));
}

/** A call of somebody else's system that does not say what it does, in a flow whose effect is asked to happen once. */
const mayCount = (model: DesignModel, { call, flow }: Placed): boolean =>
  call.operation === undefined &&
  call.waits &&
  model.components.get(call.visit.component)?.is === 'external' &&
  model.requirements.quality.some((each) => each.effect === 'once' && each.flow === flow.id);

const isQueue = (component: Component | undefined): component is Queue | Stream => component?.is === 'queue' || component?.is === 'stream';

/** Queues and streams that something takes messages out of, with who does. */
export function consumed(model: DesignModel): readonly { readonly queue: Queue | Stream; readonly consumers: readonly ComponentId[] }[] {
  const consumers = new Map<ComponentId, Set<ComponentId>>();
  for (const { call } of allCalls(model)) {
    if (isQueue(model.components.get(call.from)))
      consumers.set(call.from, (consumers.get(call.from) ?? new Set()).add(call.visit.component));
  }
  return [...consumers].flatMap(([id, who]) => {
    const queue = model.components.get(id);
    return isQueue(queue) ? [{ queue, consumers: [...who] }] : [];
  });
}

/** A consumer that may get a message twice and says nothing, or says no, about what happens then. */
export type Twice = {
  readonly consumer: Component;
  readonly queues: readonly ComponentId[];
  readonly said: boolean;
  readonly flows: readonly FlowId[];
};

export function deliveredTwice(model: DesignModel): readonly Twice[] {
  const found = new Map<ComponentId, { consumer: Component; queues: Set<ComponentId>; said: boolean; flows: Set<FlowId> }>();
  const calls = allCalls(model);
  const writing = calls.filter(({ call }) => changes(model, call));
  for (const placed of calls) {
    const { call, flow } = placed;
    const source = model.components.get(call.from);
    const consumer = model.components.get(call.visit.component);
    const holds = source?.is === 'queue' || source?.is === 'stream' || source?.is === 'pubsub';
    if (!holds || source.delivery !== 'at-least-once' || call.once !== undefined || consumer === undefined) continue;
    if (!canBeIdempotent(consumer) || isIdempotent(model, consumer.id)) continue;
    const writes = writing.filter((each) => each.flow === flow && each.above.includes(call));
    if (writes.length > 0 && writes.every(({ call: write }) => write.once !== undefined)) continue;
    const known = found.get(consumer.id) ?? {
      consumer,
      queues: new Set(),
      said: idempotent(consumer) === false,
      flows: new Set(),
    };
    known.queues.add(source.id);
    known.flows.add(flow.id);
    found.set(consumer.id, known);
  }
  return [...found.values()].map((each) => ({ ...each, queues: [...each.queues], flows: [...each.flows] }));
}

const idempotent = (component: Component | undefined): boolean | undefined =>
  component !== undefined && 'idempotent' in component ? component.idempotent : undefined;
const isIdempotent = (model: DesignModel, id: ComponentId): boolean => idempotent(model.components.get(id)) === true;
const canBeIdempotent = ({ is }: Component): boolean => is === 'worker' || is === 'service' || is === 'function' || is === 'external';

/** A write sent elsewhere after another of the same data whose outcome is unknown. */
export type DoubtfulFallback = { readonly first: Call; readonly second: Call; readonly data: DataId; readonly flows: readonly FlowId[] };

/** Fallbacks on `timeout` that write, at another component, what the call in doubt may have written. */
export function doubtfulFallbacks(model: DesignModel): readonly DoubtfulFallback[] {
  const calls = allCalls(model);
  return byStep(calls.filter(({ call }) => call.when.kind === 'timeout' && changes(model, call))).flatMap(
    ({ first: { call: second, flow }, flows }) => {
      const of = second.when.kind === 'timeout' ? second.when.of : -1;
      const first = calls.find((each) => each.flow === flow && each.call.id === of)?.call;
      const data = second.operation?.data;
      const elsewhere = first !== undefined && first.visit.component !== second.visit.component;
      return elsewhere && data !== undefined && changes(model, first) && first.operation?.data === data
        ? [{ first, second, data, flows }]
        : [];
    },
  );
}
