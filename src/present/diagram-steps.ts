import type { Call, Flow, Repeat, Varying } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { count, label, whenWords } from './diagram-text.js';
import { ratioText, timeText } from './figure-text.js';
import { flowEvents } from './flow-events.js';

/** One call of a flow. `number` counts from 1 in the order in which the path makes its calls. */
export type Step = {
  readonly number: number;
  readonly from: ComponentId;
  readonly to: ComponentId;
  /** `->`: the caller waits. `~>`: handed over. */
  readonly waits: boolean;
  /** The flow, or the part run by `do`, in whose path the step is written. */
  readonly part: FlowId;
  /** Under which conditions and how often, outermost first: `if 3 misses`, `5 times`. */
  readonly conditions: readonly string[];
  /** What is asked: `read link`. Empty where the design says nothing. */
  readonly operation: string;
  /** Attributes of the call: `95% hit`, `timeout 50 ms`. */
  readonly details: readonly string[];
};

/**
 * The calls of a flow in order, parts included where they run. Conditions name steps by number (`if 3 misses`) unless the reader
 * sees no step numbers (`on miss`).
 */
export function stepsOf(flow: Flow, numbered = true): Step[] {
  const steps: Step[] = [];
  const numbers = new Map<number, number>();
  // Conditions of the groups around; inside a call they start afresh.
  const around: (readonly string[])[] = [[]];
  for (const event of flowEvents(flow)) {
    if (event.type === 'end') around.pop();
    if (event.type !== 'call' && event.type !== 'group') continue;
    const action = event.type === 'call' ? event.call : event.group;
    const conditions = [...(around.at(-1) ?? []), ...repeatWords(action, numbered ? numbers : undefined)];
    around.push(event.type === 'call' ? [] : conditions);
    if (event.type === 'group') continue;
    numbers.set(event.call.id, steps.length + 1);
    steps.push(stepOf(event.call, steps.length + 1, event.part, conditions));
  }
  return steps;
}

const stepOf = (call: Call, number: number, part: FlowId, conditions: readonly string[]): Step => ({
  number,
  from: call.from,
  to: call.visit.component,
  waits: call.waits,
  part,
  conditions,
  operation: operationWords(call),
  details: detailWords(call),
});

/** `when`, `times` and `at-once` of an action, as far as they say something. */
function repeatWords(action: Repeat, numbers: ReadonlyMap<number, number> | undefined): string[] {
  const when = whenWords(action.when, (call) => numbers?.get(call));
  const times = timesWords(action);
  return [...(when === undefined ? [] : [when]), ...(times === undefined ? [] : [times])];
}

/** How often, where it is not once: `50 times, 16 at once`. */
export function timesWords(action: Repeat): string | undefined {
  if (action.times === 1) return undefined;
  const side = action.atOnce === 1 ? '' : action.atOnce === 'all' ? ', all at once' : `, ${action.atOnce} at once`;
  return `${varyingWords(action.times)} times${side}`;
}

const varyingWords = (value: Varying): string =>
  typeof value === 'number' ? count(value) : [...value.byCase].map(([name, n]) => `${count(n)} (${label(name, 20)})`).join(' or ');

/** What a call asks of its target. */
export function operationWords(call: Call): string {
  return call.operation === undefined ? '' : `${call.operation.kind} ${label(call.operation.data, 40)}`;
}

/** The attributes of a call that change how it behaves, in the order of the reference. */
export function detailWords(call: Call): string[] {
  const words: string[] = [];
  if (call.by !== undefined) words.push(`by ${label(call.by, 30)}`);
  if (call.target !== undefined) words.push(`from ${call.target}`);
  if (call.items !== 1) words.push(`${varyingWords(call.items)} keys`);
  if (call.hit !== undefined) words.push(`${ratioText(call.hit)} hit`);
  if (call.timeout !== undefined) words.push(`timeout ${timeText(call.timeout)}`);
  if (call.retries > 0) words.push(call.retries === 1 ? '1 retry' : `${count(call.retries)} retries`);
  if (call.hedge !== undefined) words.push(`hedged after ${timeText(call.hedge)}`);
  if (call.once !== undefined) words.push(`once per ${label(call.once, 30)}`);
  if (call.undo !== undefined) words.push(`undone by ${label(call.undo, 30)}`);
  if (call.breaker) words.push('breaker');
  if (call.hold !== undefined) words.push(`held ${timeText(call.hold)}`);
  if (call.route !== undefined) words.push(`routed to ${call.route}`);
  if (call.lag !== undefined) words.push(`${timeText(call.lag)} behind`);
  if (call.optional) words.push('optional');
  return words;
}

/** A step in one line, without its number and its ends. */
export const stepWords = (step: Step): string =>
  [...step.conditions, [step.operation, ...step.details].filter((word) => word !== '').join(', ')].filter((word) => word !== '').join(': ');
