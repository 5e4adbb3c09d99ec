import { describe, expect, test } from 'vitest';
import { readDesign } from '#language/read-design.js';
import { verdictsOf } from '#session/engines/judge.js';
import { readSheetValues } from '#session/engines/sheet-values.js';
import { studyDesign } from '#session/engines/study.js';
import { simulate } from '#simulate/simulate.js';

describe('the estimates sheet', () => {
  test('says what each line comes to, and whether that is what was said', () => {
    expect(readSheetValues(['users: 100M user', 'writes: users * 0.1 link/user/day = 116 /s', 'reads: writes * 100 = 12 /s'])).toEqual([
      { value: '100M', said: undefined, note: undefined },
      { value: '116 /s', said: 'right', note: undefined },
      { value: '11.6k /s', said: 'off', note: expect.stringContaining('you said 12 /s') },
    ]);
  });

  test('one wrong line does not hide the values of the others', () => {
    const [users, wrong, size] = readSheetValues(['users: 100M user', 'writes: usres * 2 / day', 'size: 3 B + 4 s']);
    expect(users?.value).toBe('100M');
    expect(wrong).toEqual({ value: undefined, said: undefined, note: expect.stringContaining('users') });
    expect(size).toEqual({ value: undefined, said: undefined, note: expect.stringContaining('a time') });
  });

  test('of two lines with one name the later counts', () => {
    expect(readSheetValues(['users: 1M user', 'users: 2M user']).map((row) => row.value ?? row.note)).toEqual([
      'replaced by a later line of that name',
      '2M',
    ]);
  });

  test('lines that are no estimates are left to their own reader', () => {
    expect(readSheetValues(['nonsense', ''])).toEqual([
      { value: undefined, said: undefined, note: undefined },
      { value: undefined, said: undefined, note: undefined },
    ]);
  });
});

test('a design that does not read is studied as far as that goes', () => {
  const study = studyDesign('sysdrill: 1\ntitle: x\ncomponents:\n  api: { is: servise }\n');
  expect(study.model).toBeUndefined();
  expect(study.diagnostics[0]).toMatchObject({ severity: 'error', span: { line: 4 } });
});

test('two sentences about a line of the sheet stay two sentences', () => {
  const [, row] = readSheetValues(['users: 5M user', 'sum: users + 5 GB']);
  expect(row?.note).toMatch(/\w\. Both sides must have the same dimension\.$/);
  expect(readSheetValues(['users: 5M user', 'sum: usres * 2'])[1]?.note).toMatch(/\. Did you mean users\?$/);
});

describe('the verdicts that count', () => {
  const run = (text: string) => {
    const { model } = readDesign(text);
    const report = simulate(model!, { events: 200_000 });
    return { report, verdicts: [...verdictsOf(report)] };
  };
  const design = (rate: string, counter: string) => `sysdrill: 1
title: t
requirements: { quality: { Q1: { flow: read, p99: 1s } } }
components:
  web: { is: client }
  api: { is: service, replicas: 4, concurrency: 16, time: 5ms }
  q: { is: queue }
  counter: { is: worker, replicas: 1, concurrency: 1, time: ${counter} }
flows: { read: { rate: ${rate}, path: [web -> api, api ~> q ~> counter] } }
`;

  test('are those of a run in which nothing piles up', () => {
    expect(run(design('200 /s', '1ms')).verdicts).toEqual([['Q1', 'pass']]);
  });

  test('do not hold where a line grows, though the target was met as long as it ran', () => {
    const { report, verdicts } = run(design('200 /s', '8ms'));
    expect(report.flows['read']?.targets[0]?.verdict).toBe('pass');
    expect(verdicts).toEqual([['Q1', 'unknown']]);
  });

  test('nor where the closed forms say that it will, before a run can see it', () => {
    const { report } = run(design('200 /s', '1ms'));
    const full = { ...report.components['counter']!, demand: 1.01 };
    expect([...verdictsOf({ ...report, components: { ...report.components, counter: full } })]).toEqual([['Q1', 'unknown']]);
  });
});
