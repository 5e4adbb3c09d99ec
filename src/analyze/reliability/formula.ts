import type { DesignModel } from '#model/design.js';
import type { Action, Call, Draw, Flow, Group, Varying, Visit } from '#model/flow.js';
import type { ComponentId } from '#model/ids.js';
import type { Access } from './access.js';
import { ALWAYS, Diagram, NEVER, type Node } from './diagram.js';
import { accessesOf, accessFor, type Gating, gates, gatingActions, gatingOf } from './gating.js';
import { failsByItself, manyKeysUp, ownStates, ownWeights, type Part, partOf, passes, type Surroundings, type World } from './part.js';

/** When a flow is served, as a function of its parts' states and of its draws. */
export type Formula = {
  readonly diagram: Diagram;
  readonly served: Node;
  readonly parts: ReadonlyMap<ComponentId, Part>;
  /** Probabilities of every source's states in a world. */
  readonly weights: (world: World) => Weights;
  /** The same with the states of one component as in another world. */
  readonly changed: (weights: Weights, component: ComponentId, world: World) => Weights;
};

export type Weights = readonly (readonly number[])[];

type PartSources = {
  readonly part: Part;
  readonly own: number;
  readonly many?: number | undefined;
  readonly switching?: number | undefined;
};

/** How often a zone fails a second, (1 - availability) / repair, and where the users of a flow are. */
export function surroundings(model: DesignModel, flow: Flow): Surroundings {
  const from = flow.roots.flatMap(({ component }) => {
    const root = model.components.get(component);
    return root?.is === 'client' && root.from !== undefined ? [root.from] : [];
  });
  return {
    zoneFailureRate: (zone) => {
      const known = model.zones.get(zone);
      return known === undefined || known.repair <= 0 ? 0 : (1 - known.availability) / known.repair;
    },
    usersIn: (region) => from[0]?.get(region),
  };
}

/** Builds the formula; throws a BudgetError when the diagram outgrows its budget. */
export function formulaOf(model: DesignModel, flow: Flow, until?: ComponentId, budget?: number): Formula {
  const gating = gatingOf(model, flow, until);
  const builder = new FormulaBuilder(gating, new Diagram(budget));
  const around = surroundings(model, flow);
  for (const [id, accesses] of accessesOf(gating, flow)) {
    const component = model.components.get(id);
    if (component !== undefined && failsByItself(component)) builder.addPart(partOf(component, accesses, around));
  }
  return builder.build(flow);
}

class FormulaBuilder {
  readonly #gating: Gating;
  readonly #diagram: Diagram;
  readonly #weights: ((world: World) => readonly number[])[] = [];
  readonly #parts = new Map<ComponentId, Part>();
  /** Sources of the parts, added where a part is first asked: neighbours in the path are then neighbours in the diagram. */
  readonly #sources = new Map<ComponentId, PartSources>();
  readonly #draws = new Map<number, { readonly source: number; readonly draw: Draw }>();
  /** When at least one key of a read was not found, or the cache could not say. */
  readonly #missed = new Map<number, Node>();

  constructor(gating: Gating, diagram: Diagram) {
    this.#gating = gating;
    this.#diagram = diagram;
  }

  build(flow: Flow): Formula {
    if (flow.draw !== undefined) this.#addDraw(flow.draw);
    const one: Access = { need: 1, leader: false, switching: false, keys: 1 };
    const served = this.#diagram.and(
      ...flow.roots.map((root) => {
        const component = this.#gating.model.components.get(root.component);
        if (component?.is === 'external') return this.#visit(root);
        return this.#diagram.and(this.#up(root.component, { ...one, need: component?.need ?? 1 }), this.#visit(root));
      }),
    );
    const weights = (world: World): Weights => this.#weights.map((weigh) => weigh(world));
    return { diagram: this.#diagram, served, weights, changed: (known, id, world) => this.#changed(known, id, world), parts: this.#parts };
  }

  #changed(known: Weights, component: ComponentId, world: World): Weights {
    const { own, many, switching } = this.#sources.get(component) ?? {};
    const changed = [...known];
    for (const source of [own, many, switching]) if (source !== undefined) changed[source] = this.#weights[source]!(world);
    return changed;
  }

  addPart(part: Part): void {
    this.#parts.set(part.component.id, part);
  }

  #sourcesOf(component: ComponentId): PartSources | undefined {
    const part = this.#parts.get(component);
    const known = this.#sources.get(component);
    if (known !== undefined || part === undefined) return known;
    const own = this.#source(ownStates(part), (world) => ownWeights(part, world));
    const many =
      part.keys.length === 0
        ? undefined
        : this.#source(part.keys.length + 1, (world) => {
            const up = manyKeysUp(part, world);
            return [1, ...up].map((reach, i) => reach - (up[i] ?? 0));
          });
    const share = part.switching;
    const switching = share === undefined ? undefined : this.#source(2, (world) => (world.calm ? [1, 0] : [1 - share, share]));
    const sources = { part, own, many, switching };
    this.#sources.set(component, sources);
    return sources;
  }

  #source(arity: number, weigh: (world: World) => readonly number[]): number {
    this.#weights.push(weigh);
    return this.#diagram.source(arity);
  }

  #addDraw(draw: Draw): void {
    const weights = draw.cases.map((each) => each.share as number);
    this.#draws.set(draw.id, { source: this.#source(weights.length, () => weights), draw });
  }

  /** True with probability `share`, drawn afresh. */
  #chance(share: number): Node {
    if (share <= 0) return NEVER;
    if (share >= 1) return ALWAYS;
    const weights = [1 - share, share];
    return this.#diagram.when(
      this.#source(2, () => weights),
      (state) => state === 1,
    );
  }

  #inCase(draw: number, test: (name: string) => boolean): Node {
    const known = this.#draws.get(draw);
    return known === undefined ? ALWAYS : this.#diagram.when(known.source, (state) => test(known.draw.cases[state]?.name ?? ''));
  }

  /** The component serves a call that needs `access` of it. */
  #up(component: ComponentId, access: Access | undefined): Node {
    const sources = this.#sourcesOf(component);
    if (sources === undefined || access === undefined) return ALWAYS;
    const { part, own, many, switching } = sources;
    const nodes = [this.#diagram.when(own, (state) => passes(part, state, access))];
    if (many !== undefined && access.keys > 1) nodes.push(this.#diagram.when(many, (state) => state > part.keys.indexOf(access.keys)));
    if (switching !== undefined && access.switching) nodes.push(this.#diagram.when(switching, (state) => state === 0));
    return this.#diagram.and(...nodes);
  }

  #visit(visit: Visit): Node {
    return this.#sequence(gatingActions(this.#gating, visit));
  }

  #sequence(actions: readonly Action[]): Node {
    return this.#diagram.and(...actions.map((action) => this.#gate(action)));
  }

  /** Served as far as this action goes: not made, made well, or made good by what is tried after its failure. */
  #gate(action: Action): Node {
    if (action.when.kind === 'error' || !gates(this.#gating, action)) return ALWAYS;
    const made = this.#made(action);
    const served = this.#served(action, made);
    if (served === ALWAYS) return ALWAYS;
    return this.#diagram.or(this.#diagram.not(made), served);
  }

  #made(action: Action): Node {
    const { when, times } = action;
    const some =
      typeof times === 'number' ? (times > 0 ? ALWAYS : NEVER) : this.#inCase(times.draw, (name) => (times.byCase.get(name) ?? 0) > 0);
    return this.#diagram.and(some, this.#condition(when));
  }

  #condition(when: Action['when']): Node {
    switch (when.kind) {
      case 'share':
        return this.#chance(when.share);
      case 'case':
        return this.#inCase(when.draw, (name) => name === when.name);
      case 'miss':
        return this.#missed.get(when.of) ?? ALWAYS;
      default:
        return ALWAYS;
    }
  }

  #served(action: Action, made: Node): Node {
    if (action.type === 'group') return this.#group(action);
    const found = action.hit === undefined ? ALWAYS : this.#allFound(action, action.hit);
    if (action.hit !== undefined) this.#missed.set(action.id, this.#diagram.not(found));
    const up = this.#diagram.and(this.#up(action.visit.component, accessFor(this.#gating.model, action)), this.#visit(action.visit));
    if (action.hit !== undefined && this.#gating.readsOn.has(action.id)) {
      this.#missed.set(action.id, this.#diagram.and(made, this.#diagram.not(this.#diagram.and(found, up))));
      return ALWAYS;
    }
    const others = (this.#gating.handlers.get(action.id) ?? []).filter((each) => gates(this.#gating, each));
    return this.#diagram.or(up, ...others.map((each) => this.#served(each, ALWAYS)));
  }

  /** Every key of the call is in the cache, each with probability `hit`. */
  #allFound(call: Call, hit: number): Node {
    const { items, times } = call;
    const power = (n: number): Node => this.#chance(hit ** n);
    const varying: Varying = typeof items === 'number' ? times : items;
    if (typeof varying === 'number') return power(Math.max(1, (items as number) * varying));
    const other = varying === items ? (typeof times === 'number' ? times : 1) : (items as number);
    const cases = [...varying.byCase].map(([name, n]) =>
      this.#diagram.and(
        this.#inCase(varying.draw, (each) => each === name),
        power(Math.max(1, n * other)),
      ),
    );
    return this.#diagram.or(...cases);
  }

  #group(group: Group): Node {
    const { how } = group;
    if (how.kind === 'part' && how.draw !== undefined) this.#addDraw(how.draw);
    if (!('branches' in how)) return this.#sequence(how.actions);
    const branches = how.branches.map((branch) => this.#sequence(branch));
    return how.kind === 'any' ? this.#diagram.or(...branches) : this.#diagram.and(...branches);
  }
}
