import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '#analyze/rules/index.js';

type Row = { readonly pitfall: string; readonly notes: string; readonly verdict: string };

/** Rows of the tables of a page whose header names a rule in its last column. */
const rows: readonly Row[] = readFileSync('docs/pitfalls.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Pitfall |'))
  .map((line) => {
    const [pitfall = '', notes = '', verdict = '', ...rest] = line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim());
    expect(rest, line).toEqual([]);
    return { pitfall, notes, verdict };
  });
const rulesIn = (verdict: string): readonly string[] => [...verdict.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map((match) => match[1]!);

describe('the page of pitfalls', () => {
  test('names rules that exist', () => {
    const ids = new Set<string>(RULES.map(({ id }) => id));
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.flatMap(({ verdict }) => rulesIn(verdict)).filter((id) => !ids.has(id))).toEqual([]);
  });

  test('has for each pitfall a place, and a rule or the reason why there is none', () => {
    for (const { pitfall, notes, verdict } of rows) {
      expect(notes, pitfall).toMatch(/^00[0-4] \S|^beside the notes$/);
      if (rulesIn(verdict).length === 0 || verdict.startsWith('no rule'))
        expect(verdict, pitfall).toMatch(/^no rule(?: of its own)?: .{10,}/);
    }
    expect(new Set(rows.map(({ pitfall }) => pitfall)).size).toBe(rows.length);
  });

  test('leaves out no rule about what breaks, is too small, or holds growth back', () => {
    const named = new Set(rows.flatMap(({ verdict }) => rulesIn(verdict)));
    const families = ['spof', 'availability', 'capacity', 'scaling', 'resilience', 'operation', 'cost', 'excess'];
    expect(RULES.filter(({ id, family }) => families.includes(family) && !named.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
