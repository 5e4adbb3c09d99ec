import { describe, expect, test } from 'vitest';
import { design, problems } from '../helpers/design.js';

const sheet = (lines: string): string => `sysdrill: 1\ncomponents: { api: { is: service, replicas: needed } }\nestimates:\n${lines}`;

describe('the sheet of estimates', () => {
  test('works in any order, and keeps what the candidate says apart from what it comes to', () => {
    const { estimates } = design(
      sheet('  needed: reads / (500 /s)\n  reads: writes * 100\n  writes: users * 0.1 link/user/day = 120 /s\n  users: 100M user\n'),
    );
    expect(estimates.get('writes')).toMatchObject({
      value: { value: expect.closeTo(1e7 / 86_400, 9) },
      said: { value: { value: 120 }, text: '120 /s' },
    });
    expect(estimates.get('reads')).toMatchObject({
      value: { value: expect.closeTo(1e9 / 86_400, 7) },
      fromClaims: { value: 12_000 },
      inputs: ['writes'],
    });
    expect(estimates.get('needed')!.usedBy).toEqual(['components.api.replicas']);
  });

  test('a whole number is rounded up where the sum leaves a rest', () => {
    const api = design(sheet('  needed: 10 / 4\n')).components.get('api' as never);
    expect(api).toMatchObject({ replicas: 3 });
  });

  test('an estimate that is not known makes nothing up', () => {
    const model = design(sheet('  needed: unknown\n'));
    expect(model.estimates.size).toBe(0);
    expect(model.unknown.map((one) => one.path)).toEqual(['estimates.needed']);
  });

  test.each([
    ['a cycle', '  needed: b * 2\n  b: needed / 2\n', ['5:6 estimate/cycle']],
    ['a claim of another dimension', '  needed: 3\n  size: 2 * 500 B = 9 s\n', ['5:21 units/claim']],
    ['a claim that counts something else', '  needed: 3\n  n: 4 link = 4 user\n', ['5:15 units/claim']],
    ['a name that is a unit', '  needed: 3\n  day: 3\n', ['5:3 name/unit']],
    ['an unknown name', '  needed: 3\n  n: neded * 2\n', ['5:6 name/unknown']],
    ['a map', '  needed: 3\n  n: { a: 1 }\n', ['5:6 type/wrong']],
    ['a rate where a number belongs', '  needed: 3 /s\n', ['2:45 units/dimension']],
  ])('%s', (_what, lines, expected) => {
    expect(problems(sheet(lines))).toEqual(expected);
  });
});
