import type { Component } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';

export const MESSAGES: ReadonlySet<Component['is']> = new Set(['queue', 'stream', 'pubsub']);

/** Messages that the visit which `call` opens takes at most. */
export function takenAtOnce(model: DesignModel, call: Call): number {
  const from = model.components.get(call.from);
  const consumer = model.components.get(call.visit.component);
  return from !== undefined && MESSAGES.has(from.is) && consumer?.is === 'worker' ? Math.max(1, consumer.batch ?? 1) : 1;
}

/** Rounds one after another, in the mean; of 2.5 times, half are two and half are three. */
export function roundsOf(times: number, atOnce: number | 'all'): number {
  const side = atOnce === 'all' ? Infinity : Math.max(1, atOnce);
  const whole = Math.floor(times);
  const rounds = (count: number): number => Math.ceil(count / side) || (count > 0 ? 1 : 0);
  return rounds(whole) + (times - whole) * (rounds(whole + 1) - rounds(whole));
}
