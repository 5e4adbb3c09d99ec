import type * as z from 'zod';
import { byKeys } from '#base/order.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import { FILE_START, type Span } from '#diagnostics/span.js';
import { type ParsedYaml, parseYaml } from '#language/yaml/parse.js';
import { childOf, entryOf, toPlain, type YamlNode } from '#language/yaml/tree.js';

export type Document<T> = {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Where something was written, or the nearest part of the way to it: its value, or its name. */
  readonly placeOf: (path: readonly string[], what?: 'value' | 'name') => Span;
};

/** Reads a data file of ours (a problem, a rubric) against its schema. Every error has its place; never throws. `kind` starts the codes. */
export function readDocument<T>(kind: string, text: string, schema: z.ZodType<T>): Document<T> {
  const parsed = parseYaml(text);
  const { root } = parsed;
  if (root === undefined || parsed.diagnostics.length > 0)
    return { value: undefined, diagnostics: parsed.diagnostics, placeOf: () => FILE_START };
  const placeOf: Document<T>['placeOf'] = (path, what) => {
    const { start, end } = nodeAt(root, path, what);
    return parsed.positions.span(start, end);
  };
  const result = schema.safeParse(toPlain(root), { error: (issue) => inOurWords(issue as Issue) });
  if (result.success) return { value: result.data, diagnostics: [], placeOf };
  const diagnostics = result.error.issues.flatMap((issue) => placed(kind, issue, parsed));
  return {
    value: undefined,
    placeOf,
    diagnostics: diagnostics.sort(
      byKeys(
        (d) => d.span.line,
        (d) => d.span.column,
        (d) => d.message,
      ),
    ),
  };
}

type Issue = z.core.$ZodIssue;

/** What a schema asks for and finds, where it says nothing itself. */
function inOurWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `expected ${NAMES[issue.expected] ?? issue.expected}, not ${nameOf(issue.input)}`;
    case 'invalid_value':
      return issue.input === undefined
        ? 'is missing'
        : `expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${COUNTED[issue.origin] ?? ''}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${COUNTED[issue.origin] ?? ''}`;
    case 'invalid_format':
      return `expected a text like ${'pattern' in issue && issue.pattern ? issue.pattern : issue.format}`;
    default:
      return undefined;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};
const COUNTED: Readonly<Record<string, string>> = { array: ' of them', string: ' letters' };

function nameOf(input: unknown): string {
  if (input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'a map' : typeof input === 'string' ? 'a text' : String(input);
}

function placed(kind: string, issue: Issue, parsed: ParsedYaml): Diagnostic[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => diagnostic(kind, 'unknown-key', [...path, key], `"${key}" means nothing here`, parsed));
  }
  if (issue.code === 'invalid_key') {
    const said = issue.issues[0]?.message ?? 'no such name belongs here';
    return [diagnostic(kind, 'unknown-key', path, said, parsed, 'name')];
  }
  if (issue.message === 'is missing' && path.length > 0)
    return [diagnostic(kind, 'missing', path.slice(0, -1), `"${path.at(-1)}" is missing`, parsed)];
  const inner = issue.code === 'invalid_union' ? deepest(issue) : undefined;
  if (inner) return placed(kind, { ...inner, path: [...issue.path, ...inner.path] }, parsed);
  return [diagnostic(kind, 'invalid', path, issue.message, parsed)];
}

/** Of the ways in which a union failed, the one that got furthest: most likely what was meant. */
function deepest(issue: Issue & { code: 'invalid_union' }): Issue | undefined {
  const firsts = issue.errors.flatMap((way) => way.slice(0, 1));
  return firsts.reduce<Issue | undefined>(
    (best, one) => (best === undefined || one.path.length > best.path.length ? one : best),
    undefined,
  );
}

function diagnostic(kind: string, code: string, path: readonly string[], message: string, parsed: ParsedYaml, what?: 'name'): Diagnostic {
  const { start, end } = nodeAt(parsed.root!, path, what);
  return { code: `${kind}/${code}`, severity: 'error', span: parsed.positions.span(start, end), path: path.join('.'), message };
}

/** The place of a path, or of the nearest part of it that was written. Names are pointed at rather than what they hold. */
function nodeAt(root: YamlNode, path: readonly string[], what?: 'value' | 'name'): { start: number; end: number } {
  let node: YamlNode = root;
  let place: { start: number; end: number } = root;
  for (const step of path) {
    const entry = entryOf(node, step);
    const next = node.kind === 'list' ? node.items[Number(step)] : childOf(node, step);
    if (!next) return place;
    node = next;
    place = entry && (what === 'name' || next.kind !== 'scalar') ? entry.key : next;
  }
  return place;
}
