import type { Action, Call, Flow, Group, Visit } from '#model/flow.js';

/** What takes the place of an action: nothing, itself, or others. */
export type Replace = (call: Call) => readonly Action[];

/** The same flow with every call put through `replace`, from the inside out. */
export function rewrite(flow: Flow, replace: Replace): Flow {
  const inVisit = (visit: Visit): Visit => ({ ...visit, actions: list(visit.actions) });
  const list = (actions: readonly Action[]): readonly Action[] => actions.flatMap(one);
  const one = (action: Action): readonly Action[] =>
    action.type === 'call' ? replace({ ...action, visit: inVisit(action.visit) }) : [{ ...action, how: inGroup(action.how) }];
  const inGroup = (how: Group['how']): Group['how'] =>
    'branches' in how ? { ...how, branches: how.branches.map(list) } : { ...how, actions: list(how.actions) };
  return { ...flow, roots: flow.roots.map(inVisit) };
}
