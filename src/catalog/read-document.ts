import type * as z from 'zod';
import { byKeys } from '#base/order.js';
import type { Diagnostic } from '#diagnostics/diagnostic.js';
import { type ParsedYaml, parseYaml } from '#language/yaml/parse.js';
import { childOf, entryOf, toPlain, type YamlNode } from '#language/yaml/tree.js';

export type Document<T> = { readonly value: T | undefined; readonly diagnostics: readonly Diagnostic[] };

/** Reads a data file of ours (a problem, a rubric) against its schema. Every error has its place; never throws. `kind` starts the codes. */
export function readDocument<T>(kind: string, text: string, schema: z.ZodType<T>): Document<T> {
  const parsed = parseYaml(text);
  if (parsed.root === undefined || parsed.diagnostics.length > 0) return { value: undefined, diagnostics: parsed.diagnostics };
  const result = schema.safeParse(toPlain(parsed.root));
  if (result.success) return { value: result.data, diagnostics: [] };
  const diagnostics = result.error.issues.flatMap((issue) => placed(kind, issue, parsed));
  return {
    value: undefined,
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

function placed(kind: string, issue: Issue, parsed: ParsedYaml): Diagnostic[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => diagnostic(kind, 'unknown-key', [...path, key], `"${key}" means nothing here`, parsed));
  }
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

function diagnostic(kind: string, code: string, path: readonly string[], message: string, parsed: ParsedYaml): Diagnostic {
  const { start, end } = nodeAt(parsed.root!, path);
  return { code: `${kind}/${code}`, severity: 'error', span: parsed.positions.span(start, end), path: path.join('.'), message };
}

/** The place of a path, or of the nearest part of it that was written. Names are pointed at rather than what they hold. */
function nodeAt(root: YamlNode, path: readonly string[]): { start: number; end: number } {
  let node: YamlNode = root;
  let place: { start: number; end: number } = root;
  for (const step of path) {
    const entry = entryOf(node, step);
    const next = node.kind === 'list' ? node.items[Number(step)] : childOf(node, step);
    if (!next) return place;
    node = next;
    place = entry && next.kind !== 'scalar' ? entry.key : next;
  }
  return place;
}
