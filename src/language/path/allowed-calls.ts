import type { ComponentKind } from '#model/component.js';
import type { Path } from '../problem.js';
import { KINDS } from '../schema/kinds.js';
import type { Surroundings } from './surroundings.js';
import type { OpenVisit } from './visits.js';

/** What may start a flow: users, others' systems, a clock, or a program that acts by itself. */
export const STARTERS: readonly ComponentKind[] = ['client', 'external', 'scheduler', 'monitor', 'worker', 'function', 'service'];

const HANDS_OVER: readonly ComponentKind[] = ['queue', 'stream', 'pubsub'];

/** Whether `from` may call `to` here. Queues only hand over; and nobody may wait for itself while it holds a slot. */
export function mayCall({ reading, kinds }: Surroundings, from: OpenVisit, to: string, waits: boolean, at: Path): boolean {
  if (!waits) return true;
  const kind = kinds.get(from.component)!;
  if (HANDS_OVER.includes(kind)) {
    const right = `${from.component} ~> ${to}`;
    const message = `"${from.component}" is a ${kind}: it waits for nobody`;
    reading.report(at, { code: 'path/queue-waits', message, help: `Write ${right}.`, suggestion: right, atKey: true });
    return false;
  }
  if (!KINDS[kinds.get(to)!].holdsSlots) return true;
  const chain = [...from.waitingChain()];
  const again = chain.findIndex((visit) => visit.component === to);
  if (again < 0) return true;
  const cycle = [...chain.slice(0, again + 1).map((visit) => visit.component)].reverse();
  reading.report(at, {
    code: 'path/call-cycle',
    message: `"${to}" waits for itself: ${[...cycle, to].join(' -> ')}`,
    help: 'Every request would hold a slot of it and ask for a second; under load none finishes. Hand over with ~>, or make the inner part a component of its own.',
    atKey: true,
  });
  return false;
}
