import { unreachable } from '#base/invariant.js';
import type { Action, Call, Flow, Group, Repeat, Varying } from '#model/flow.js';
import type { ComponentId, FlowId } from '#model/ids.js';
import { count, label, whenWords } from './diagram-text.js';
import { ratioText, timeText } from './figure-text.js';

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
  const walk = (actions: readonly Action[], part: FlowId, outer: readonly string[]): void => {
    for (const action of actions) {
      const conditions = [...outer, ...repeatWords(action, numbered ? numbers : undefined)];
      if (action.type === 'group') {
        const inner = action.how.kind === 'part' ? action.how.flow : part;
        for (const branch of branchesOf(action)) walk(branch, inner, conditions);
        continue;
      }
      numbers.set(action.id, steps.length + 1);
      steps.push(stepOf(action, steps.length + 1, part, conditions));
      walk(action.visit.actions, part, []);
    }
  };
  for (const root of flow.roots) walk(root.actions, flow.id, []);
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

/** The lists of actions inside a group, one a branch. */
export function branchesOf(group: Group): readonly (readonly Action[])[] {
  switch (group.how.kind) {
    case 'together':
    case 'any':
      return group.how.branches;
    case 'atomic':
    case 'part':
      return [group.how.actions];
    default:
      return unreachable(group.how);
  }
}

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
