import { unreachable } from '#base/invariant.js';
import type { Action, Call, Flow, Group, Visit } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';

/** A flow's tree from start to end, one event at a time. Between a call or group and its `end` comes all that is inside it. */
export type FlowEvent =
  | { readonly type: 'root'; readonly visit: Visit }
  /** `part` is the flow, or the part run by `do`, in whose path the call is written. */
  | { readonly type: 'call'; readonly call: Call; readonly part: FlowId }
  | { readonly type: 'group'; readonly group: Group }
  /** Between two branches of a group. */
  | { readonly type: 'branch' }
  | { readonly type: 'end'; readonly of: Call | Group };

/** What is handed over out of a transaction while it is open: it goes on its way when the transaction is done. */
type Scope = { readonly handedOver: Task[] };
type Task = (FlowEvent & { readonly opened?: Scope }) | ToDo;
type ToDo = { readonly type: 'action'; readonly action: Action; readonly part: FlowId; readonly within: Scope | undefined };

/**
 * Walks a flow in the order in which its path is written; what the parts of a transaction hand over comes behind it. A work list, no
 * recursion: a chain may be longer than the stack is deep.
 */
export function* flowEvents(flow: Flow): Generator<FlowEvent> {
  const toDo = (action: Action): ToDo => ({ type: 'action', action, part: flow.id, within: undefined });
  const tasks: Task[] = flow.roots.flatMap((visit): Task[] => [{ type: 'root', visit }, ...visit.actions.map(toDo)]).reverse();
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (task.type !== 'action') {
      const { opened, ...event } = task;
      yield event;
      for (const next of opened?.handedOver.toReversed() ?? []) tasks.push(next);
      continue;
    }
    const { action } = task;
    if (action.type === 'call') {
      yield { type: 'call', call: action, part: task.part };
      tasks.push({ type: 'end', of: action });
      for (const next of insideCall(action, task).toReversed()) tasks.push(next);
    } else {
      yield { type: 'group', group: action };
      const opened = action.how.kind === 'atomic' && task.within === undefined ? { handedOver: [] } : undefined;
      tasks.push({ type: 'end', of: action, ...(opened && { opened }) });
      for (const next of branchTasks(action, { ...task, within: opened ?? task.within }).toReversed()) tasks.push(next);
    }
  }
}

/** What a visit does after its own work; in a transaction, what it hands over is put off. */
function insideCall({ visit }: Call, { part, within }: ToDo): ToDo[] {
  const actions = visit.actions.map((action): ToDo => ({ type: 'action', action, part, within }));
  if (within === undefined) return actions;
  const isPutOff = ({ action }: ToDo): boolean => action.type === 'call' && !action.waits;
  within.handedOver.push(...actions.filter(isPutOff).map((task) => ({ ...task, within: undefined })));
  return actions.filter((task) => !isPutOff(task));
}

function branchTasks(group: Group, of: ToDo): Task[] {
  const toDo = (action: Action): Task => ({ ...of, action });
  switch (group.how.kind) {
    case 'together':
    case 'any':
      return group.how.branches.flatMap((branch, index): Task[] => {
        const tasks = branch.map(toDo);
        return index === 0 ? tasks : [{ type: 'branch' }, ...tasks];
      });
    case 'atomic':
      return group.how.actions.map(toDo);
    case 'part': {
      const part = group.how.flow;
      return group.how.actions.map((action): Task => ({ ...of, action, part }));
    }
    default:
      return unreachable(group.how);
  }
}
