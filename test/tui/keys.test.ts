import { readFileSync } from 'node:fs';
import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { footer } from '#tui/components/frame.js';
import { actionOf, bindingsOf, KEYS, type Scope } from '#tui/keys.js';
import { keysMarkdown, SCOPES } from '#tui/keys-page.js';
import { keyLines } from '#tui/screens/help/help.js';
import { strokes } from '#tui/strokes.js';
import { width } from '#tui/text.js';

const key = (more: Partial<Key> = {}): Key =>
  ({
    ...Object.fromEntries(
      [
        'upArrow',
        'downArrow',
        'leftArrow',
        'rightArrow',
        'pageDown',
        'pageUp',
        'home',
        'end',
        'return',
        'escape',
        'ctrl',
        'shift',
        'tab',
        'backspace',
        'delete',
        'meta',
        'super',
        'hyper',
        'capsLock',
        'numLock',
      ].map((name) => [name, false]),
    ),
    ...more,
  }) as Key;

/** The scopes that each screen listens to together. */
const SCREENS: Readonly<Record<string, readonly Scope[]>> = {
  home: ['home', 'scroll'],
  steps: ['steps', 'scroll'],
  ask: ['interview', 'field'],
  sheet: ['interview', 'field', 'sheet'],
  design: ['interview', 'design', 'scroll'],
  report: ['scroll'],
};

describe('the table of keys', () => {
  test.each(Object.entries(SCREENS))('gives no key two meanings on the screen %s', (_name, scopes) => {
    const keys = KEYS.filter((binding) => binding.scope === 'any' || scopes.includes(binding.scope)).flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is on the help sheet whole', () => {
    const sheet = keyLines(200)
      .map((line) => line.text)
      .join('\n');
    for (const binding of KEYS) expect(sheet).toContain(binding.does);
  });

  test('leaves letters to a text field, and ? while it is not empty', () => {
    expect(actionOf('q', ['interview', 'field'], 'filled')).toBeUndefined();
    expect(actionOf('q', ['interview', 'design'], 'none')).toBe('quit');
    expect(actionOf('?', ['field'], 'empty')).toBe('help');
    expect(actionOf('?', ['field'], 'filled')).toBeUndefined();
    expect(actionOf('ctrl+c', ['field'], 'filled')).toBe('quit now');
  });

  test.each([40, 60, 80, 120])('fills a footer of %i columns, help always among it', (columns) => {
    for (const scopes of Object.values(SCREENS)) {
      const text = footer(scopes, scopes.includes('field'), columns, '-');
      expect(width(text)).toBeLessThanOrEqual(columns);
      expect(text).toContain('? keys');
    }
    expect(bindingsOf(['field'], true).every((binding) => binding.inField || binding.action === 'help')).toBe(true);
  });
});

test('the manual has the table as it is (else put keysMarkdown() there)', () => {
  expect(readFileSync('docs/interview.md', 'utf8')).toContain(keysMarkdown());
  expect(SCOPES.map(([scope]) => scope).toSorted()).toEqual([...new Set(KEYS.map((binding) => binding.scope))].toSorted());
});

describe('what is pressed', () => {
  test.each([
    ['a', key(), [{ text: 'a' }]],
    ['q', key({ meta: true }), [{ key: 'meta+q' }]],
    ['n', key({ ctrl: true }), [{ key: 'ctrl+n' }]],
    ['', key({ return: true }), [{ key: 'return' }]],
    ['', key({ upArrow: true }), [{ key: 'up' }]],
    ['', key({ backspace: true }), [{ key: 'backspace' }]],
    ['', key(), []],
    ['typed ahead\rnext\x0e', key(), [{ text: 'typed ahead' }, { key: 'return' }, { text: 'next' }, { key: 'ctrl+n' }]],
  ])('%j', (input, pressed, expected) => {
    expect(strokes(input, pressed)).toEqual(expected);
  });
});
