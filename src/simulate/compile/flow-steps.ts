import type { Action, Call, Flow } from '#model/flow.js';

/** A call with the components on the way to it, its own target left out, and the calls it is made inside. */
export type Stepped = { readonly call: Call; readonly path: readonly number[]; readonly above: readonly Call[] };

/** Every call of a flow's tree. */
export function callsOf(flow: Flow, stationOf: ReadonlyMap<string, number>): Stepped[] {
  const found: Stepped[] = [];
  const walk = (actions: readonly Action[], path: readonly number[], above: readonly Call[]): void => {
    for (const action of actions) {
      if (action.type === 'group') {
        const { how } = action;
        for (const branch of 'branches' in how ? how.branches : [how.actions]) walk(branch, path, above);
        continue;
      }
      found.push({ call: action, path, above });
      walk(action.visit.actions, [...path, stationOf.get(action.visit.component)!], [...above, action]);
    }
  };
  for (const root of flow.roots) walk(root.actions, [stationOf.get(root.component)!], []);
  return found;
}
