import type { DesignModel } from '#model/design.js';
import type { Action, Call, Flow, Visit } from '#model/flow.js';
import type { FlowId } from '#model/ids.js';

/** Every call of a flow, in the order of its path. */
export const callsOf = (flow: Flow): readonly Call[] => flow.roots.flatMap(callsInVisit);

const callsInVisit = (visit: Visit): readonly Call[] => visit.actions.flatMap(callsInAction);

function callsInAction(action: Action): readonly Call[] {
  if (action.type === 'call') return [action, ...callsInVisit(action.visit)];
  return 'branches' in action.how ? action.how.branches.flat().flatMap(callsInAction) : action.how.actions.flatMap(callsInAction);
}

/** Components that the answer of a flow waits for: what it hands over is left out. */
export function waitedFor(model: DesignModel, flow: string): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (action: Action): void => {
    if (action.type === 'call') {
      if (!action.waits) return;
      found.add(action.visit.component);
      action.visit.actions.forEach(look);
    } else ('branches' in action.how ? action.how.branches.flat() : action.how.actions).forEach(look);
  };
  for (const root of model.flows.get(flow as FlowId)?.roots ?? []) root.actions.forEach(look);
  return found;
}

/** Requests a second of a flow at its peak; 0 for parts, which have no load of their own. */
export function peakRate(flow: Flow): number {
  const load = flow.workload;
  if (load.kind === 'open') return load.rate * load.peak;
  if (load.kind === 'closed') return load.think > 0 ? load.users / load.think : 0;
  return load.kind === 'batch' && load.every > 0 ? load.items / load.every : 0;
}

/**
 * Flows that carry load, those that matter first: with a target, then with a use case, then by their rate; equal ones in the order of
 * the file.
 */
export function foremost(model: DesignModel): readonly Flow[] {
  const wanted = new Set(model.requirements.quality.flatMap(({ flow }) => flow ?? []));
  const weight = (flow: Flow): number => (wanted.has(flow.id) ? 2 : 0) + (flow.useCase === undefined ? 0 : 1);
  return [...model.flows.values()].filter((flow) => peakRate(flow) > 0).sort((a, b) => weight(b) - weight(a) || peakRate(b) - peakRate(a));
}
