import type { DesignModel } from '#model/design.js';
import type { Call } from '#model/flow.js';
import { saysUnknown, stepSaysUnknown } from '../unknown.js';

/** Whether one end of a call knows a repetition, by a key or because it says so, or may know it: nothing is guessed from `unknown`. */
export function recognises(model: DesignModel, call: Call): boolean {
  const ends = [call.visit.component, call.from];
  if (stepSaysUnknown(model, call, 'once') || ends.some((id) => saysUnknown(model, `components.${id}.idempotent`))) return true;
  const says = (id: (typeof ends)[number]): boolean => {
    const component = model.components.get(id);
    return component !== undefined && 'idempotent' in component && component.idempotent === true;
  };
  return call.once !== undefined || ends.some(says);
}
