import { describe, expect, test } from 'vitest';
import { scriptLines } from '#cli/practice/script.js';

describe('a script', () => {
  test('as text is what one types, with headings and comments', () => {
    expect(scriptLines('# my interview\nHow many users?\n\n== estimates\n  users: 5 user\n== Deep dives ==\n/next\n', 'a.txt')).toEqual([
      'How many users?',
      '/go estimates',
      '  users: 5 user',
      '/go Deep dives',
      '/next',
    ]);
  });

  test('as YAML is a map of steps, taken in the order of an interview', () => {
    const text =
      'estimates:\n  - users: 5M user\n  - "reads: users * 2 /day = 116 /s"\nrequirements: [How many users?]\narchitecture: design.yaml\nreport:\n';
    expect(scriptLines(text, 'a.yaml')).toEqual([
      '/go requirements',
      'How many users?',
      '/go estimates',
      'users: 5M user',
      'reads: users * 2 /day = 116 /s',
      '/go architecture',
      '/use design.yaml',
      '/go report',
    ]);
  });

  test.each([
    ['/home/me/design.yaml', '/use /home/me/design.yaml'],
    ['/usefull.yaml', '/use /usefull.yaml'],
    ['/use design.yaml', '/use design.yaml'],
    ['/check', '/check'],
  ])('takes %s for what it is: a path or a command', (value, line) => {
    expect(scriptLines(`architecture: ${value}\n`, 'a.yaml')).toEqual(['/go architecture', line]);
  });

  test.each([
    ['- a list', 'is not a map of steps'],
    ['lunch: [soup]', 'has a step "lunch"'],
    ['requirements: [[1]]', 'a line of requirements is not a text'],
    ['requirements: 5', 'is not a list of lines'],
    ['a: [', 'is not YAML'],
  ])('%j is refused in a sentence', (text, why) => {
    expect(() => scriptLines(text, 'a.yaml')).toThrow(why);
  });
});
