import { parseYaml } from '../yaml/parse.js';
import { entryOf, type YamlNode } from '../yaml/tree.js';
import { entryExtent, lineEnd, lineStart } from './extent.js';

/**
 * What stands at a path, name and value: the whole line with its indentation and comment where the entry has one to itself, else
 * the piece of text it takes up. Undefined where nothing stands there, or the text does not read.
 */
export function entryLine(text: string, path: readonly string[]): string | undefined {
  const { root, diagnostics } = parseYaml(text);
  let node: YamlNode | undefined = diagnostics.length === 0 ? root : undefined;
  for (const step of path.slice(0, -1)) node = entryOf(node, step)?.value;
  const entry = entryOf(node, path.at(-1) ?? '');
  if (!entry || !node) return undefined;
  const { start, end } = entryExtent(text, entry);
  const line = { start: lineStart(text, start), end: lineEnd(text, end) };
  const alone = node.kind === 'map' && !node.flow && text.slice(line.start, start).trim() === '';
  return alone ? text.slice(line.start, line.end) : text.slice(start, end);
}
