import { dump } from 'js-yaml';
import { stableJson } from '#base/json.js';
import { parseYaml } from '../yaml/parse.js';
import { isNothing, type Plain, toPlain, type YamlEntry, type YamlList, type YamlMap, type YamlNode } from '../yaml/tree.js';
import { behindColon, type Extent, entryExtent, extentOf, isBarePair, lineEnd, lineStart } from './extent.js';
import { without, withValue } from './plain-edit.js';

/** One change of one place. A path that is not there yet is made; a list index of its length adds an item. */
export type Edit =
  | { readonly kind: 'set'; readonly path: readonly string[]; readonly value: EditValue }
  | { readonly kind: 'remove'; readonly path: readonly string[] };
export type EditValue = string | number | boolean | null | readonly EditValue[] | { readonly [key: string]: EditValue };

export type EditResult = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/**
 * Makes a change and touches nothing else: comments, order, quotes and line breaks stay byte for byte. What was written is read
 * back; a change that would not read as itself is refused, never half made.
 */
export function applyEdit(text: string, edit: Edit): EditResult {
  const { root, diagnostics } = parseYaml(text);
  if (!root || diagnostics.length > 0) return { ok: false, reason: 'The file does not read, so it is not changed' };
  const replaced = edit.kind === 'set' ? set(text, root, edit.path, edit.value) : remove(text, root, edit.path);
  if (typeof replaced === 'string') return { ok: false, reason: replaced };
  const changed = text.slice(0, replaced.start) + replaced.piece + text.slice(replaced.end);
  return readsAs(changed, root, edit)
    ? { ok: true, text: changed }
    : { ok: false, reason: `This place cannot be changed without rewriting what is around it: ${edit.path.join('.')}` };
}

type Replacement = Extent & { readonly piece: string };

function readsAs(changed: string, before: YamlNode, edit: Edit): boolean {
  const after = parseYaml(changed);
  if (!after.root || after.diagnostics.length > 0) return false;
  const wanted = edit.kind === 'set' ? withValue(toPlain(before), edit.path, asPlain(edit.value)) : without(toPlain(before), edit.path);
  return stableJson(toPlain(after.root)) === stableJson(wanted);
}

/** A value as the reader gives it back: numbers are text. */
function asPlain(value: EditValue): Plain {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(asPlain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asPlain(inner as EditValue)]));
  return value as Plain;
}

/** The value in flow style, quoted where it must be: legal inside brackets and outside. */
function printed(value: EditValue): string {
  const list = dump([value], { flowLevel: 0, lineWidth: -1 }).trim();
  return list.slice(1, -1).trim();
}

function set(text: string, root: YamlNode, path: readonly string[], value: EditValue): Replacement | string {
  let node = root;
  let from = 0;
  for (const [depth, step] of path.entries()) {
    const entry = node.kind === 'map' ? node.entries.find((one) => one.key.text === step) : undefined;
    const item = node.kind === 'list' ? node.items[Number(step)] : undefined;
    if (!entry && !item) return add(text, node, path.slice(0, depth), step, nested(path.slice(depth + 1), value));
    const next: YamlNode = entry ? entry.value : item!;
    from = entry ? behindColon(text, entry) : next.start;
    if (entry && isNothing(next) && next.kind === 'scalar' && next.text === '' && next.start === next.end) {
      const rest = nested(path.slice(depth + 1), value);
      return { start: from, end: from, piece: ` ${printed(rest)}` };
    }
    if (next.kind === 'scalar' && depth < path.length - 1 && !isNothing(next))
      return `${path.slice(0, depth + 1).join('.')} is no map, so nothing can be put below it`;
    if (next.kind === 'scalar' && depth < path.length - 1)
      return { ...extentOf(text, next, from), piece: printed(nested(path.slice(depth + 1), value)) };
    node = next;
  }
  return { ...extentOf(text, node, from), piece: printed(value) };
}

const nested = (path: readonly string[], value: EditValue): EditValue =>
  path.reduceRight<EditValue>((inner, step) => ({ [step]: inner }), value);

function add(text: string, parent: YamlNode, at: readonly string[], step: string, value: EditValue): Replacement | string {
  if (parent.kind === 'scalar') return `${at.join('.')} is no map, so nothing can be put below it`;
  if (parent.kind === 'list' && Number(step) !== parent.items.length)
    return `The list ${at.join('.')} has ${parent.items.length} items, so it has no place ${step}`;
  const piece = parent.kind === 'map' ? `${printed(step)}: ${printed(value)}` : printed(value);
  const last = lastExtent(text, parent);
  if (isBarePair(text, parent)) return { ...last!, piece: `{ ${text.slice(last!.start, last!.end)}, ${piece} }` };
  if (parent.flow) {
    if (last) return { start: last.end, end: last.end, piece: `, ${piece}` };
    return { start: parent.start + 1, end: extentOf(text, parent, parent.start).end - 1, piece: ` ${piece} ` };
  }
  const first = parent.kind === 'map' ? parent.entries[0]!.key.start - (parent.entries[0]!.key.style === 'quoted' ? 1 : 0) : parent.start;
  const column = parent.kind === 'map' ? first - lineStart(text, first) : text.slice(lineStart(text, first), first).search(/\S|$/);
  const end = lineEnd(text, last!.end);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { start: end, end, piece: `${newline}${' '.repeat(column)}${parent.kind === 'list' ? '- ' : ''}${piece}` };
}

function lastExtent(text: string, parent: YamlMap | YamlList): Extent | undefined {
  if (parent.kind === 'map') {
    const entry = parent.entries.at(-1);
    return entry && entryExtent(text, entry);
  }
  const item = parent.items.at(-1);
  return item && extentOf(text, item, item.start);
}

function remove(text: string, root: YamlNode, path: readonly string[]): Replacement | string {
  let parent = root;
  for (const step of path.slice(0, -1)) {
    const next: YamlNode | undefined =
      parent.kind === 'map'
        ? parent.entries.find((one) => one.key.text === step)?.value
        : parent.kind === 'list'
          ? parent.items[Number(step)]
          : undefined;
    if (!next) return `There is no ${path.join('.')}`;
    parent = next;
  }
  if (parent.kind === 'scalar') return `There is no ${path.join('.')}`;
  const all: readonly (YamlEntry | YamlNode)[] = parent.kind === 'map' ? parent.entries : parent.items;
  const index = parent.kind === 'map' ? parent.entries.findIndex((one) => one.key.text === path.at(-1)) : Number(path.at(-1));
  const target = all[index];
  if (!target) return `There is no ${path.join('.')}`;
  const extents = all.map((one) => ('key' in one ? entryExtent(text, one) : extentOf(text, one, one.start)));
  if (parent.flow) return removeFromFlow(text, parent, extents, index);
  return removeFromBlock(text, parent, extents, index);
}

function removeFromFlow(text: string, parent: YamlMap | YamlList, extents: readonly Extent[], index: number): Replacement {
  const own = extents[index]!;
  const next = extents[index + 1];
  const before = extents[index - 1];
  if (next) return { start: own.start, end: next.start, piece: '' };
  if (before) return { start: before.end, end: own.end, piece: '' };
  return { ...extentOf(text, parent, parent.start), piece: parent.kind === 'map' ? '{}' : '[]' };
}

function removeFromBlock(text: string, parent: YamlMap | YamlList, extents: readonly Extent[], index: number): Replacement {
  const own = extents[index]!;
  if (extents.length === 1) return { start: firstCharacter(text, parent, own), end: own.end, piece: parent.kind === 'map' ? '{}' : '[]' };
  const start = lineStart(text, own.start);
  const alone =
    text.slice(start, own.start).replace(/-\s*$/, '').trim() === '' &&
    (parent.kind === 'list' || text.slice(start, own.start).trim() === '');
  if (!alone) return { start: own.start, end: extents[index + 1]!.start, piece: '' };
  const end = text.indexOf('\n', own.end);
  if (end < 0 && start > 0) return { start: start - (text[start - 2] === '\r' ? 2 : 1), end: text.length, piece: '' };
  return { start, end: end < 0 ? text.length : end + 1, piece: '' };
}

/** A list begins at its dash. */
function firstCharacter(text: string, parent: YamlMap | YamlList, own: Extent): number {
  return parent.kind === 'map'
    ? own.start
    : lineStart(text, own.start) + text.slice(lineStart(text, own.start), own.start).lastIndexOf('-');
}
