import type * as z from 'zod';
import { nearest } from '#base/nearest.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import type { Origin, Span } from '#diagnostics/span.js';
import type { SumProblem } from './expression/tokens.js';
import type { Path, Problem } from './problem.js';
import { issueToProblem, withoutIssues } from './schema/issues.js';
import type { Positions } from './yaml/positions.js';
import { childOf, describeNode, entryOf, isNothing, toPlain, type YamlEntry, type YamlMap, type YamlNode } from './yaml/tree.js';

/** Names that may be used: a set of them, or a map by them. */
export type KnownNames = { has(name: string): boolean; keys(): Iterable<string> };

/** One reading of one file: the tree, its places, and every problem met so far. */
export class Reading {
  readonly root: YamlMap;
  readonly diagnostics: Diagnostic[] = [];
  readonly #text: string;
  readonly #positions: Positions;

  constructor(text: string, root: YamlMap, positions: Positions) {
    this.#text = text;
    this.root = root;
    this.#positions = positions;
  }

  get failed(): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  }

  report(path: Path, problem: Problem): void {
    const { atKey, within, severity = 'error', ...rest } = problem;
    const span = within ? this.#spanWithin(path, within) : this.spanOf(path, atKey ?? false);
    this.diagnostics.push({ severity, span, path: path.join('.'), ...rest });
  }

  /** A problem of a sum, placed inside the scalar it was written in. */
  readonly complain = (path: Path, problem: SumProblem): void => {
    const { code, message, help, suggestion, start, end } = problem;
    this.report(path, { code, message, help, suggestion, within: { start, end } });
  };

  /** The deepest node along the path that exists. */
  nodeAt(path: Path): YamlNode {
    let node: YamlNode = this.root;
    for (const step of path) {
      const next: YamlNode | undefined = node.kind === 'list' ? node.items[Number(step)] : childOf(node, step);
      if (!next) return node;
      node = next;
    }
    return node;
  }

  has(path: Path): boolean {
    const parent = this.nodeAt(path.slice(0, -1));
    return parent.kind === 'list' ? parent.items[Number(path.at(-1))] !== undefined : entryOf(parent, path.at(-1) ?? '') !== undefined;
  }

  spanOf(path: Path, atKey: boolean): Span {
    const parent = this.nodeAt(path.slice(0, -1));
    const entry = entryOf(parent, path.at(-1) ?? '');
    if (entry && (atKey || isNothing(entry.value))) return this.#positions.span(entry.key.start, entry.key.end);
    const node = this.nodeAt(path);
    return this.#positions.span(node.start, node.kind === 'scalar' ? node.end : Math.min(node.end, node.start + 1));
  }

  #spanWithin(path: Path, within: { readonly start: number; readonly end: number }): Span {
    const node = this.nodeAt(path);
    if (node.kind !== 'scalar') return this.spanOf(path, true);
    const source = this.#text.slice(node.start, node.end);
    const shift = source === node.text ? 0 : source.slice(1, -1) === node.text ? 1 : undefined;
    if (shift === undefined) return this.#positions.span(node.start, node.end);
    const end = Math.min(within.end, node.text.length);
    return this.#positions.span(node.start + shift + Math.min(within.start, end), node.start + shift + end);
  }

  originOf(entry: YamlEntry, path: Path): Origin {
    return { ...this.#positions.span(entry.key.start, entry.key.end), path };
  }

  /** The place of a key where the path ends at one, else of the value. */
  originAt(path: Path): Origin {
    return { ...this.spanOf(path, true), path };
  }

  originOfNode(node: YamlNode, path: Path): Origin {
    const end = node.kind === 'scalar' ? node.end : Math.min(node.end, node.start + 1);
    return { ...this.#positions.span(node.start, end), path };
  }

  /** Where every attribute below a map stands, by dotted path: `replication.copies`. */
  written(node: YamlNode, path: Path, prefix = ''): Map<string, Origin> {
    const found = new Map<string, Origin>();
    if (node.kind !== 'map') return found;
    for (const entry of node.entries) {
      const name = prefix + entry.key.text;
      const below = [...path, entry.key.text];
      found.set(name, this.originOf(entry, below));
      for (const [inner, origin] of this.written(entry.value, below, `${name}.`)) found.set(inner, origin);
    }
    return found;
  }

  /** The entries of a section that is a map of names; anything else there is a problem. */
  entries(
    path: Path,
    node: YamlNode | undefined = path.length === 1 ? childOf(this.root, path[0] ?? '') : undefined,
  ): readonly YamlEntry[] {
    if (!node || isNothing(node)) return [];
    if (node.kind === 'map') return node.entries.filter((entry) => this.#goodName(entry, [...path, entry.key.text]));
    this.report(path, {
      code: 'type/map',
      message: `${path.join('.')} is ${describeNode(node)}; a map of names belongs here`,
      help: 'Write each as `name: { ... }` on a line of its own.',
    });
    return [];
  }

  items(path: Path, node: YamlNode | undefined): readonly YamlNode[] {
    if (!node || isNothing(node)) return [];
    if (node.kind === 'list') return node.items;
    this.report(path, {
      code: 'type/list',
      message: `${path.join('.')} is ${describeNode(node)}; a list belongs here`,
      help: 'Start each item with "- ".',
    });
    return [];
  }

  #goodName(entry: YamlEntry, path: Path): boolean {
    if (/^[\p{L}_][\p{L}\p{N}_.-]{0,63}$/u.test(entry.key.text) && entry.key.text !== '__proto__') return true;
    this.report(path, {
      code: 'name/form',
      message: `"${entry.key.text.slice(0, 40)}" cannot be a name`,
      help: 'A name starts with a letter and has letters, digits, "-", "_" or "." (at most 64).',
      atKey: true,
    });
    return false;
  }

  /**
   * Holds a node against a schema; every issue becomes a problem at its place. What is right beside it is given all the same, so that
   * its own problems come in the same run.
   */
  parse<S extends z.ZodType>(
    schema: S,
    node: YamlNode,
    path: Path,
    extra: Parameters<typeof issueToProblem>[2] = {},
  ): z.output<S> | undefined {
    const plain = toPlain(node);
    const result = schema.safeParse(plain);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const at = [...path, ...issue.path.map(String)];
      const placed = issueToProblem(issue, this.has(at) ? this.nodeAt(at) : undefined, extra);
      for (const { path: below, ...problem } of placed) this.report([...at, ...below], problem);
    }
    const rest = schema.safeParse(withoutIssues(plain, result.error.issues));
    return rest.success ? rest.data : undefined;
  }

  /** A name that should be one of the declared ones. Reports when it is not. */
  known(name: string, candidates: KnownNames, path: Path, what: string, where: Pick<Problem, 'atKey' | 'within'> = {}): boolean {
    if (candidates.has(name)) return true;
    const all = [...candidates.keys()];
    const listed = all.length > 0 && all.length <= 12 ? ` Declared: ${all.join(', ')}.` : '';
    const message = `There is no ${what} "${name.slice(0, 64)}"`;
    this.report(path, {
      code: 'name/unknown',
      message,
      help: `Declare it, or use a declared one.${listed}`,
      suggestion: nearest(name, all),
      ...where,
    });
    return false;
  }
}
