import type { YamlEntry, YamlNode } from '../yaml/tree.js';

/** From the first to behind the last character of something in the text. */
export type Extent = { readonly start: number; readonly end: number };

/** The text a value takes up, its quotes and brackets included. `from` is where it may begin at the earliest: behind the colon or the dash. */
export function extentOf(text: string, node: YamlNode, from: number): Extent {
  const alias = /^[\s]*(\*[^\s,\]}]+)/.exec(text.slice(from, from + 200));
  if (alias && node.start < from) return { start: from + alias[0].length - alias[1]!.length, end: from + alias[0].length };
  if (node.kind === 'scalar') return scalarExtent(text, node, from);
  return { start: node.start, end: endOfCollection(text, node) };
}

function scalarExtent(text: string, node: YamlNode & { kind: 'scalar' }, from: number): Extent {
  if (node.style === 'quoted') return { start: node.start - 1, end: node.end + 1 };
  if (node.style === 'block') {
    const header = text.slice(from, node.start).search(/[|>]/);
    return { start: from + Math.max(0, header), end: node.start + text.slice(node.start, node.end).trimEnd().length };
  }
  return { start: node.start, end: node.end };
}

/** Block collections end with their last value; flow ones with the bracket behind it. */
function endOfCollection(text: string, node: Exclude<YamlNode, { kind: 'scalar' }>): number {
  let end = node.start;
  if (node.flow && !isBarePair(text, node)) end = node.start + 1;
  if (node.kind === 'map') for (const entry of node.entries) end = Math.max(end, entryExtent(text, entry).end);
  else for (const item of node.items) end = Math.max(end, item.start < node.start ? end : extentOf(text, item, item.start).end);
  return node.flow && !isBarePair(text, node) ? closingBracket(text, end, node.kind === 'map' ? '}' : ']') : end;
}

/** `[ a: b ]` holds a map of one entry without brackets of its own. */
export const isBarePair = (text: string, node: YamlNode): boolean => node.kind === 'map' && node.flow === true && text[node.start] !== '{';

/** The next bracket, past spaces, commas, aliases and comments. */
function closingBracket(text: string, from: number, bracket: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '#' && /\s/.test(text[at - 1] ?? ' ')) at = lineEnd(text, at);
    else if (text[at] === bracket) return at + 1;
  }
  return text.length;
}

/** From the name to the end of the value. */
export function entryExtent(text: string, entry: YamlEntry): Extent {
  const key = entry.key.style === 'quoted' ? { start: entry.key.start - 1, end: entry.key.end + 1 } : entry.key;
  const colon = text.indexOf(':', key.end);
  const behind = colon < 0 ? key.end : colon + 1;
  const isEmpty = entry.value.kind === 'scalar' && entry.value.start === entry.value.end && entry.value.text === '';
  return { start: key.start, end: isEmpty ? behind : extentOf(text, entry.value, behind).end };
}

/** Behind the colon of an entry. */
export function behindColon(text: string, entry: YamlEntry): number {
  return text.indexOf(':', entry.key.end) + 1;
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset of the line break that ends the line of `at`, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found > 0 && text[found - 1] === '\r' ? found - 1 : found;
}
