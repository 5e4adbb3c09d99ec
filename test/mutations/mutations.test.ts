import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '#analyze/rules/index.js';
import { allRows } from './designs.js';
import { figuresOf, matrixPage, SURVIVORS } from './matrix.js';
import { OPERATORS } from './mutate.js';

const rows = allRows();
const nameOf = ({ operator, element }: (typeof rows)[number]): string => `${operator.name} ${element}`;

describe('the strong designs, broken on purpose', () => {
  test('there are at least forty operators, each once, each with a rule that there is, each with something to break', () => {
    expect(OPERATORS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
    const codes = RULES.flatMap((rule) => rule.codes);
    for (const { meant, name } of OPERATORS)
      expect(
        codes.some((code) => code.startsWith(meant)),
        name,
      ).toBe(true);
    expect(OPERATORS.filter((operator) => !rows.some((row) => row.operator === operator)).map(({ name }) => name)).toEqual([]);
  });

  test('at least 98% of the mutants are caught by the rule meant for them, at the right element; each survivor has a reason', () => {
    const { operators, mutants, caught, share } = figuresOf(rows);
    console.log(`mutations: ${operators} operators, ${mutants} mutants, ${caught} caught, ${(share * 100).toFixed(1)}%`);
    const survivors = rows.filter((row) => row.caught === null).map(nameOf);
    expect(share).toBeGreaterThanOrEqual(0.98);
    expect(survivors.filter((name) => SURVIVORS[name] === undefined)).toEqual([]);
    expect(Object.keys(SURVIVORS).filter((name) => !survivors.includes(name))).toEqual([]);
  });

  test('docs/mutations.md is the matrix as it is (node scripts/run.mjs scripts/mutation-page.ts)', () => {
    expect(readFileSync('docs/mutations.md', 'utf8')).toBe(matrixPage(rows));
  });
});
