import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { referencePages } from '#language/reference.js';

const FOLDER = 'docs/reference';

describe('the reference of the language', () => {
  test('is what the schema says today (else: node scripts/run.mjs scripts/reference-pages.ts)', () => {
    for (const [path, text] of referencePages()) {
      expect(existsSync(`${FOLDER}/${path}`), path).toBe(true);
      expect(readFileSync(`${FOLDER}/${path}`, 'utf8'), path).toBe(text);
    }
  });

  test('has no page of a kind that is gone', () => {
    const written = readdirSync(FOLDER, { recursive: true }).filter((name) => String(name).endsWith('.md'));
    expect(written.toSorted()).toEqual([...referencePages().keys()].toSorted());
  });

  test('says of every attribute what it takes and what it means', () => {
    for (const [path, text] of referencePages()) {
      for (const row of text.split('\n').filter((line) => line.startsWith('| `'))) {
        const [, name, takes, , means] = row.split(' | ').length === 4 ? ['', ...row.split(' | ')] : ['', '', '', '', ''];
        expect(`${path} ${name}: ${takes} / ${means}`).toMatch(/: \S.* \/ \S/);
      }
    }
  });
});
