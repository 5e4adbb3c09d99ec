import type { Fix, FixEdit } from '#analyze/fix.js';
import { applyEdit, type Edit, type EditResult } from '#language/edit/edit.js';
import { parseYaml } from '#language/yaml/parse.js';
import { childOf, type YamlNode } from '#language/yaml/tree.js';

/** The text with all edits of a proposal made, comments and order kept; or why one of them cannot be made. */
export function applyFix(text: string, fix: Fix): EditResult {
  let changed = text;
  for (const edit of fix.edits) {
    const result = applyEdit(changed, asEdit(changed, edit));
    if (!result.ok) return result;
    changed = result.text;
  }
  return { ok: true, text: changed };
}

/** `a -> b` in a path has no place for attributes until it is written as `a -> b: { ... }`. */
function asEdit(text: string, edit: FixEdit): Edit {
  if ('remove' in edit) return { kind: 'remove', path: edit.remove };
  const { set: path, value } = edit;
  const above = nodeAt(text, path.slice(0, -1));
  if (above?.kind === 'scalar' && /->|~>/.test(above.text))
    return { kind: 'set', path: path.slice(0, -1), value: { [above.text]: { [path.at(-1)!]: value } } };
  // `replication: single-leader` is short for `{ mode: single-leader }`, and shards: 4 for { count: 4 }.
  const long = above?.kind === 'scalar' ? SHORT[path.at(-2) ?? ''] : undefined;
  if (above?.kind === 'scalar' && long !== undefined && above.text !== '')
    return { kind: 'set', path: path.slice(0, -1), value: { [long]: above.text, [path.at(-1)!]: value } };
  return { kind: 'set', path, value };
}

const SHORT: Readonly<Record<string, string>> = { replication: 'mode', shards: 'count' };

function nodeAt(text: string, path: readonly string[]): YamlNode | undefined {
  let node: YamlNode | undefined = parseYaml(text).root;
  for (const step of path) node = node?.kind === 'list' ? node.items[Number(step)] : childOf(node, step);
  return node;
}
