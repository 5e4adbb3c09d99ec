import type { Call } from '#model/flow.js';
import { CONDITION, OP } from '../kernel/instructions.js';
import type { Code } from './code.js';
import { lanesOf } from './lanes.js';
import type { StationSpec } from './station-spec.js';
import type { Design } from './visits.js';

/** Messages that are kept in order find their lane, the same for every consumer. */
export function drawLane({ code, specs, messages, model }: Design, station: number, call: Call | undefined): void {
  const plan = lanesOf(specs[station]!, call, model);
  if (plan !== undefined) code.emit(OP.lane, messages.drawLane(station, plan, code));
}

/** Consumers of one queue with conditions of their own share its messages by their instances and slots; answers the register of the draw. */
export function shareOut(code: Code, takers: readonly StationSpec[]): number {
  const weights = takers.map((spec) => (Number.isFinite(spec.slots) ? spec.instances * spec.slots : spec.instances));
  const total = weights.reduce((sum, each) => sum + each, 0);
  let sum = 0;
  const upTo = weights.map((weight) => {
    sum += weight / total;
    return sum;
  });
  const register = code.register();
  code.emit(OP.draw, code.draws.push({ register, upTo }) - 1);
  return register;
}

/** Emits what happens only where the register holds `equals`. */
export function onlyIf(code: Code, register: number, equals: number, emit: () => void): void {
  const skip = code.label();
  const index = code.conditions.push({ kind: CONDITION.register, register, equals, share: 0 }) - 1;
  code.emitTo(OP.when, 'c', skip, { a: index });
  emit();
  code.place(skip);
}
