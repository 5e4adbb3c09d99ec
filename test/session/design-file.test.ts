import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { openCatalog } from '#catalog/catalog.js';
import { readDesign } from '#language/read-design.js';
import { mergeEntries, newDesignText } from '#session/design-file.js';

const users = { section: 'estimates', name: 'users', value: '100M user' };
const reads = { section: 'estimates', name: 'reads', value: 'users * 10 /day' };
const needs = { section: 'requirements.quality', name: 'link-needs', value: '{ data: link, loss: none }' };

describe('a new file', () => {
  const problem = openCatalog().problem('url-shortener');

  test('reads without errors, and says above the skeleton what was told', async () => {
    const text = newDesignText((await problem).value, ['100 million\nusers.']);
    expect(text.split('\n').slice(0, 3)).toEqual(['# What the interviewer told you:', '# - 100 million users.', '#']);
    expect(readDesign(text)).toMatchObject({ model: { problem: 'url-shortener' }, diagnostics: [] });
  });

  test('takes what the sheets say into its sections', async () => {
    const text = newDesignText((await problem).value, []);
    const entries = [users, needs, { section: 'api', name: 'create', value: '{ method: POST, path: /links }' }];
    const merged = mergeEntries(text, entries, []);
    expect(merged.kept).toEqual([]);
    expect(load(merged.text)).toMatchObject({
      estimates: { users: '100M user' },
      api: { create: { method: 'POST' } },
      requirements: { quality: { 'link-needs': { data: 'link' } } },
    });
    expect(mergeEntries(merged.text, [], merged.written).text).toBe(text);
  });
});

describe('putting entries into a file', () => {
  test('opens the sections that are not there, outer ones too', () => {
    expect(mergeEntries('sysdrill: 1\n', [users, reads, needs], [])).toEqual({
      text: 'sysdrill: 1\n\nestimates:\n  users: 100M user\n  reads: users * 10 /day\n\nrequirements:\n  quality:\n    link-needs: { data: link, loss: none }\n',
      written: [
        { section: 'estimates', name: 'users', line: '  users: 100M user' },
        { section: 'estimates', name: 'reads', line: '  reads: users * 10 /day' },
        { section: 'requirements.quality', name: 'link-needs', line: '    link-needs: { data: link, loss: none }' },
      ],
      kept: [],
    });
  });

  test('replaces its own line and no other', () => {
    const first = mergeEntries('sysdrill: 1\n', [users, reads], []);
    const second = mergeEntries(first.text, [{ ...users, value: '5M user' }, reads], first.written);
    expect(second.text).toBe('sysdrill: 1\n\nestimates:\n  users: 5M user\n  reads: users * 10 /day\n');
  });

  test('keeps a line that was changed by hand, and says so', () => {
    const first = mergeEntries('sysdrill: 1\n', [users, reads], []);
    const edited = first.text.replace('100M user', '80M user   # asked twice');
    const second = mergeEntries(edited, [{ ...users, value: '5M user' }, reads], first.written);
    expect(second.text).toBe(edited);
    expect(second.kept).toEqual(['estimates.users']);
  });

  test('adds to a section the user wrote, in its indentation, before what follows', () => {
    const text = 'estimates:\n    stored: 5 TB # mine\n\n# parts\ncomponents:\n    web: { is: client }\n';
    expect(mergeEntries(text, [users], []).text).toBe(
      'estimates:\n    stored: 5 TB # mine\n    users: 100M user\n\n# parts\ncomponents:\n    web: { is: client }\n',
    );
  });

  test('takes out what was taken out of the sheet, and nothing else', () => {
    const first = mergeEntries('sysdrill: 1\n', [users, reads], []);
    expect(mergeEntries(first.text, [users], first.written).text).toBe('sysdrill: 1\n\nestimates:\n  users: 100M user\n');
    expect(mergeEntries(first.text, [], first.written).text).toBe('sysdrill: 1\n\nestimates:\n');
  });

  test.each([
    ['a text that does not read as YAML', 'sysdrill: [1\n'],
    ['a section that is no mapping', 'estimates:\n  - users\n'],
  ])('leaves alone %s', (_what, text) => {
    expect(mergeEntries(text, [users], [])).toEqual({ text, written: [], kept: ['estimates.users'] });
  });

  test('adds to what the user wrote on one line', () => {
    expect(mergeEntries('estimates: { stored: 5 TB } # mine\n', [users], [])).toEqual({
      text: 'estimates: { stored: 5 TB, users: 100M user } # mine\n',
      written: [{ section: 'estimates', name: 'users', line: 'users: 100M user' }],
      kept: [],
    });
    expect(mergeEntries('{ sysdrill: 1 }\n', [users], []).text).toBe('{ sysdrill: 1, estimates: { users: 100M user } }\n');
  });

  test('keeps the line ends of the file', () => {
    expect(mergeEntries('sysdrill: 1\r\n', [users], []).text).toBe('sysdrill: 1\r\n\r\nestimates:\r\n  users: 100M user\r\n');
  });
});

test('no line that stood in the file is ever lost', () => {
  const line = fc.constantFrom(
    'estimates:',
    '  users: 3 user',
    '  a: 1',
    '# note',
    '',
    'data:',
    '  link:',
    '    in: links',
    'requirements:',
    '  quality:',
    '    q: { x: 1 }',
    '  users: |',
    '    text',
    'title: "x',
    '  more"',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.subarray([users, reads, needs]), (lines, entries) => {
      const text = lines.join('\n');
      const after = mergeEntries(text, entries, []).text.split('\n');
      let at = -1;
      for (const old of lines) {
        at = after.indexOf(old, at + 1);
        expect(at, old).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 1000 },
  );
});
