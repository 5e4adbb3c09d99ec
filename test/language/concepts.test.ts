import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { designJsonSchema } from '#language/json-schema.js';
import { KINDS } from '#language/schema/kinds.js';
import { flowSchema, GROUPS, stepSchema } from '#language/schema/step.js';
import { dataSchema } from '#language/sections/data.js';
import { faultSchema } from '#language/sections/faults.js';
import { decisionSchema, endpointSchema, ignoreSchema } from '#language/sections/others.js';
import { constraintSchema, functionalSchema, qualitySchema } from '#language/sections/requirements.js';
import { COMPONENT_KINDS } from '#model/component.js';
import { problems } from '../helpers/design.js';
import { allWordLists, schemaAt, wordLists } from '../helpers/schema-words.js';

const text = readFileSync('docs/concepts.md', 'utf8');

/** Sections whose attributes a schema holds. */
const SECTIONS: Readonly<Record<string, z.ZodType>> = {
  'flows.path': stepSchema,
  flows: flowSchema,
  data: dataSchema,
  'requirements.quality': qualitySchema,
  'requirements.functional': functionalSchema,
  'requirements.constraints': constraintSchema,
  api: endpointSchema,
  decisions: decisionSchema,
  faults: faultSchema,
  ignore: ignoreSchema,
};

type Row = { readonly concept: string; readonly notes: string; readonly place: string };

/** The rows of the tables of concepts, in order. */
function rowsOf(markdown: string): Row[] {
  const rows: Row[] = [];
  let inside = false;
  for (const line of markdown.split('\n')) {
    const cells = line.startsWith('|')
      ? line
          .slice(1, -1)
          .split(' | ')
          .map((cell) => cell.trim())
      : [];
    if (cells[0] === 'Concept') inside = true;
    else if (cells.length === 0) inside = false;
    else if (inside && !cells[0]!.startsWith('---')) {
      expect(cells, line).toHaveLength(3);
      rows.push({ concept: cells[0]!, notes: cells[1]!, place: cells[2]! });
    }
  }
  return rows;
}

const inTicks = (markdown: string): string[] => [...markdown.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
const rows = rowsOf(text);
const others = text.slice(text.indexOf('## Words of the language'), text.indexOf('## Claims of the notes'));
const isPlace = (row: Row): boolean => !row.place.startsWith('not in the language');
const placed = rows.filter(isPlace).flatMap((row) => inTicks(row.place));

type Read = { readonly section: string; readonly schema: z.ZodType | undefined; readonly word: string | undefined };

/** `components: cache.pattern = cache-aside` taken apart; undefined where the attribute does not exist. */
function readPath(path: string): Read | undefined {
  const [, section = '', name, word] = /^([a-z.]+)(?:: (\S+)(?: = (\S+))?)?$/.exec(path) ?? [];
  const found = (schema: z.ZodType | undefined): Read | undefined => schema && { section, schema, word };
  if (section === 'components' && name !== undefined) {
    const [kind, ...attribute] = name.split('.');
    return kind !== undefined && kind in KINDS ? found(schemaAt(KINDS[kind as keyof typeof KINDS].schema, attribute)) : undefined;
  }
  if (section === 'flows.path' && ['->', '~>', ...GROUPS].includes(name ?? '')) return { section, schema: undefined, word };
  if (name !== undefined && section in SECTIONS) return found(schemaAt(SECTIONS[section]!, name.split('.')));
  return word === undefined && existsByReading(section, name) ? { section, schema: undefined, word } : undefined;
}

/** What is read by hand rather than by a schema, tried on a design. */
const TRIED: Readonly<Record<string, string>> = {
  estimates: 'estimates: { users: 1M user }',
  'regions: zones': 'regions: { r: { zones: [a, b] } }',
  'regions: zones.availability': 'regions: { r: { zones: { a: { availability: 99.95% } } } }',
  'regions: zones.repair': 'regions: { r: { zones: { a: { repair: 1h } } } }',
  'network: same-zone': 'network: { same-zone: 1ms }',
  'network: other-zone': 'network: { other-zone: 1ms }',
  'network: other-region': 'network: { other-region: 80ms }',
  'network: client': 'network: { client: 40ms }',
  'requirements: out-of-scope': 'requirements: { out-of-scope: [ads] }',
};
function existsByReading(section: string, name: string | undefined): boolean {
  const design = TRIED[name === undefined ? section : `${section}: ${name}`];
  return design !== undefined && problems(`sysdrill: 1\n${design}\n`).length === 0;
}

const wrongWith = (path: string): string | undefined => {
  const read = readPath(path);
  if (!read) return 'does not exist';
  if (read.word === undefined) return undefined;
  return read.schema && wordLists(read.schema).flat().includes(read.word) ? undefined : 'has no such word';
};

/** A design that says nothing but what the path names. */
function writtenOut(path: string): string | undefined {
  const [, section, name = '', word = ''] = /^([a-z.]+): (\S+) = (\S+)$/.exec(path) ?? [];
  const around = (names: readonly string[]): string => names.reduceRight((inner, one) => `{ ${one}: ${inner} }`, word);
  const start = 'sysdrill: 1\ncomponents: { web: { is: client }, api: { is: service }, db: { is: database } }\n';
  const flow = 'flows: { f: { rate: 1 /s, path: [ web -> api';
  if (section === 'components') {
    const [kind, ...names] = name.split('.');
    return names[0] === 'time' ? undefined : `sysdrill: 1\ncomponents: { it: ${around(names).replace('{', `{ is: ${kind},`)} }\n`;
  }
  if (section === 'flows.path') return `${start}${flow}: ${around(name.split('.'))} ] } }\n`;
  if (section === 'data')
    return name.startsWith('indexes') ? undefined : `${start}data: { d: ${around([name]).replace('{', '{ in: db,')} }\n`;
  if (section === 'requirements.quality')
    return `${start}${flow} ] } }\nrequirements: { quality: { Q: ${around([name]).replace('{', '{ flow: f,')} } }\n`;
  return undefined;
}

/** Every list of words of the language, by its words: the same list in two places is one. */
function listsOfTheSchema(): Map<string, readonly string[]> {
  const schemas = [...COMPONENT_KINDS.map((is) => KINDS[is].schema), ...Object.values(SECTIONS)];
  return new Map(schemas.flatMap((schema) => allWordLists(schema)).map(({ words }) => [words.join(','), words]));
}

/** `list of words = word` for every path that names a word. */
function saidIn(paths: readonly string[]): Set<string> {
  const said = paths.flatMap((path) => {
    const read = readPath(path);
    if (read?.schema === undefined || read.word === undefined) return [];
    return wordLists(read.schema).flatMap((words) => (words.includes(read.word!) ? [`${words.join(',')} = ${read.word}`] : []));
  });
  return new Set(said);
}

describe('every concept of the notes has its place', () => {
  test('the tables hold what they held: no theme lost, no row dropped, none twice', () => {
    expect(text.match(/^## /gm)!.length).toBeGreaterThanOrEqual(19);
    expect(rows.length).toBeGreaterThanOrEqual(405);
    expect(new Set(rows.map((row) => row.concept)).size).toBe(rows.length);
    expect(placed.length).toBeGreaterThanOrEqual(535);
  });

  test('every row says where the notes speak of it, and each of the five notes is drawn on', () => {
    const numbers: (readonly string[])[] = rows.map((row) => row.notes.match(/\b00[0-4]\b(?= [A-Z])/g) ?? []);
    expect(rows.filter((_, i) => numbers[i]!.length === 0)).toEqual([]);
    const perNote = ['000', '001', '002', '003', '004'].map((note) => numbers.filter((said) => said.includes(note)).length);
    for (const count of perNote) expect(count).toBeGreaterThanOrEqual(50);
  });

  test('every row has a place in the language, or a reason for having none', () => {
    const reasonless = rows.filter((row) =>
      isPlace(row) ? inTicks(row.place).length === 0 : !/^not in the language: .{20,}/.test(row.place),
    );
    expect(reasonless).toEqual([]);
    expect(rows.filter((row) => !isPlace(row)).length / rows.length).toBeLessThan(0.12);
  });

  test('every path exists, and every word is one of its words', () => {
    const wrong = [...placed, ...inTicks(others)].flatMap((path) => (wrongWith(path) === undefined ? [] : [`${path} ${wrongWith(path)}`]));
    expect(wrong).toEqual([]);
  });

  test('a path that does not exist, or a wrong word, would be seen', () => {
    expect(wrongWith('components: cashe')).toBe('does not exist');
    expect(wrongWith('components: cache.dead-letter')).toBe('does not exist');
    expect(wrongWith('components: cache.pattern = aside')).toBe('has no such word');
    expect(wrongWith('components: queue.bound = 5')).toBe('has no such word');
    expect(wrongWith('flows.path: =>')).toBe('does not exist');
    expect(wrongWith('network: same-rack')).toBe('does not exist');
    expect(wrongWith('network')).toBe('does not exist');
  });

  test('every path with a word reads, written out in a design', () => {
    const spelled = [...placed, ...inTicks(others)].flatMap((path) => writtenOut(path) ?? []);
    expect(spelled.length).toBeGreaterThan(185);
    expect(spelled.flatMap((text) => problems(text).map((problem) => `${text}${problem}`))).toEqual([]);
  });

  test('every kind is in the tables', () => {
    const said = placed.map((path) => /^components: ([a-z-]+)/.exec(path)?.[1]);
    expect(COMPONENT_KINDS.filter((kind) => !said.includes(kind))).toEqual([]);
  });

  test('every section of a design is in the tables', () => {
    const sections = Object.keys(designJsonSchema()['properties'] as object);
    const headers = ['sysdrill', 'title', 'problem', 'ignore'];
    const said = new Set(placed.map((path) => path.split(/[.:]/)[0]));
    expect(sections.filter((section) => !said.has(section))).toEqual(headers);
  });

  test('every word of the schema is in a table, or in the list of those the notes do not speak of', () => {
    const inTables = saidIn(placed);
    const apart = saidIn(inTicks(others));
    const all = [...listsOfTheSchema().values()].flatMap((words) => words.map((word) => `${words.join(',')} = ${word}`));
    expect(all.length).toBeGreaterThan(180);
    expect(all.filter((word) => !inTables.has(word) && !apart.has(word))).toEqual([]);
    expect([...apart].filter((word) => inTables.has(word))).toEqual([]);
  });
});

describe('the example of each kind', () => {
  const design = (example: string) => `sysdrill: 1
regions: { us-east: { zones: [a, b, c] }, eu-west: { zones: [a, b, c] } }
components:
${example}
`;

  test.each(COMPONENT_KINDS)('%s reads without a diagnostic, and is of its kind', (is) => {
    const { example } = KINDS[is];
    expect(problems(design(example))).toEqual([]);
    expect(example.startsWith('  ')).toBe(true);
    expect(example).toMatch(new RegExp(`\\bis: ${is}\\b`));
    expect(example.match(/\bis: /g)!.length).toBeLessThanOrEqual(2);
  });

  test('a wrong one would be seen', () => {
    expect(problems(design('  it: { is: cache, dead-letter: true }'))).toEqual(['4:20 attribute/unknown']);
  });
});
