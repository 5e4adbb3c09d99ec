import type { Call } from '#model/flow.js';
import { OP } from '../kernel/instructions.js';
import { batchOf, takesMessages } from './messaging.js';
import type { Design, Frame, Visits } from './visits.js';

export type Consumer = {
  readonly call: Call;
  readonly station: number;
  readonly inner: (frame: Frame) => void;
  readonly done: (frame: Frame) => void;
};

/**
 * Emits how messages are taken from a queue, stream or topic: each becomes a message of its own, is offered to its consumers, and
 * acknowledged when the visit of one of them is over.
 */
export function emitConsumers(design: Design, visits: Visits, queue: number, consumers: readonly Consumer[], frame: Frame): void {
  const { code, specs, messages } = design;
  const from = specs[queue]!;
  const delay = 'delay' in from.component ? (from.component.delay ?? 0) : 0;
  if (delay > 0) code.emit(OP.pause, code.pauses.push(delay) - 1);
  const waits = takesMessages(from, specs[consumers[0]!.station]!);
  const again = code.label();
  const stations = consumers.map(({ station }) => station);
  const at = messages.deliver(queue, stations, waits, again, frame.fail, code);
  code.emit(OP.post, at);
  code.place(again);
  code.emit(OP.consume, at);
  for (const { call, station, inner, done } of consumers) {
    const batch = batchOf(specs[station]!.component);
    if (waits) {
      const entry = code.label();
      const site = visits.taken(call, station, frame, queue, entry, inner);
      messages.deliveries[at]!.takers.push({ station, site, entry, batch });
    } else visits.emit(call, station, frame, inner);
    code.emit(OP.acknowledge, at);
    done(frame);
    if (consumers.length > 1) code.emit(OP.end);
  }
}
