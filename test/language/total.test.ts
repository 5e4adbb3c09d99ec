import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '#language/limits.js';
import { readDesign } from '#language/read-design.js';
import { problems } from '../helpers/design.js';

const FOLDER = 'test/fixtures/designs';
const designs = readdirSync(FOLDER).map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8'));

/** Whatever the text: a model or errors, each with a place inside the text. */
function reads(text: string): void {
  const { model, diagnostics } = readDesign(text);
  const lines = text.split(/\r\n|\r|\n/);
  expect(model !== undefined || diagnostics.some((one) => one.severity === 'error')).toBe(true);
  for (const { span, message } of diagnostics) {
    expect(span.line).toBeGreaterThanOrEqual(1);
    expect(span.line).toBeLessThanOrEqual(lines.length);
    expect(span.column).toBeLessThanOrEqual(lines[span.line - 1]!.length + 1);
    expect(message).not.toBe('');
  }
}

describe('reading is total', () => {
  test('any text', () => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), reads), { numRuns: 1500, seed: 1 }));

  test('a real design with a piece torn out, doubled or replaced', () => {
    const hurt = fc.tuple(
      fc.constantFrom(...designs),
      fc.nat(),
      fc.nat({ max: 40 }),
      fc.oneof(
        fc.constant(''),
        fc.string({ maxLength: 12 }),
        fc.constantFrom('->', '~>', '{', '}', ': ', '- ', '&a ', '*a', '!!x ', '\n', 'unknown', '1e999', '-1', '[[[', '"'),
      ),
    );
    fc.assert(
      fc.property(hurt, ([text, at, length, piece]) => {
        const start = at % text.length;
        reads(text.slice(0, start) + piece + text.slice(start + length));
      }),
      { numRuns: 400, seed: 2 },
    );
  });

  test('a section that is anything at all', () => {
    const section = fc.constantFrom(
      'requirements',
      'estimates',
      'regions',
      'network',
      'components',
      'data',
      'flows',
      'api',
      'decisions',
      'ignore',
      'faults',
      'title',
      'problem',
    );
    const leaf = fc.oneof(
      fc.string({ maxLength: 10 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('a -> b', 'miss', '3ms', 'unknown', 'client', '__proto__', 'constructor'),
    );
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('is', 'path', 'rate', 'do', 'a', 'b', 'in', 'key', 'flow', '__proto__', 'cases', 'a -> b'),
          tie('node'),
          { maxKeys: 4 },
        ),
      ),
    }));
    fc.assert(
      fc.property(section, node, (name, value) => reads(`sysdrill: 1\ncomponents2: 1\n${name}: ${JSON.stringify(value)}\n`)),
      { numRuns: 800, seed: 3 },
    );
  });
});

describe('what would cost out of proportion is refused, and the bound is named', () => {
  test('aliases of aliases', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `  a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`).join('\n');
    expect(problems(`sysdrill: 1\ntitle: &a0 x\ncomponents:\n${levels}\n`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/ yaml\/alias-expansion$/)]),
    );
  });

  test('levels inside levels', () => {
    expect(problems(`a: ${'['.repeat(5000)}`)).toEqual([expect.stringMatching(/ yaml\/depth$/)]);
  });

  test('too many characters', () => {
    expect(problems('x'.repeat(LIMITS.characters + 1))).toEqual(['1:1 file/too-large']);
  });

  test('a sum without end', () => {
    expect(problems(`sysdrill: 1\nestimates: { n: "${'1 + '.repeat(1000)}1" }\n`)).toEqual([expect.stringMatching(/ sum\/too-long$/)]);
    expect(problems(`sysdrill: 1\nestimates: { n: "${'('.repeat(900)}1" }\n`)).toEqual([expect.stringMatching(/ sum\/too-deep$/)]);
  });
});
