import { unreachable } from '#base/invariant.js';
import type { ComponentKind } from '#model/component.js';
import type { DesignModel } from '#model/design.js';
import type { Action, Call, Flow, Group } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import { detailWords, operationWords, timesWords } from './diagram-steps.js';
import { label, whenWords } from './diagram-text.js';
import { flowEvents } from './flow-events.js';

export type Participant = { readonly id: ComponentId; readonly kind: ComponentKind; readonly title: string };

export type Frame = 'opt' | 'alt' | 'par' | 'loop' | 'critical';

/** What happens in a flow, from top to bottom. Frames nest: each `open` has its `close`, no frame and no branch is empty. */
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
  | { readonly type: 'open'; readonly frame: Frame; readonly title: string }
  | { readonly type: 'between' }
  | { readonly type: 'close' };

export type Sequence = { readonly title: string; readonly participants: readonly Participant[]; readonly items: readonly SequenceItem[] };

/** Longest text of a message; a writer may cut it further. */
const LONGEST = 200;

/** The calls of one flow in time; participants stand in the order in which they are first met. */
export function sequenceOf(model: DesignModel, flow: Flow): Sequence {
  const participants = new Map<ComponentId, Participant>();
  const numbers = new Map<number, number>();
  const items = new ItemList();
  const meet = (id: ComponentId): void => {
    const component = model.components.get(id);
    if (component !== undefined && !participants.has(id)) participants.set(id, { id, kind: component.is, title: label(id, 40) });
  };
  for (const event of flowEvents(flow)) {
    switch (event.type) {
      case 'root':
        meet(event.visit.component);
        break;
      case 'call':
        for (const frame of conditionFrames(event.call, numbers)) items.open(frame);
        numbers.set(event.call.id, numbers.size + 1);
        meet(event.call.from);
        meet(event.call.visit.component);
        items.add(messageOf(event.call, numbers.size));
        items.add({ type: 'begin', component: event.call.visit.component });
        break;
      case 'group':
        for (const frame of [...conditionFrames(event.group, numbers), ...groupFrames(event.group)]) items.open(frame);
        break;
      case 'branch':
        items.between();
        break;
      case 'end':
        if (event.of.type === 'call') items.end(event.of.visit.component);
        for (const _ of framesOf(event.of)) items.close();
        break;
      default:
        unreachable(event);
    }
  }
  return { title: label(`${model.title}: ${flow.id}`, 120), participants: [...participants.values()], items: items.list };
}

type Opening = SequenceItem & { readonly type: 'open' };

/** As many as were opened for it: how they are called makes no difference to their end. */
const framesOf = (action: Action): readonly Opening[] => [
  ...conditionFrames(action, new Map()),
  ...(action.type === 'group' ? groupFrames(action) : []),
];

/** Frames for the condition of an action and for its repetition. */
function conditionFrames(action: Action, numbers: ReadonlyMap<number, number>): Opening[] {
  const part = action.type === 'group' && action.how.kind === 'part' ? `${label(action.how.flow, 30)}: ` : '';
  const when = whenWords(action.when, (call) => numbers.get(call));
  const times = timesWords(action);
  const isFailure = action.when.kind === 'error' || action.when.kind === 'timeout';
  const frames: Opening[] = [];
  if (when !== undefined) frames.push({ type: 'open', frame: isFailure ? 'alt' : 'opt', title: times === undefined ? part + when : when });
  if (times !== undefined) frames.push({ type: 'open', frame: 'loop', title: part + times });
  return frames;
}

function groupFrames(group: Group): Opening[] {
  switch (group.how.kind) {
    case 'together':
      return [{ type: 'open', frame: 'par', title: 'together' }];
    case 'any':
      return [{ type: 'open', frame: 'par', title: 'first success answers' }];
    case 'atomic':
      return [{ type: 'open', frame: 'critical', title: 'one transaction' }];
    case 'part':
      return [];
    default:
      return unreachable(group.how);
  }
}

const messageOf = (call: Call, number: number): SequenceItem => ({
  type: 'message',
  number,
  from: call.from,
  to: call.visit.component,
  waits: call.waits,
  text: label([operationWords(call), ...detailWords(call)].filter((word) => word !== '').join(', '), LONGEST),
});

/** Items in order, those taken back that turn out to hold nothing. */
class ItemList {
  readonly list: SequenceItem[] = [];

  private endsWith(...types: readonly SequenceItem['type'][]): boolean {
    const last = this.list.at(-1);
    return last !== undefined && types.includes(last.type);
  }

  add(item: SequenceItem): void {
    this.list.push(item);
  }

  open(item: Opening): void {
    this.list.push(item);
  }

  between(): void {
    if (!this.endsWith('open', 'between')) this.list.push({ type: 'between' });
  }

  close(): void {
    if (this.endsWith('between')) this.list.pop();
    if (this.endsWith('open')) this.list.pop();
    else this.list.push({ type: 'close' });
  }

  end(component: ComponentId): void {
    if (this.endsWith('begin')) this.list.pop();
    else this.list.push({ type: 'end', component });
  }
}
