import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { designJsonSchema } from '#language/json-schema.js';
import { readDesign } from '#language/read-design.js';

const validate = new Ajv({ strict: false }).compile(designJsonSchema());
const fixtures = readdirSync('test/fixtures/designs').map((name) => `test/fixtures/designs/${name}`);
const ladders = readdirSync('problems').flatMap((id) =>
  readdirSync(`problems/${id}/designs`).map((name) => `problems/${id}/designs/${name}`),
);

describe('the JSON Schema says the same as the reader', () => {
  test.each([...fixtures, ...ladders])('%s reads, and is valid', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(readDesign(text).diagnostics).toEqual([]);
    expect(validate(load(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ['an unknown kind', { api: { is: 'servise' } }],
    ['an unknown attribute', { api: { is: 'service', replcas: 2 } }],
    ['an attribute of another kind', { api: { is: 'service', 'dead-letter': true } }],
    ['a wrong word', { api: { is: 'cache', pattern: 'aside' } }],
    ['a map for a number', { api: { is: 'service', cores: { a: 1 } } }],
  ])('%s is invalid in both', (_what, components) => {
    expect(validate({ sysdrill: 1, components })).toBe(false);
    expect(readDesign(`sysdrill: 1\ncomponents: ${JSON.stringify(components)}\n`).model).toBeUndefined();
  });

  test('every attribute has words for the editor to show', () => {
    const silent: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, value] of Object.entries((node as { properties?: object }).properties ?? {})) {
        const described = value as { description?: string; const?: unknown };
        if (described.description === undefined && described.const === undefined) silent.push(`${path}.${name}`);
      }
      for (const [name, value] of Object.entries(node)) walk(value, name === 'properties' ? path : `${path}.${name}`);
    };
    walk((designJsonSchema()['properties'] as { components: unknown }).components, 'components');
    expect(silent).toEqual([]);
  });
});
