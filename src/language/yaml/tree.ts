/** What was written, with its place: offsets into the text, the end exclusive. Aliases point at the very node they name. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

export type YamlScalar = {
  readonly kind: 'scalar';
  readonly text: string;
  /** Plain scalars may be booleans, nothing, or numbers; quoted ones are text. */
  readonly plain: boolean;
  /** Where it is not plain: how it is written. Quotes lie outside `start` and `end`. */
  readonly style?: 'quoted' | 'block';
  readonly start: number;
  readonly end: number;
};
export type YamlMap = { readonly kind: 'map'; readonly entries: YamlEntry[]; readonly start: number; end: number; readonly flow?: boolean };
export type YamlList = { readonly kind: 'list'; readonly items: YamlNode[]; readonly start: number; end: number; readonly flow?: boolean };
export type YamlEntry = { readonly key: YamlScalar; readonly value: YamlNode };

export type Plain = string | boolean | null | Plain[] | { [key: string]: Plain };

/** True for a scalar that says nothing: empty, `~` or `null`. */
export const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.plain && /^(~|null|Null|NULL)?$/.test(node.text);

/**
 * The node as a plain value: maps as objects without a prototype, scalars as text except for booleans and nothing. Numbers stay
 * text, since `95%`, `4ms` and `3` are read by one reader.
 */
export function toPlain(node: YamlNode): Plain {
  if (node.kind === 'list') return node.items.map(toPlain);
  if (node.kind === 'map') {
    const result = Object.create(null) as { [key: string]: Plain };
    for (const entry of node.entries) result[entry.key.text] = toPlain(entry.value);
    return result;
  }
  if (isNothing(node)) return null;
  if (node.plain && /^(true|True|TRUE)$/.test(node.text)) return true;
  if (node.plain && /^(false|False|FALSE)$/.test(node.text)) return false;
  return node.text;
}

const INDEXED = new WeakMap<YamlMap, ReadonlyMap<string, YamlEntry>>();

/** The entry of a name. Large maps are indexed when they are first asked, so that looking up all of one takes linear time. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  if (node.entries.length < 16) return node.entries.find((entry) => entry.key.text === key);
  let index = INDEXED.get(node);
  if (!index) {
    index = new Map(node.entries.map((entry) => [entry.key.text, entry]));
    INDEXED.set(node, index);
  }
  return index.get(key);
}

export const childOf = (node: YamlNode | undefined, key: string): YamlNode | undefined => entryOf(node, key)?.value;

/** What a person would call the node. */
export function describeNode(node: YamlNode): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (isNothing(node)) return 'nothing';
  return `"${node.text.length > 60 ? `${node.text.slice(0, 60)}…` : node.text}"`;
}
