import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdit, type Edit, type EditValue, settled } from '#language/edit/edit.js';
import { behindColon, extentOf } from '#language/edit/extent.js';
import { without, withValue } from '#language/edit/plain-edit.js';
import { parseYaml } from '#language/yaml/parse.js';
import { type Plain, toPlain, type YamlList, type YamlNode } from '#language/yaml/tree.js';

const edited = (text: string, edit: Edit): string => {
  const result = applyEdit(text, edit);
  return result.ok ? result.text : `refused: ${result.reason}`;
};
const set = (path: string, value: EditValue): Edit => ({ kind: 'set', path: path.split('.'), value });
const remove = (path: string): Edit => ({ kind: 'remove', path: path.split('.') });

describe('an edit changes one place', () => {
  test.each<[string, string, Edit, string]>([
    ['a plain value', 'a: 1 # one\nb: 2\n', set('a', 3), 'a: 3 # one\nb: 2\n'],
    ['a quoted value', 'a: "x y" # c\n', set('a', 'z'), 'a: z # c\n'],
    ['a text that wants quotes', 'a: 1\n', set('a', 'x: y, # z'), "a: 'x: y, # z'\n"],
    ['a block text', 'a: |\n  x\n  y\n# c\nb: 1\n', set('a', 'z'), 'a: z\n# c\nb: 1\n'],
    ['inside a flow map', 'a: { b: 1, c: 2 } # c\n', set('a.b', 9), 'a: { b: 9, c: 2 } # c\n'],
    ['a new name in a flow map', 'a: { b: 1 } # c\n', set('a.c', true), 'a: { b: 1, c: true } # c\n'],
    ['a new name in an empty map', 'a: {}\n', set('a.b', 1), 'a: { b: 1 }\n'],
    ['a new name in a block map', 'a:\n  b: 1 # one\n# end\nc: 2\n', set('a.d', 'x'), 'a:\n  b: 1 # one\n  d: x\n# end\nc: 2\n'],
    ['a new map below an empty name', 'a:\nb: 1\n', set('a.c.d', 1), 'a:\n  c:\n    d: 1\nb: 1\n'],
    ['a new section', 'a: 1\n', set('b.c', 2), 'a: 1\n\nb:\n  c: 2\n'],
    [
      'a value in its own words',
      'a:\n  # none yet\n',
      { kind: 'write', path: ['a', 'b'], yaml: '{ x: 1, y: "z" }' },
      'a:\n  b: { x: 1, y: "z" }\n  # none yet\n',
    ],
    ['a value that is a map', 'a:\n  b: 1\n  c: 2\nd: 3\n', set('a', { x: 1 }), 'a:\n  { x: 1 }\nd: 3\n'],
    ['an item of a list', 'a: [x, y]\n', set('a.1', 'z'), 'a: [x, z]\n'],
    ['one more item', 'a:\n  - x # one\n  - y\nb: 1\n', set('a.2', 'z'), 'a:\n  - x # one\n  - y\n  - z\nb: 1\n'],
    ['what an alias stands for', 'a: &x 1\nb: *x # c\n', set('b', 2), 'a: &x 1\nb: 2 # c\n'],
    ['a pair without brackets', 'a: [ b: 1 ]\n', set('a.0.c', 2), 'a: [ { b: 1, c: 2 } ]\n'],
    ['CRLF', 'a:\r\n  b: 1\r\nc: 2\r\n', set('a.d', 3), 'a:\r\n  b: 1\r\n  d: 3\r\nc: 2\r\n'],
    ['removing from a flow map', 'a: { b: 1, c: 2, d: 3 }\n', remove('a.c'), 'a: { b: 1, d: 3 }\n'],
    ['removing the last of a flow map', 'a: { b: 1, c: 2 }\n', remove('a.c'), 'a: { b: 1 }\n'],
    ['removing the only one', 'a: { b: 1 }\n', remove('a.b'), 'a: {}\n'],
    ['removing a block entry with all below it', 'a:\n  b:\n    c: 1\n  # kept\n  d: 2\n', remove('a.b'), 'a:\n  # kept\n  d: 2\n'],
    ['removing the only entry below a name', 'a:\n  b: 1\nc: 2\n', remove('a.b'), 'a:\nc: 2\n'],
    ['removing the last line', 'a: 1\nb: 2', remove('b'), 'a: 1'],
    ['removing an item', 'a:\n  - x\n  - { y: 1 } # gone\n  - z\n', remove('a.1'), 'a:\n  - x\n  - z\n'],
  ])('%s', (_what, text, edit, expected) => {
    expect(edited(text, edit)).toBe(expected);
  });

  test('what cannot be done is refused with a reason', () => {
    expect(edited('a: 1\n', set('a.b', 2))).toMatch(/^refused: a is no map/);
    expect(edited('a: [x]\n', set('a.5', 2))).toMatch(/^refused: The list a has 1 items/);
    expect(edited('a: 1\n', remove('b'))).toMatch(/^refused: There is no b/);
    expect(edited('a: [1\n', set('a', 2))).toMatch(/^refused: The file does not read/);
  });
});

const files = ['test/fixtures/designs', ...readdirSync('problems').map((id) => `problems/${id}/designs`)].flatMap((folder) =>
  readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
);

/** Every path of a value, its own root apart. */
function pathsOf(value: Plain, at: readonly string[] = []): string[][] {
  const below = Array.isArray(value)
    ? value.map((item, index): [string, Plain] => [String(index), item])
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  return [...(at.length > 0 ? [[...at]] : []), ...below.flatMap(([name, inner]) => pathsOf(inner, [...at, name]))];
}

describe('on real designs', () => {
  const place = fc
    .constantFrom(...files)
    .chain((text) => fc.tuple(fc.constant(text), fc.constantFrom(...pathsOf(toPlain(parseYaml(text).root!)))));
  const scalar = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('3ms', 'x, y', 'a: b', '# no', '', ' ', 'true', '[1]', 'é', '"', "it's", 'unknown', '~'),
    fc.string({ maxLength: 8 }).filter((text) => !/[\u0000-\u001F\u007F-\u009F\u2028\u2029\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]/.test(text)),
  );
  const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.dictionary(fc.constantFrom('a', 'b-c'), scalar, { maxKeys: 2 }));
  const asRead = (text: string): Plain => toPlain(parseYaml(text).root!);
  const plain = (said: EditValue): Plain =>
    JSON.parse(JSON.stringify(said), (_key, inner: unknown) => (typeof inner === 'number' ? String(inner) : inner)) as Plain;

  /** How many characters of the text before lie between the common beginning and the common end. */
  function changedRegion(before: string, after: string): number {
    let head = 0;
    while (head < before.length && before[head] === after[head]) head++;
    let tail = 0;
    while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
    return before.length - head - tail;
  }

  /** What the value at a path takes up, as the text that has to go when it is replaced. */
  function lengthOfValue(text: string, path: readonly string[]): number {
    let node: YamlNode = parseYaml(text).root!;
    let from = 0;
    for (const step of path) {
      const entry = node.kind === 'map' ? node.entries.find((one) => one.key.text === step)! : undefined;
      from = entry ? behindColon(text, entry) : 0;
      node = entry ? entry.value : (node as YamlList).items[Number(step)]!;
      if (!entry) from = node.start;
    }
    const { start, end } = extentOf(text, node, from);
    return end - start;
  }

  test('what is set reads as set, and every comment that was outside is still there', () => {
    fc.assert(
      fc.property(place, value, ([text, path], said) => {
        const result = applyEdit(text, { kind: 'set', path, value: said });
        expect(result).toMatchObject({ ok: true });
        const after = (result as { text: string }).text;
        expect(asRead(after)).toEqual(withValue(asRead(text), path, plain(said)));
        expect(changedRegion(text, after)).toBeLessThanOrEqual(lengthOfValue(text, path));
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test('a leaf keeps every line but its own', () => {
    const leaf = place.filter(
      ([text, path]) => typeof path.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], asRead(text)) === 'string',
    );
    fc.assert(
      fc.property(leaf, ([text, path]) => {
        const after = edited(text, { kind: 'set', path, value: 'changed' }).split('\n');
        const before = text.split('\n');
        const differing = before.filter((line, index) => line !== after[index]).length;
        expect(after.length).toBe(before.length);
        expect(differing).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  test('what is removed is gone, and nothing else is', () => {
    fc.assert(
      fc.property(place, ([text, path]) => {
        const result = applyEdit(text, { kind: 'remove', path });
        expect(result).toMatchObject({ ok: true });
        expect(settled(asRead((result as { text: string }).text))).toEqual(settled(without(asRead(text), path)));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('a new name is added where it belongs', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), value, (text, said) => {
        const after = edited(text, { kind: 'set', path: ['components', 'brand-new'], value: said });
        expect(asRead(after)).toEqual(withValue(asRead(text), ['components', 'brand-new'], plain(said)));
        for (const line of text.split('\n')) expect(after.split('\n')).toContain(line);
      }),
      { numRuns: 100, seed: 8 },
    );
  });
});
