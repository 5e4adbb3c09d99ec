import type { Action, Call, Draw, Group, Visit } from '#model/flow.js';
import { ComponentId, FlowId } from '#model/ids.js';
import { LIMITS } from '../limits.js';
import type { Path } from '../problem.js';
import { GROUPS, groupSchema, stepSchema } from '../schema/step.js';
import { childOf, describeNode, isNothing, type YamlMap, type YamlNode } from '../yaml/tree.js';
import { mayCall, STARTERS } from './allowed-calls.js';
import { type Chain, parseChain } from './chain.js';
import { NO_ATTRIBUTES, ONCE, readCallAttributes, readRepeat, type SaidStep } from './step-attributes.js';
import type { Surroundings } from './surroundings.js';
import type { CaseValues } from './varying.js';
import { Frame, OpenVisit } from './visits.js';

type GroupName = (typeof GROUPS)[number];

/** Reads the path of one flow into its tree of visits. */
export class FlowBuilder {
  readonly #in: Surroundings;
  readonly #roots: OpenVisit[] = [];
  readonly #values = new Map<number, CaseValues>();
  readonly #isPart: boolean;
  #nextId = 0;

  constructor(surroundings: Surroundings, isPart: boolean) {
    this.#in = surroundings;
    this.#isPart = isPart;
  }

  build(name: string): { readonly roots: readonly Visit[]; readonly draw: Draw | undefined } {
    const flow = this.#in.flows.get(name)!;
    const frame = this.#frame(undefined, name);
    for (const [index, node] of this.#steps(flow.path, flow.at).entries()) this.#step(node, [...flow.at, String(index)], frame);
    return { roots: this.#roots.map((root) => root.visit), draw: frame.draw };
  }

  #frame(outer: Frame | undefined, name: string): Frame {
    const drawn = this.#in.flows.get(name)?.draw(this.#nextId++);
    if (drawn) this.#values.set(drawn.draw.id, drawn.values);
    return new Frame(outer, drawn?.draw, name);
  }

  #steps(node: YamlNode | undefined, at: Path): readonly YamlNode[] {
    if (!node || isNothing(node)) return [];
    if (node.kind === 'list') return node.items;
    const message = `A path is a list of steps, not ${describeNode(node)}`;
    this.#in.reading.report(at, { code: 'type/list', message, help: 'Start each step with "- ": `- web -> api`.' });
    return [];
  }

  #step(node: YamlNode, at: Path, frame: Frame): void {
    if (this.#in.budget.visits > LIMITS.visits) return;
    if (node.kind === 'scalar') return this.#chainStep(node.text, undefined, at, frame);
    if (node.kind === 'list' || node.entries.length === 0) {
      const message = `A step is a chain such as a -> b, not ${describeNode(node)}`;
      return this.#in.reading.report(at, { code: 'path/step', message, help: 'Write `- a -> b: { ... }`.' });
    }
    const group = node.entries.find((entry) => isGroup(entry.key.text));
    if (group) return this.#groupStep(group.key.text as GroupName, node, at, frame);
    for (const entry of node.entries) this.#chainStep(entry.key.text, entry.value, [...at, entry.key.text], frame);
  }

  /** A chain written alone is the text at `at`; one with attributes is the key there. */
  #chainStep(text: string, attributes: YamlNode | undefined, at: Path, frame: Frame): void {
    const { reading, kinds } = this.#in;
    const atKey = attributes !== undefined;
    const chain = parseChain(text);
    if ('code' in chain) return reading.report(at, { ...chain, atKey, within: atKey ? undefined : chain });
    const known = chain.names.map((name) => reading.known(name.name, kinds, at, 'component', { atKey, within: atKey ? undefined : name }));
    const said = this.#attributes(attributes, at);
    if (known.includes(false) || !said) return;
    const start = this.#leftSide(chain.names[0]!.name, at, frame);
    if (start) this.#calls(start, chain, said, at, frame);
  }

  #attributes(node: YamlNode | undefined, at: Path): SaidStep | undefined {
    if (!node || isNothing(node)) return {};
    return this.#in.reading.parse(stepSchema, node, at, { names: Object.keys(stepSchema.shape), what: 'a step' });
  }

  /** The visit a step hangs on: the latest open one of its left side; clients are always open. */
  #leftSide(name: string, at: Path, frame: Frame): OpenVisit | undefined {
    const { reading, kinds } = this.#in;
    const open = frame.latest(name);
    if (open) return open;
    const kind = kinds.get(name);
    if (!kind) {
      reading.known(name, kinds, at, 'component');
      return undefined;
    }
    const first = this.#roots.length === 0;
    if (kind === 'client' || (first && (STARTERS.includes(kind) || this.#isPart))) {
      const root = this.#open(name, undefined, false, frame);
      this.#roots.push(root);
      return root;
    }
    const message = first ? `A flow cannot start at "${name}", a ${kind}` : `"${name}" was not reached before this step`;
    const help = first ? `Start at one of: ${STARTERS.join(', ')}.` : `Call it first; reached so far: ${frame.reached().join(', ')}.`;
    reading.report(at, { code: 'path/not-reached', message, help, atKey: true });
    return undefined;
  }

  #open(component: string, caller: OpenVisit | undefined, waits: boolean, frame: Frame): OpenVisit {
    const visit = new OpenVisit(this.#nextId++, component, caller, waits);
    frame.open(visit);
    this.#in.budget.visits++;
    return visit;
  }

  /** Attributes belong to the last arrow of the chain; when and how often, to its first, and so to the whole step. */
  #calls(start: OpenVisit, chain: Chain, said: SaidStep, at: Path, frame: Frame): void {
    const context = { surroundings: this.#in, frame, values: this.#values, at };
    const origin = this.#in.reading.originAt(at);
    const attributes = readCallAttributes(said, context);
    const repeat = readRepeat(said, { from: start.component, data: attributes.operation?.data }, context);
    let from = start;
    for (const [index, waits] of chain.waits.entries()) {
      const to = chain.names[index + 1]!.name;
      if (!mayCall(this.#in, from, to, waits, at)) return;
      const visit = this.#open(to, from, waits, frame);
      const own = index === chain.waits.length - 1 ? attributes : NO_ATTRIBUTES;
      const whole = index === 0 ? repeat : ONCE;
      const call: Call = {
        type: 'call',
        id: this.#nextId++,
        origin,
        from: ComponentId(from.component),
        waits,
        visit: visit.visit,
        ...own,
        ...whole,
      };
      from.sink.push(call);
      frame.remember(call);
      from = visit;
    }
  }

  #groupStep(how: GroupName, node: YamlMap, at: Path, frame: Frame): void {
    const { reading, flows } = this.#in;
    const rest: YamlNode = { ...node, entries: node.entries.filter((entry) => entry.key.text !== how) };
    const said = reading.parse(groupSchema, rest, at, {
      names: [...GROUPS, ...Object.keys(groupSchema.shape)],
      what: `a step with "${how}"`,
    });
    const part = how === 'do' ? this.#partNamed(childOf(node, how)!, [...at, 'do'], frame) : undefined;
    if (!said || (how === 'do' && part === undefined)) return;
    const flow = part === undefined ? undefined : flows.get(part)!;
    const stepsAt = flow?.at ?? [...at, how];
    const steps = this.#steps(flow ? flow.path : childOf(node, how), stepsAt);
    const first = this.#firstLeftSide(steps[0]);
    if (first === undefined)
      return reading.report(at, { code: 'path/empty', message: `"${how}" has no steps`, help: 'List at least one step.', atKey: true });
    const host = this.#leftSide(first, at, frame);
    if (!host) return;
    const repeat = readRepeat(said, { from: first, data: undefined }, { surroundings: this.#in, frame, values: this.#values, at });
    const inner = part === undefined ? frame : this.#frame(frame, part);
    const branches = this.#branches(how, steps, stepsAt, host, inner);
    const form: Group['how'] =
      how === 'do'
        ? { kind: 'part', flow: FlowId(part!), draw: inner.draw, actions: branches.flat() }
        : how === 'atomic'
          ? { kind: 'atomic', actions: branches.flat() }
          : { kind: how, branches };
    host.sink.push({ type: 'group', origin: reading.originAt(at), how: form, optional: said.optional ?? false, ...repeat });
  }

  /** Reads the steps of a group into lists of its own. A step may not hang on a visit from before the group, except its host. */
  #branches(how: GroupName, steps: readonly YamlNode[], at: Path, host: OpenVisit, frame: Frame): Action[][] {
    const before = this.#nextId;
    const outer = host.sink;
    const branches: Action[][] = [];
    for (const [index, step] of steps.entries()) {
      if (how === 'together' || how === 'any' || branches.length === 0) branches.push([]);
      host.sink = branches.at(-1)!;
      const left = this.#firstLeftSide(step);
      const on = left === undefined ? undefined : frame.latest(left);
      if (on && on !== host && on.id < before) {
        const message = `This step starts at "${left}", the group at "${host.component}"`;
        const help = 'Steps of one group start at one component, or at what the group itself reached.';
        this.#in.reading.report([...at, String(index)], { code: 'path/leaves-group', message, help });
        continue;
      }
      this.#step(step, [...at, String(index)], frame);
    }
    host.sink = outer;
    return branches.filter((branch) => branch.length > 0);
  }

  #partNamed(node: YamlNode, at: Path, frame: Frame): string | undefined {
    const { reading, flows } = this.#in;
    const name = node.kind === 'scalar' ? node.text : '';
    if (!reading.known(name, flows, at, 'flow')) return undefined;
    if (frame.parts.includes(name)) {
      const cycle = [...frame.parts.slice(frame.parts.indexOf(name)), name].join(' -> ');
      reading.report(at, {
        code: 'path/do-cycle',
        message: `These flows do one another: ${cycle}`,
        help: 'A part cannot contain itself: take the inner `do` out.',
      });
      return undefined;
    }
    if (flows.get(name)!.isPart) return name;
    const help = 'Move the shared steps to a flow without a rate, and `do` that from both.';
    reading.report(at, { code: 'path/do-rate', message: `"${name}" has a rate of its own, so it is no part`, help });
    return undefined;
  }

  /** The left side of the first chain inside a step, through groups and parts. */
  #firstLeftSide(node: YamlNode | undefined, seen = new Set<string>()): string | undefined {
    if (!node) return undefined;
    if (node.kind === 'scalar') return leftOf(node.text);
    if (node.kind === 'list') return this.#firstLeftSide(node.items[0], seen);
    const group = node.entries.find((entry) => isGroup(entry.key.text));
    if (!group) return node.entries[0] && leftOf(node.entries[0].key.text);
    if (group.key.text !== 'do') return this.#firstLeftSide(group.value, seen);
    const part = group.value.kind === 'scalar' ? group.value.text : '';
    return seen.has(part) ? undefined : this.#firstLeftSide(this.#in.flows.get(part)?.path, seen.add(part));
  }
}

const isGroup = (name: string): name is GroupName => (GROUPS as readonly string[]).includes(name);
const leftOf = (chain: string): string => chain.split(/->|~>/, 1)[0]!.trim();
