import type { z } from 'zod';
import type { ComponentKind } from '#model/component.js';
import type { Action, Call, Draw, Group, Repeat, Varying, Visit, When } from '#model/flow.js';
import { ComponentId, DataId, FlowId } from '#model/ids.js';
import { Seconds } from '#model/units.js';
import { LIMITS } from '../limits.js';
import type { Path, Problem, Reading } from '../reading.js';
import type { Resolved } from '../schema/define-kind.js';
import { KINDS } from '../schema/kinds.js';
import { resolve } from '../schema/resolve.js';
import { GROUPS, groupSchema, stepSchema } from '../schema/step.js';
import type { Sheet } from '../sections/estimates.js';
import { childOf, describeNode, isNothing, type YamlNode } from '../yaml/tree.js';
import { type Chain, parseChain } from './chain.js';
import { readWhen, type StepAbout } from './conditions.js';
import { type CaseValues, readVarying } from './varying.js';
import { Frame, OpenVisit } from './visits.js';

/** What a flow is read against. */
export type Surroundings = {
  readonly reading: Reading;
  readonly sheet: Sheet;
  readonly kinds: ReadonlyMap<string, ComponentKind>;
  readonly data: readonly string[];
  /** The path of every flow, and the draw of its cases, made anew each time it runs. */
  readonly flows: ReadonlyMap<
    string,
    {
      readonly path: YamlNode | undefined;
      readonly at: Path;
      readonly isPart: boolean;
      readonly draw: (id: number) => DrawnCases | undefined;
    }
  >;
  /** Visits made so far in the whole design, against the bound. */
  readonly budget: { visits: number };
};
export type DrawnCases = { readonly draw: Draw; readonly values: CaseValues };

type Attributes = Partial<Resolved<z.output<typeof stepSchema>>>;
/** What may start a flow: users, others' systems, a clock, or a program that acts by itself. */
const STARTERS: readonly ComponentKind[] = ['client', 'external', 'scheduler', 'monitor', 'worker', 'function', 'service'];
const HANDS_OVER: readonly ComponentKind[] = ['queue', 'stream', 'pubsub'];

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
    this.#in.reading.report(at, {
      code: 'type/list',
      message: `A path is a list of steps, not ${describeNode(node)}`,
      help: 'Start each step with "- ": `- web -> api`.',
    });
    return [];
  }

  #step(node: YamlNode, at: Path, frame: Frame): void {
    if (this.#in.budget.visits > LIMITS.visits) return;
    if (node.kind === 'scalar') return this.#chainStep(node.text, undefined, node, at, at, frame);
    if (node.kind === 'list' || node.entries.length === 0) {
      return this.#in.reading.report(at, {
        code: 'path/step',
        message: `A step is a chain such as a -> b, not ${describeNode(node)}`,
        help: 'Write `- a -> b: { ... }`.',
      });
    }
    const group = node.entries.find((entry) => (GROUPS as readonly string[]).includes(entry.key.text));
    if (group) return this.#groupStep(group.key.text as (typeof GROUPS)[number], node, at, frame);
    for (const entry of node.entries) this.#chainStep(entry.key.text, entry.value, node, [...at, entry.key.text], at, frame, true);
  }

  #chainStep(text: string, attributes: YamlNode | undefined, node: YamlNode, at: Path, originAt: Path, frame: Frame, isKey = false): void {
    const { reading } = this.#in;
    const chain = parseChain(text);
    if ('code' in chain) return reading.report(at, { ...chain, atKey: isKey, within: isKey ? undefined : chain });
    const known = chain.names.map((name) => reading.known(name.name, this.#in.kinds.keys(), at, 'component', isKey ? undefined : name));
    const said = this.#attributes(attributes, at);
    if (known.includes(false) || !said) return;
    const start = this.#leftSide(chain.names[0]!.name, at, frame);
    if (!start) return;
    this.#calls(start, chain, said, { at, origin: reading.originOfNode(isKey && node.kind === 'map' ? node : node, originAt), frame });
  }

  #attributes(node: YamlNode | undefined, at: Path): z.output<typeof stepSchema> | undefined {
    if (!node || isNothing(node)) return {};
    return this.#in.reading.parse(stepSchema, node, at, { names: Object.keys(stepSchema.shape), what: 'a step' });
  }

  /** The visit a step hangs on: the latest open one of its left side; clients are always open. */
  #leftSide(name: string, at: Path, frame: Frame): OpenVisit | undefined {
    const open = frame.latest(name);
    if (open) return open;
    const kind = this.#in.kinds.get(name);
    const first = this.#roots.length === 0;
    const starts = kind !== undefined && (kind === 'client' || (first && (STARTERS.includes(kind) || this.#isPart)));
    if (starts) {
      const root = this.#open(name, undefined, false, frame);
      this.#roots.push(root);
      return root;
    }
    const reached = frame.reached();
    const message = first ? `A flow cannot start at "${name}", a ${kind}` : `"${name}" was not reached before this step`;
    const help = first ? `Start at one of: ${STARTERS.join(', ')}.` : `Call it first; reached so far: ${reached.join(', ')}.`;
    this.#in.reading.report(at, { code: 'path/not-reached', message, help, atKey: true });
    return undefined;
  }

  #open(component: string, caller: OpenVisit | undefined, waits: boolean, frame: Frame): OpenVisit {
    const visit = new OpenVisit(this.#nextId++, component, caller, waits);
    frame.open(visit);
    this.#in.budget.visits++;
    return visit;
  }

  #calls(
    start: OpenVisit,
    chain: Chain,
    said: z.output<typeof stepSchema>,
    context: { at: Path; origin: Call['origin']; frame: Frame },
  ): void {
    const { at, origin, frame } = context;
    const last = chain.waits.length - 1;
    const { times: _times, items: _items, ...rest } = said;
    const attributes = resolve(rest, at, this.#in.sheet.scopeFor(at), this.#in.reading.complain) as Attributes;
    const operation = this.#operation(attributes, at);
    const repeat = this.#repeat(said, { from: chain.names[0]!.name, data: operation?.data }, at, frame);
    let from = start;
    for (const [index, waits] of chain.waits.entries()) {
      const to = chain.names[index + 1]!.name;
      if (!this.#mayCall(from, to, waits, at)) return;
      const visit = this.#open(to, from, waits, frame);
      const own = index === last ? this.#callAttributes(attributes, said, operation, at, frame) : NO_ATTRIBUTES;
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

  #callAttributes(attributes: Attributes, said: z.output<typeof stepSchema>, operation: Call['operation'], at: Path, frame: Frame) {
    const { retries, backoff, undo, breaker, optional, hit, time, timeout, once, hedge, hold, route, lag, encrypted, protocol, by, from } =
      attributes;
    if (undo !== undefined) this.#in.reading.known(undo, this.#in.flows.keys(), [...at, 'undo'], 'flow');
    const waits = typeof backoff === 'number' ? { base: backoff as Seconds } : backoff;
    return {
      operation,
      by,
      target: from,
      items: this.#varying(said.items, [...at, 'items'], frame, 1),
      hit,
      time,
      timeout,
      retries: retries ?? 0,
      backoff: waits && {
        base: waits.base ?? Seconds(0.1),
        factor: ('factor' in waits ? waits.factor : undefined) ?? 2,
        max: 'max' in waits ? waits.max : undefined,
        jitter: ('jitter' in waits ? waits.jitter : undefined) ?? true,
      },
      once,
      undo: undo === undefined ? undefined : FlowId(undo),
      breaker: breaker ?? false,
      hedge,
      hold,
      route,
      optional: optional ?? false,
      lag,
      encrypted,
      protocol,
    };
  }

  #operation(said: Attributes, at: Path): Call['operation'] {
    const kinds = (['read', 'write', 'invalidate', 'publish'] as const).filter((kind) => said[kind] !== undefined);
    const kind = kinds[0];
    if (!kind) return undefined;
    if (kinds.length > 1)
      this.#in.reading.report(at, {
        code: 'path/operation',
        message: `A step does one thing with data; this one does ${kinds.join(' and ')}`,
        help: 'Write two steps.',
        atKey: true,
      });
    return this.#in.reading.known(said[kind]!, this.#in.data, [...at, kind], 'data') ? { kind, data: DataId(said[kind]!) } : undefined;
  }

  #repeat(
    said: { when?: string | undefined; times?: z.output<typeof stepSchema>['times']; 'at-once'?: string | undefined },
    about: StepAbout,
    at: Path,
    frame: Frame,
  ): Repeat {
    const when = this.#orReport(readWhen(said.when, about, frame), [...at, 'when']) ?? ({ kind: 'always' } as When);
    const atOnce = said['at-once'];
    const number = Number(atOnce);
    if (atOnce !== undefined && atOnce !== 'all' && !(Number.isInteger(number) && number >= 1)) {
      this.#in.reading.report([...at, 'at-once'], {
        code: 'value/wrong',
        message: `"${atOnce.slice(0, 40)}" is neither a whole number nor all`,
        help: 'Write at-once: 16, or at-once: all.',
      });
    }
    return {
      when,
      times: this.#varying(said.times, [...at, 'times'], frame, 1),
      atOnce: atOnce === 'all' ? 'all' : number >= 1 ? number : 1,
    };
  }

  #varying(written: z.output<typeof stepSchema>['times'], at: Path, frame: Frame, silent: number): Varying {
    return readVarying(
      written,
      at,
      { sheet: this.#in.sheet, reading: this.#in.reading, draws: [...frame.draws()], values: this.#values },
      silent,
    );
  }

  #orReport(result: When | Problem, at: Path): When | undefined {
    if ('kind' in result) return result;
    this.#in.reading.report(at, result);
    return undefined;
  }

  /** Queues only hand over; and nobody may wait for itself while it holds a slot. */
  #mayCall(from: OpenVisit, to: string, waits: boolean, at: Path): boolean {
    const { reading, kinds } = this.#in;
    if (!waits) return true;
    const kind = kinds.get(from.component)!;
    if (HANDS_OVER.includes(kind)) {
      reading.report(at, {
        code: 'path/queue-waits',
        message: `"${from.component}" is a ${kind}: it waits for nobody`,
        help: `Write ${from.component} ~> ${to}.`,
        suggestion: `${from.component} ~> ${to}`,
        atKey: true,
      });
      return false;
    }
    if (!KINDS[kinds.get(to)!].holdsSlots) return true;
    const chain = [...from.waitingChain()];
    const again = chain.findIndex((visit) => visit.component === to);
    if (again < 0) return true;
    const cycle = [
      ...chain
        .slice(0, again + 1)
        .map((visit) => visit.component)
        .reverse(),
      to,
    ].join(' -> ');
    reading.report(at, {
      code: 'path/call-cycle',
      message: `"${to}" waits for itself: ${cycle}`,
      help: 'Every request would hold a slot of it and ask for a second; under load none finishes. Hand over with ~>, or make the inner part a component of its own.',
      atKey: true,
    });
    return false;
  }

  #groupStep(how: (typeof GROUPS)[number], node: YamlNode & { kind: 'map' }, at: Path, frame: Frame): void {
    const { reading } = this.#in;
    const body = childOf(node, how)!;
    const rest: YamlNode = { ...node, entries: node.entries.filter((entry) => entry.key.text !== how) };
    const said = reading.parse(groupSchema, rest, at, {
      names: [...GROUPS, ...Object.keys(groupSchema.shape)],
      what: `a step with "${how}"`,
    });
    if (!said) return;
    const part = how === 'do' ? this.#partNamed(body, [...at, 'do'], frame) : undefined;
    if (how === 'do' && part === undefined) return;
    const flow = part === undefined ? undefined : this.#in.flows.get(part)!;
    const inner = part === undefined ? frame : this.#frame(frame, part);
    const steps = flow ? this.#steps(flow.path, flow.at) : this.#steps(body, [...at, how]);
    const stepsAt = flow ? flow.at : [...at, how];
    const first = this.#firstLeftSide(steps[0], new Set());
    if (steps.length === 0 || first === undefined) {
      return reading.report(at, { code: 'path/empty', message: `"${how}" has no steps`, help: 'List at least one step.', atKey: true });
    }
    const host = this.#leftSide(first, at, frame);
    if (!host) return;
    const repeat = this.#repeat(said, { from: first, data: undefined }, at, frame);
    const branches = this.#branches(how, steps, stepsAt, host, inner);
    const kind = how === 'do' ? 'part' : how;
    const form: Group['how'] =
      kind === 'part'
        ? { kind, flow: FlowId(part!), draw: inner.draw, actions: branches.flat() }
        : kind === 'atomic'
          ? { kind, actions: branches.flat() }
          : { kind, branches };
    host.sink.push({ type: 'group', origin: reading.originOfNode(node, at), how: form, optional: said.optional ?? false, ...repeat });
  }

  /** Reads the steps of a group. Its actions go into lists of its own; a step may not hang on a visit from before the group, except its host. */
  #branches(how: (typeof GROUPS)[number], steps: readonly YamlNode[], at: Path, host: OpenVisit, frame: Frame): Action[][] {
    const before = this.#nextId;
    const outer = host.sink;
    const branches: Action[][] = [];
    for (const [index, step] of steps.entries()) {
      const split = how === 'together' || how === 'any';
      if (split || branches.length === 0) branches.push([]);
      host.sink = branches.at(-1)!;
      const left = this.#firstLeftSide(step, new Set());
      const on = left === undefined ? undefined : frame.latest(left);
      if (on && on !== host && on.id < before) {
        this.#in.reading.report([...at, String(index)], {
          code: 'path/leaves-group',
          message: `This step starts at "${left}", the group at "${host.component}"`,
          help: 'Steps of one group start at one component, or at what the group itself reached.',
        });
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
    if (!reading.known(name, flows.keys(), at, 'flow')) return undefined;
    if (frame.parts.includes(name)) {
      const cycle = [...frame.parts.slice(frame.parts.indexOf(name)), name].join(' -> ');
      reading.report(at, {
        code: 'path/do-cycle',
        message: `These flows do one another: ${cycle}`,
        help: 'A part cannot contain itself: take the inner `do` out.',
      });
      return undefined;
    }
    if (!flows.get(name)!.isPart) {
      reading.report(at, {
        code: 'path/do-rate',
        message: `"${name}" has a rate of its own, so it is no part`,
        help: 'Move the shared steps to a flow without a rate, and `do` that from both.',
      });
      return undefined;
    }
    return name;
  }

  /** The left side of the first chain inside a step, through groups and parts. */
  #firstLeftSide(node: YamlNode | undefined, seen: Set<string>): string | undefined {
    if (!node) return undefined;
    if (node.kind === 'scalar') return node.text.split(/->|~>/)[0]!.trim();
    if (node.kind === 'list') return this.#firstLeftSide(node.items[0], seen);
    const group = node.entries.find((entry) => (GROUPS as readonly string[]).includes(entry.key.text));
    if (!group) return node.entries[0]?.key.text.split(/->|~>/)[0]!.trim();
    if (group.key.text !== 'do') return this.#firstLeftSide(group.value, seen);
    const part = group.value.kind === 'scalar' ? group.value.text : '';
    if (seen.has(part)) return undefined;
    return this.#firstLeftSide(this.#in.flows.get(part)?.path, seen.add(part));
  }
}

const ONCE: Repeat = { when: { kind: 'always' }, times: 1, atOnce: 1 };
const NO_ATTRIBUTES = { items: 1, retries: 0, breaker: false, optional: false } as const;
