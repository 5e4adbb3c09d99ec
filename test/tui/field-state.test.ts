import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editField, emptyField, type FieldEvent, type FieldState, fieldWith, layOut } from '#tui/components/field-state.js';
import { split, width } from '#tui/text.js';

const after = (start: FieldState, ...events: FieldEvent[]) => events.reduce(editField, start);
/** The field as a text with a bar at the cursor. */
const seen = ({ text, at }: FieldState) => [...split(text).slice(0, at), '|', ...split(text).slice(at)].join('');

describe('writing', () => {
  test.each<[string, FieldState, FieldEvent[], string]>([
    ['letters go in at the cursor', fieldWith('ac'), [{ type: 'left' }, { type: 'insert', text: 'b' }], 'ab|c'],
    ['a paste with line breaks becomes one line', emptyField, [{ type: 'insert', text: 'a\r\nb\nc' }], 'a b c|'],
    ['control characters and changes of direction are dropped', emptyField, [{ type: 'insert', text: 'a\u001b[31m\u202eb' }], 'a[31mb|'],
    ['delete takes what is before', fieldWith('ab'), [{ type: 'delete before' }], 'a|'],
    ['a family is one character', fieldWith('a👨‍👩‍👧'), [{ type: 'delete before' }], 'a|'],
    ['words go at once', fieldWith('users: 5M user'), [{ type: 'delete word' }], 'users: 5M |'],
    ['to the start', fieldWith('a b'), [{ type: 'word left' }, { type: 'delete to start' }], '|b'],
    ['to the end', fieldWith('a b'), [{ type: 'start' }, { type: 'word right' }, { type: 'delete to end' }], 'a|'],
    [
      'nothing happens at the ends',
      fieldWith('a'),
      [{ type: 'right' }, { type: 'delete at' }, { type: 'start' }, { type: 'left' }, { type: 'delete before' }],
      '|a',
    ],
  ])('%s', (_what, start, events, end) => {
    expect(seen(after(start, ...events))).toBe(end);
  });
});

const event: fc.Arbitrary<FieldEvent> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => ({ type: 'insert' as const, text })),
  fc
    .constantFrom(
      'left',
      'right',
      'word left',
      'word right',
      'start',
      'end',
      'delete before',
      'delete at',
      'delete word',
      'delete to start',
      'delete to end',
    )
    .map((type) => ({ type }) as FieldEvent),
);

describe('whatever is typed', () => {
  test('the cursor stands in the text, and the rows are the text and fit', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.integer({ min: 4, max: 40 }), (events, columns) => {
        const state = events.reduce(editField, emptyField);
        expect(state.at).toBeGreaterThanOrEqual(0);
        expect(state.at).toBeLessThanOrEqual(split(state.text).length);
        const { rows, x, y } = layOut(state, columns);
        expect(rows.join('')).toBe(state.text);
        for (const row of rows) expect(width(row)).toBeLessThanOrEqual(columns);
        expect(y).toBeLessThan(rows.length);
        expect(x).toBeLessThan(columns);
      }),
    );
  });
});
