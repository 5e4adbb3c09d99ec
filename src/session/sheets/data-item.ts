import { inline, NAME, type ReadLine, scalar } from './entry.js';

const FORM = 'Write it like: link in links key code item 500 B changes never loss none';

/** What may follow the store, each with the form of its value. `loss` and `reads` are needs and go to the quality targets. */
const ATTRIBUTES = {
  key: { words: 'a name or several with commas: user, -id', ok: /^-?[\w.-]+(?:\s*,\s*-?[\w.-]+)*$/ },
  item: { words: 'a size, like 500 B, or the name of an estimate', ok: /^[\w.+*/ -]+$/ },
  keep: { words: 'a time, like 5 year', ok: /^[\w. ]+$/ },
  count: { words: 'a number or a sum of estimates', ok: /^[\w.+*/ -]+$/ },
  changes: { words: 'never, append, update or delete', ok: /^(?:never|append|update|delete)$/ },
  of: { words: 'the item it is derived from', ok: /^[\w-]+$/ },
  loss: { words: 'none, or a time, like 5 s', ok: /^(?:none|[\d.]+\s*[a-z]+)$/ },
  reads: {
    words: 'eventual, read-your-writes, monotonic, causal, sequential or linearizable',
    ok: /^(?:eventual|read-your-writes|monotonic|causal|sequential|linearizable)$/,
  },
  fresh: { words: 'a time, like 5 s', ok: /^[\d.]+\s*[a-z]+$/ },
} as const;
type Attribute = keyof typeof ATTRIBUTES;
const isAttribute = (word: string): word is Attribute => Object.hasOwn(ATTRIBUTES, word);
const NEEDS: readonly Attribute[] = ['loss', 'reads', 'fresh'];

/** Reads a line of the data sheet: `link in links key code item 500 B changes never loss none reads read-your-writes`. */
export function readDataItem(line: string): ReadLine {
  const words = line.replace(/[:;]/g, ' ').trim().split(/\s+/);
  const [name = '', link = '', where = ''] = words;
  const store = where.replace(/,$/, '');
  if (!NAME.test(name) || link !== 'in' || !NAME.test(store)) return { problem: FORM };
  const read = attributes(words.slice(3));
  if (typeof read === 'string') return { problem: read };
  const members: [string, string][] = [['in', store]];
  const needs: [string, string][] = [['data', name]];
  for (const [key, value] of read) {
    const form = ATTRIBUTES[key];
    if (!form.ok.test(value)) return { problem: `"${key}" wants ${form.words}${value === '' ? '' : `, not "${value}"`}` };
    (NEEDS.includes(key) ? needs : members).push([key, key === 'key' ? keyParts(value) : scalar(value)]);
  }
  const item = { section: 'data', name, value: inline(members) };
  if (needs.length === 1) return { entries: [item] };
  return { entries: [item, { section: 'requirements.quality', name: `${name}-needs`, value: inline(needs) }] };
}

/** The words after the store, cut at each attribute's name; a sentence when they do not begin with one or one comes twice. */
function attributes(words: readonly string[]): string | ReadonlyMap<Attribute, string> {
  const found = new Map<Attribute, string>();
  let at: Attribute | undefined;
  for (const word of words) {
    const bare = word.replace(/,$/, '');
    if (isAttribute(bare)) {
      if (found.has(bare)) return `"${bare}" stands there twice`;
      if (at !== undefined) found.set(at, found.get(at)!.replace(/,$/, ''));
      at = bare;
      found.set(at, '');
    } else if (at === undefined) {
      return `"${bare}" is not one of ${Object.keys(ATTRIBUTES).join(', ')}. ${FORM}`;
    } else {
      found.set(at, `${found.get(at)} ${word}`.trim());
    }
  }
  if (at !== undefined) found.set(at, found.get(at)!.replace(/,$/, ''));
  return found;
}

function keyParts(value: string): string {
  const parts = value.split(/\s*,\s*/).map(scalarKey);
  return parts.length === 1 ? parts[0]! : `[${parts.join(', ')}]`;
}

/** `-id` means descending and is a plain scalar in YAML. */
const scalarKey = (part: string): string => (/^-?[A-Za-z][\w.-]*$/.test(part) ? part : scalar(part));
