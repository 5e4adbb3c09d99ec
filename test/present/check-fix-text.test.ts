import { expect, test } from 'vitest';
import { pricesText } from '#present/check-fix-text.js';

const use = (after: number) => ({ what: 'use' as const, about: 'psp', limit: 'quota', before: 11.6, after });
const availability = (after: number) => ({ what: 'availability' as const, about: 'feed', before: 0.99851, after });

test('a price that reads the same on both sides is none', () => {
  expect(pricesText([use(11.602)])).toBe('');
  expect(pricesText([availability(0.998509999)])).toBe('');
});

test('one that can be read is told, beside one that cannot', () => {
  expect(pricesText([use(11.602), availability(0.99)])).toMatch(/^ It costs: availability of feed: \S+% -> 99%\.$/);
  expect(pricesText([use(12)])).toBe(' It costs: psp at peak: 1160% -> 1200% full (quota).');
});
