import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from '#present/unified-diff.js';
import { applyPatch } from '../helpers/apply-patch.js';

const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join('');

test('shows three lines around a change, and joins what is near', () => {
  const before = lines('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q');
  const after = before.replace('b\n', 'B\n').replace('f\n', '').replace('q\n', 'q\nr\n');
  expect(unifiedDiff('x', before, after)).toBe(
    lines(
      '--- x',
      '+++ x',
      '@@ -1,9 +1,8 @@',
      ' a',
      '-b',
      '+B',
      ' c',
      ' d',
      ' e',
      '-f',
      ' g',
      ' h',
      ' i',
      '@@ -15,3 +14,4 @@',
      ' o',
      ' p',
      ' q',
      '+r',
    ),
  );
});

test('a last line without its end is told so; the same text is no patch', () => {
  expect(unifiedDiff('x', 'a\nb', 'a\nb\n')).toBe(
    lines('--- x', '+++ x', '@@ -1,2 +1,2 @@', ' a', '-b', '\\ No newline at end of file', '+b'),
  );
  expect(unifiedDiff('x', 'a', 'a')).toBe('');
});

test('whatever changed, the patch makes the one text out of the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 }).map((all) => lines(...all));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const patch = unifiedDiff('x', before, after);
      expect(patch === '' ? before : applyPatch(before, patch)).toBe(after);
    }),
  );
});
