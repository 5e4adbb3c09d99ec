import type { Action, Call, Flow, Visit } from '#model/flow.js';

/** `evicts`: the step takes copies of its data away, or puts them right; `keeps`: it writes data of which there are such copies. */
type Kinds = { readonly evicts: (call: Call) => boolean; readonly keeps: (call: Call) => boolean };

/**
 * The last step of a flow that wrote the data before each one that takes copies of it away, in the order of the path: the code of a
 * step that runs beside others may be emitted later than that of a step behind it.
 */
export function writesBefore(flow: Flow, { evicts, keeps }: Kinds): ReadonlyMap<Call, Call> {
  const before = new Map<Call, Call>();
  const latest = new Map<string, Call>();
  const scanCall = (call: Call): void => {
    const data = call.operation?.data;
    if (data !== undefined && keeps(call)) latest.set(data, call);
    scanVisit(call.visit);
    const write = data === undefined ? undefined : latest.get(data);
    if (write !== undefined && evicts(call)) before.set(call, write);
  };
  const scanAction = (action: Action): void => {
    if (action.type === 'call') return scanCall(action);
    const { how } = action;
    for (const each of 'branches' in how ? how.branches.flat() : how.actions) scanAction(each);
  };
  const scanVisit = (visit: Visit): void => visit.actions.forEach(scanAction);
  flow.roots.forEach(scanVisit);
  return before;
}
