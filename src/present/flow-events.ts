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

type Task = FlowEvent | { readonly type: 'action'; readonly action: Action; readonly part: FlowId };

/** Walks a flow in the order in which its path is written. A work list, no recursion: a chain may be longer than the stack is deep. */
export function* flowEvents(flow: Flow): Generator<FlowEvent> {
  const tasks: Task[] = flow.roots.flatMap((visit): Task[] => [{ type: 'root', visit }, ...visit.actions.map(actionOf(flow.id))]).reverse();
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (task.type !== 'action') {
      yield task;
      continue;
    }
    const { action, part } = task;
    const isCall = action.type === 'call';
    yield isCall ? { type: 'call', call: action, part } : { type: 'group', group: action };
    tasks.push({ type: 'end', of: action });
    const inside = isCall ? action.visit.actions.map(actionOf(part)) : branchTasks(action, part);
    for (const next of inside.toReversed()) tasks.push(next);
  }
}

const actionOf =
  (part: FlowId) =>
  (action: Action): Task => ({ type: 'action', action, part });

function branchTasks(group: Group, part: FlowId): Task[] {
  switch (group.how.kind) {
    case 'together':
    case 'any':
      return group.how.branches.flatMap((branch, index): Task[] => {
        const tasks = branch.map(actionOf(part));
        return index === 0 ? tasks : [{ type: 'branch' }, ...tasks];
      });
    case 'atomic':
      return group.how.actions.map(actionOf(part));
    case 'part':
      return group.how.actions.map(actionOf(group.how.flow));
    default:
      return unreachable(group.how);
  }
}
