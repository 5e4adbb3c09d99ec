import { unreachable } from '#base/invariant.js';
import type { ComponentKind } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Call, Flow, Group } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { detailWords, operationWords, timesWords } from './diagram-steps.js';
import { label, whenWords } from './diagram-text.js';

export type Participant = { readonly id: ComponentId; readonly kind: ComponentKind; readonly title: string };

/** Longest text of a message; a writer may cut it further. */
const LONGEST = 200;

export type Frame = 'opt' | 'alt' | 'par' | 'loop' | 'critical';

/** What happens in a flow, from top to bottom. Frames nest. */
export type SequenceItem =
  | {
      readonly type: 'message';
      readonly number: number;
      readonly from: ComponentId;
      readonly to: ComponentId;
      readonly waits: boolean;
      readonly text: string;
    }
  /** The visit that the message before opened, until its last waiting step ends. Only where it makes calls of its own. */
  | { readonly type: 'begin'; readonly component: ComponentId }
  | { readonly type: 'end'; readonly component: ComponentId }
  | {
      readonly type: 'frame';
      readonly frame: Frame;
      readonly title: string;
      readonly branches: readonly (readonly SequenceItem[])[];
    };

export type Sequence = { readonly title: string; readonly participants: readonly Participant[]; readonly items: readonly SequenceItem[] };

/** The calls of one flow in time; participants stand in the order in which they are first met. */
export function sequenceOf(model: DesignModel, flow: Flow): Sequence {
  const participants = new Map<ComponentId, Participant>();
  const numbers = new Map<number, number>();
  const meet = (id: ComponentId): void => {
    const component = model.components.get(id);
    if (component !== undefined && !participants.has(id)) participants.set(id, { id, kind: component.is, title: label(id, 40) });
  };
  const walk = (actions: readonly Action[]): SequenceItem[] =>
    actions.flatMap((action) => framed(action, numbers, action.type === 'call' ? called(action) : grouped(action, walk)));
  const called = (call: Call): SequenceItem[] => {
    const number = numbers.size + 1;
    numbers.set(call.id, number);
    meet(call.from);
    meet(call.visit.component);
    const text = label([operationWords(call), ...detailWords(call)].filter((word) => word !== '').join(', '), LONGEST);
    const message: SequenceItem = { type: 'message', number, from: call.from, to: call.visit.component, waits: call.waits, text };
    const inside = walk(call.visit.actions);
    if (inside.length === 0) return [message];
    return [message, { type: 'begin', component: call.visit.component }, ...inside, { type: 'end', component: call.visit.component }];
  };
  const items = flow.roots.flatMap((root) => {
    meet(root.component);
    return walk(root.actions);
  });
  return { title: label(`${model.title}: ${flow.id}`, 120), participants: [...participants.values()], items };
}

function grouped(group: Group, walk: (actions: readonly Action[]) => SequenceItem[]): SequenceItem[] {
  switch (group.how.kind) {
    case 'together':
      return frame('par', 'together', group.how.branches.map(walk));
    case 'any':
      return frame('par', 'first success answers', group.how.branches.map(walk));
    case 'atomic':
      return frame('critical', 'one transaction', [walk(group.how.actions)]);
    case 'part':
      return walk(group.how.actions);
    default:
      return unreachable(group.how);
  }
}

/** Puts the condition of an action and its repetition around what it does. */
function framed(action: Action, numbers: ReadonlyMap<number, number>, items: SequenceItem[]): SequenceItem[] {
  const part = action.type === 'group' && action.how.kind === 'part' ? `${label(action.how.flow, 30)}: ` : '';
  const times = timesWords(action);
  const repeated = times === undefined ? items : frame('loop', `${part}${times}`, [items]);
  const when = whenWords(action.when, (call) => numbers.get(call));
  if (when === undefined) return repeated;
  const kind = action.when.kind === 'error' || action.when.kind === 'timeout' ? 'alt' : 'opt';
  return frame(kind, times === undefined ? `${part}${when}` : when, [repeated]);
}

function frame(kind: Frame, title: string, branches: SequenceItem[][]): SequenceItem[] {
  const full = branches.filter((branch) => branch.length > 0);
  return full.length === 0 ? [] : [{ type: 'frame', frame: kind, title, branches: full }];
}
