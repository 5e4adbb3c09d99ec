import type { DesignModel } from '#model/design.js';
import type { Action, Visit } from '#model/flow.js';
import { ComponentId } from '#model/ids.js';

/** The same model with other component ids, which the reader of designs would not let through. Ids stay apart by their number. */
export function renamedModel(model: DesignModel, names: readonly string[]): DesignModel {
  const ids = new Map([...model.components.keys()].map((id, index) => [id, ComponentId(`${index}${names[index % names.length]}`)]));
  const named = (id: ComponentId): ComponentId => ids.get(id)!;
  const visit = (one: Visit): Visit => ({ ...one, component: named(one.component), actions: one.actions.map(action) });
  const action = (one: Action): Action => {
    if (one.type === 'call') return { ...one, from: named(one.from), visit: visit(one.visit) };
    if ('branches' in one.how) return { ...one, how: { ...one.how, branches: one.how.branches.map((branch) => branch.map(action)) } };
    return { ...one, how: { ...one.how, actions: one.how.actions.map(action) } };
  };
  const components = [...model.components.values()].map((one) => {
    const replica = one.is === 'database' && one.replicaOf !== undefined ? { replicaOf: named(one.replicaOf) } : {};
    return [named(one.id), { ...one, ...replica, id: named(one.id) }] as const;
  });
  const flows = [...model.flows].map(([id, flow]) => [id, { ...flow, roots: flow.roots.map(visit) }] as const);
  return { ...model, title: names.join(''), components: new Map(components), flows: new Map(flows) };
}
