import { BudgetError } from '../budget.js';

/** Handle of a function in a {@link Diagram}. 0 is never, 1 is always. */
export type Node = number;
export const NEVER: Node = 0;
export const ALWAYS: Node = 1;

/** Bounds the depth of a walk as well. */
const MAX_SOURCES = 1_500;

type Operator = 'and' | 'or';

/**
 * Multi-valued decision diagrams over independent random sources, each with a few states: hash-consed and ordered by the moment
 * a source was added, so that a part which appears twice in a function is counted once.
 *
 * Source: R. E. Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE Trans. Computers C-35 (1986);
 * multi-valued as in A. Srinivasan et al., ICCAD 1990.
 */
export class Diagram {
  readonly #budget: number;
  readonly #arities: number[] = [];
  readonly #sources: number[] = [-1, -1];
  readonly #children: (readonly Node[])[] = [[], []];
  readonly #unique = new Map<string, Node>();
  #last: { readonly node: Node; readonly below: readonly Node[] } | undefined;
  readonly #memo = { and: new Map<number, Node>(), or: new Map<number, Node>() };

  constructor(budget = 60_000) {
    this.#budget = budget;
  }

  get size(): number {
    return this.#children.length;
  }

  /** Adds a random source with `arity` states, numbered from 0. */
  source(arity: number): number {
    if (this.#arities.length >= MAX_SOURCES) throw new BudgetError(`more than ${MAX_SOURCES} random sources`);
    this.#arities.push(arity);
    return this.#arities.length - 1;
  }

  /** True when the state of `source` passes `test`. */
  when(source: number, test: (state: number) => boolean): Node {
    const arity = this.#arities[source] ?? 0;
    return this.#make(
      source,
      Array.from({ length: arity }, (_, state) => (test(state) ? ALWAYS : NEVER)),
    );
  }

  /** Later nodes usually hang on later sources: joined from the back, nothing is built twice. */
  and(...nodes: readonly Node[]): Node {
    return nodes.reduceRight((b, a) => this.#apply('and', a, b), ALWAYS);
  }

  or(...nodes: readonly Node[]): Node {
    return nodes.reduceRight((b, a) => this.#apply('or', a, b), NEVER);
  }

  not(node: Node): Node {
    const seen = new Map<Node, Node>([
      [NEVER, ALWAYS],
      [ALWAYS, NEVER],
    ]);
    const flip = (at: Node): Node => {
      const known = seen.get(at);
      if (known !== undefined) return known;
      const flipped = this.#make(this.#sources[at]!, this.#children[at]!.map(flip));
      seen.set(at, flipped);
      return flipped;
    };
    return flip(node);
  }

  /** Probability that `node` holds when state `s` of source `i` has probability `weights[i][s]`, all sources independent. */
  probability(node: Node, weights: readonly (readonly number[])[]): number {
    const values = new Float64Array(node + 1);
    if (node >= ALWAYS) values[ALWAYS] = 1;
    // Children are made before what hangs on them, so ascending numbers meet each node after its children.
    for (const at of this.#below(node)) {
      const weight = weights[this.#sources[at]!]!;
      const children = this.#children[at]!;
      let sum = 0;
      for (let state = 0; state < children.length; state++) sum += weight[state]! * values[children[state]!]!;
      values[at] = sum;
    }
    return values[node]!;
  }

  /** Inner nodes that `node` hangs on, itself included, in ascending order. Kept for the node that was asked last. */
  #below(node: Node): readonly Node[] {
    if (this.#last?.node === node) return this.#last.below;
    const seen = new Set<Node>();
    const open = [node];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at <= ALWAYS || seen.has(at)) continue;
      seen.add(at);
      open.push(...this.#children[at]!);
    }
    this.#last = { node, below: [...seen].sort((a, b) => a - b) };
    return this.#last.below;
  }

  #make(source: number, children: readonly Node[]): Node {
    if (children.every((child) => child === children[0])) return children[0] ?? NEVER;
    const key = `${source}:${children.join(',')}`;
    const known = this.#unique.get(key);
    if (known !== undefined) return known;
    if (this.#children.length >= this.#budget) throw new BudgetError(`more than ${this.#budget} nodes`);
    const node = this.#children.push(children) - 1;
    this.#sources.push(source);
    this.#unique.set(key, node);
    return node;
  }

  #apply(operator: Operator, a: Node, b: Node): Node {
    const absorbing = operator === 'and' ? NEVER : ALWAYS;
    if (a === absorbing || b === absorbing) return absorbing;
    if (a <= 1) return b;
    if (b <= 1 || a === b) return a;
    const key = Math.min(a, b) * 2 ** 26 + Math.max(a, b);
    const memo = this.#memo[operator];
    const known = memo.get(key);
    if (known !== undefined) return known;
    const source = Math.min(this.#sources[a]!, this.#sources[b]!);
    const branch = (node: Node, state: number): Node => (this.#sources[node] === source ? this.#children[node]![state]! : node);
    const children = Array.from({ length: this.#arities[source]! }, (_, state) =>
      this.#apply(operator, branch(a, state), branch(b, state)),
    );
    const node = this.#make(source, children);
    memo.set(key, node);
    return node;
  }
}
