import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FAMILIES } from '#analyze/families.js';
import { RULES } from '#analyze/rules/index.js';

const page = readFileSync('docs/pitfalls-data.md', 'utf8');
/** The page judges these families completely; others are only pointed to. */
const WHOLE = ['consistency', 'delivery', 'durability', 'data', 'network', 'security', 'estimates', 'requirements', 'decisions'];

const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Pitfall'))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
const named = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([a-z-]+\/[a-z-]+)`/g)].map(([, id]) => id!).filter((id) => FAMILIES.some((family) => id.startsWith(`${family}/`)));

test('every line says what, where, and either a rule or why there is none', () => {
  expect(rows.length).toBeGreaterThan(90);
  for (const row of rows) {
    expect(row.map((cell) => cell.length > 0)).toEqual([true, true, true]);
    const verdict = row[2]!;
    const elsewhere = verdict.startsWith('rules of the family ');
    if (named(verdict).length === 0 && !elsewhere) expect([row[0], verdict]).toEqual([row[0], expect.stringMatching(/^no rule: .{20,}/)]);
  }
});

test('every rule it names exists', () => {
  const known = new Set<string>(RULES.map(({ id }) => id));
  expect(rows.flatMap(([, , verdict]) => named(verdict!)).filter((id) => !known.has(id))).toEqual([]);
});

test('every rule of its families is named', () => {
  const told = new Set(rows.flatMap(([, , verdict]) => named(verdict!)));
  const whole = RULES.filter(({ family }) => WHOLE.includes(family)).map(({ id }) => id);
  expect(whole.filter((id) => !told.has(id))).toEqual([]);
});
