import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, pad, plain, width, wrap } from '#tui/text.js';

describe('breaking lines', () => {
  test('goes between words, hangs what follows, and cuts words that are too long', () => {
    expect(wrap('a short one', 20)).toEqual(['a short one']);
    expect(wrap('You: how many users are there', 14, '     ')).toEqual(['You: how many', '     users are', '     there']);
    expect(wrap('abcdefghijkl', 8)).toEqual(['abcdefgh', 'ijkl']);
    expect(wrap('two\nlines', 20)).toEqual(['two', 'lines']);
  });

  test('loses nothing and stays within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 8, max: 60 }), (text, columns) => {
        const lines = wrap(text, columns);
        for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(plain(text).replaceAll(/[\n ]/g, ''));
      }),
    );
  });
});

test('cutting says that something is missing, and padding fills up', () => {
  expect(clip('abcdef', 4)).toBe('abc…');
  expect(clip('abcd', 4)).toBe('abcd');
  expect(clip('日本語', 5)).toBe('日本…');
  expect(pad('日本', 6)).toBe('日本  ');
});

test('nothing that moves a cursor or turns the direction of writing gets through', () => {
  expect(plain('a\u001b[2Jb\u0007\u202ec\td\u0000')).toBe('a[2Jbc d');
});
