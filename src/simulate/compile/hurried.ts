import type { DesignModel } from '#model/design.js';
import type { Action, Visit } from '#model/flow.js';

/**
 * Components whose pace is seen by somebody although no answer waits for them: on the way to what a target with `until` waits for, asked
 * within a timeout or beside a hedge, or working on messages that come again when that takes long. Indices are those of `ids`.
 */
export function hurriedOf(model: DesignModel, ids: readonly string[]): ReadonlySet<number> {
  const found = new Set<string>();
  for (const flow of model.flows.values()) {
    const until = new Set(
      model.requirements.quality.flatMap((each) => (each.flow === flow.id && each.until !== undefined ? [each.until] : [])),
    );
    const walk = new Walk(model, until as ReadonlySet<string>, found);
    for (const root of flow.roots) walk.visit(root, false);
  }
  return new Set(ids.flatMap((id, i) => (found.has(id) ? [i] : [])));
}

class Walk {
  private readonly model: DesignModel;
  private readonly until: ReadonlySet<string>;
  private readonly found: Set<string>;

  constructor(model: DesignModel, until: ReadonlySet<string>, found: Set<string>) {
    this.model = model;
    this.until = until;
    this.found = found;
  }

  /** Whether what a target waits for is here or further on. */
  visit({ component, actions }: Visit, timed: boolean): boolean {
    const queue = this.model.components.get(component);
    const hidden = queue !== undefined && 'redeliverAfter' in queue && queue.redeliverAfter !== undefined;
    const ahead = actions.map((action) => this.action(action, timed, hidden));
    const last = ahead.lastIndexOf(true);
    if (timed || last >= 0 || this.until.has(component)) this.found.add(component);
    // What is waited for before the way goes on is on the way.
    actions.slice(0, last).forEach((action) => this.all(action));
    return last >= 0 || this.until.has(component);
  }

  private action(action: Action, timed: boolean, hidden: boolean): boolean {
    if (action.type === 'call') {
      const { waits, timeout, hedge, visit } = action;
      return this.visit(visit, (timed && waits) || timeout !== undefined || hedge !== undefined || (hidden && !waits));
    }
    const { how } = action;
    const branches = 'branches' in how ? how.branches : [how.actions];
    return branches.map((branch) => branch.map((each) => this.action(each, timed, hidden)).some((each) => each)).some((each) => each);
  }

  private all(action: Action): void {
    if (action.type === 'call') {
      if (!action.waits) return;
      this.found.add(action.visit.component);
      for (const each of action.visit.actions) this.all(each);
      return;
    }
    const { how } = action;
    for (const branch of 'branches' in how ? how.branches : [how.actions]) for (const each of branch) this.all(each);
  }
}
