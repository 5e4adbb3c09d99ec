import { dump } from 'js-yaml';
import { stableJson } from '#base/json.js';
import { parseYaml } from '../yaml/parse.js';
import { isNothing, type Plain, toPlain, type YamlEntry, type YamlList, type YamlMap, type YamlNode } from '../yaml/tree.js';
import { behindColon, type Extent, entryExtent, extentOf, isBarePair, lineEnd, lineStart } from './extent.js';
import { without, withValue } from './plain-edit.js';

/** One change of one place. A path that is not there yet is made; a list index of its length adds an item. */
export type Edit =
  | { readonly kind: 'set'; readonly path: readonly string[]; readonly value: EditValue }
  /** `yaml` is written as it stands: a value in flow style, with its own quotes. */
  | { readonly kind: 'write'; readonly path: readonly string[]; readonly yaml: string }
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
  if (edit.kind === 'write' && !parseYaml(edit.yaml).root) return { ok: false, reason: `This is no value: ${edit.yaml}` };
  const replaced = edit.kind === 'remove' ? remove(text, root, edit.path) : set(text, root, edit.path, leafOf(edit));
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
  const wanted = edit.kind === 'remove' ? without(toPlain(before), edit.path) : withValue(toPlain(before), edit.path, plainOf(edit));
  return stableJson(settled(toPlain(after.root))) === stableJson(settled(wanted));
}

/** A name with nothing behind it and an empty map say the same. */
export function settled(value: Plain): Plain {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, settled(inner)] as const);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

type Write = Exclude<Edit, { kind: 'remove' }>;

const plainOf = (edit: Write): Plain => (edit.kind === 'set' ? asPlain(edit.value) : toPlain(parseYaml(edit.yaml).root!));
const leafOf = (edit: Write): string => (edit.kind === 'set' ? printed(edit.value) : edit.yaml.trim());

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
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return dump([value], { flowLevel: 0, lineWidth: -1 }).trim().slice(1, -1).trim();
  const entries = Object.entries(value).map(([name, inner]) => `${printed(name)}: ${printed(inner as EditValue)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function set(text: string, root: YamlNode, path: readonly string[], leaf: string): Replacement | string {
  let node = root;
  let from = 0;
  for (const [depth, step] of path.entries()) {
    const rest = path.slice(depth + 1);
    const entry = node.kind === 'map' ? node.entries.find((one) => one.key.text === step) : undefined;
    const item = node.kind === 'list' ? node.items[Number(step)] : undefined;
    if (!entry && !item) return add(text, node, path.slice(0, depth), [step, ...rest], leaf);
    const next: YamlNode = entry ? entry.value : item!;
    from = entry ? behindColon(text, entry) : next.start;
    if (next.kind === 'scalar' && isNothing(next) && entry) return fill(text, node as YamlMap, entry, rest, leaf);
    if (next.kind === 'scalar' && rest.length > 0) return `${path.slice(0, depth + 1).join('.')} is no map, so nothing can be put below it`;
    node = next;
  }
  return { ...extentOf(text, node, from), piece: leaf };
}

/** Puts a value where an entry has none: beside the name, or below it in block style. */
function fill(text: string, parent: YamlMap, entry: YamlEntry, rest: readonly string[], leaf: string): Replacement {
  const from = behindColon(text, entry);
  const said = entry.value.kind === 'scalar' && entry.value.text !== '';
  if (said) return { ...extentOf(text, entry.value, from), piece: nested(rest, leaf) };
  if (parent.flow || rest.length === 0) return { start: from, end: from, piece: ` ${nested(rest, leaf)}` };
  const column = entry.key.start - lineStart(text, entry.key.start) + 2;
  const end = lineEnd(text, from);
  return { start: end, end, piece: newline(text) + inBlock(text, rest, leaf, column) };
}

/** Maps inside maps in flow style. */
const nested = (path: readonly string[], leaf: string): string => path.reduceRight((inner, step) => `{ ${printed(step)}: ${inner} }`, leaf);

/** Maps inside maps, a line each. */
function inBlock(text: string, path: readonly string[], leaf: string, column: number): string {
  const lines = path.map(
    (step, depth) => `${' '.repeat(column + 2 * depth)}${printed(step)}:${depth === path.length - 1 ? ` ${leaf}` : ''}`,
  );
  return lines.join(newline(text));
}

const newline = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

function add(text: string, parent: YamlNode, at: readonly string[], path: readonly string[], leaf: string): Replacement | string {
  const [step = '', ...rest] = path;
  if (parent.kind === 'scalar') return `${at.join('.')} is no map, so nothing can be put below it`;
  if (parent.kind === 'list' && Number(step) !== parent.items.length)
    return `The list ${at.join('.')} has ${parent.items.length} items, so it has no place ${step}`;
  const piece = parent.kind === 'map' ? `${printed(step)}: ${nested(rest, leaf)}` : nested(rest, leaf);
  const last = lastExtent(text, parent);
  if (isBarePair(text, parent)) return { ...last!, piece: `{ ${text.slice(last!.start, last!.end)}, ${piece} }` };
  if (parent.flow) {
    if (last) return { start: last.end, end: last.end, piece: `, ${piece}` };
    return { start: parent.start + 1, end: extentOf(text, parent, parent.start).end - 1, piece: ` ${piece} ` };
  }
  const first = parent.kind === 'map' ? parent.entries[0]!.key.start - (parent.entries[0]!.key.style === 'quoted' ? 1 : 0) : parent.start;
  const column = parent.kind === 'map' ? first - lineStart(text, first) : text.slice(lineStart(text, first), first).search(/\S|$/);
  const end = lineEnd(text, last!.end);
  const gap = column === 0 && rest.length > 0 ? newline(text) : '';
  const own = parent.kind === 'map' ? inBlock(text, path, leaf, column) : `${' '.repeat(column)}- ${piece}`;
  return { start: end, end, piece: newline(text) + gap + own };
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
  return removeFromBlock(text, parent, extents, index, parent === root);
}

function removeFromFlow(text: string, parent: YamlMap | YamlList, extents: readonly Extent[], index: number): Replacement {
  const own = extents[index]!;
  const next = extents[index + 1];
  const before = extents[index - 1];
  if (next) return { start: own.start, end: next.start, piece: '' };
  if (before) return { start: before.end, end: own.end, piece: '' };
  return { ...extentOf(text, parent, parent.start), piece: parent.kind === 'map' ? '{}' : '[]' };
}

/** Takes the lines of an entry out. The only entry of a map leaves the name above it with nothing behind. */
function removeFromBlock(
  text: string,
  parent: YamlMap | YamlList,
  extents: readonly Extent[],
  index: number,
  isRoot: boolean,
): Replacement {
  const own = extents[index]!;
  const start = lineStart(text, own.start);
  const before = text.slice(start, own.start);
  const alone = (parent.kind === 'list' ? before.replace(/-\s*$/, '') : before).trim() === '';
  if (extents.length === 1 && (isRoot || !alone))
    return { start: firstCharacter(text, parent, own), end: own.end, piece: parent.kind === 'map' ? '{}' : '[]' };
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
