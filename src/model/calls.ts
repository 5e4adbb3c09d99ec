import type { Action, Call, Flow, Visit } from './flow.js';

/** Every call of a flow, handed-over parts and all branches included, in the order of its path. */
export function callsOf(flow: Flow): readonly Call[] {
  const found: Call[] = [];
  const inVisit = (visit: Visit): void => visit.actions.forEach(inAction);
  const inAction = (action: Action): void => {
    if (action.type === 'call') {
      found.push(action);
      inVisit(action.visit);
    } else if (action.how.kind === 'together' || action.how.kind === 'any') {
      for (const branch of action.how.branches) branch.forEach(inAction);
    } else {
      action.how.actions.forEach(inAction);
    }
  };
  flow.roots.forEach(inVisit);
  return found;
}
