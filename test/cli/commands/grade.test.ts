import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { gradeCommand } from '#cli/commands/grade.js';
import type { GradeOptions } from '#cli/commands/grade-settings.js';
import { UsageError } from '#cli/io.js';
import { recordingIo } from '../../helpers/io.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const PROBLEMS = fileURLToPath(new URL('../../../problems/', import.meta.url));

async function grade(names: readonly string[], options: GradeOptions = {}, cwd = FIXTURES) {
  const { io, out, err } = recordingIo(cwd);
  const exit = await gradeCommand(names, options, io);
  return { exit, out: out(), err: err() };
}

type Result = {
  file: string;
  status: string;
  code?: string;
  reason?: string;
  help?: string;
  problem: string | null;
  score?: number;
  criteria?: unknown[];
};
const parsed = (text: string) =>
  JSON.parse(text) as { schema: string; engine: { name: string }; results: Result[]; statistics: Record<string, unknown> };

test('one bad file is one row, never the end', async () => {
  const { exit, out, err } = await grade(['grade'], { json: true });
  const { schema, engine, results, statistics } = parsed(out);
  expect([exit, err, schema, engine.name]).toEqual([2, '', 'sysdrill/grade@1', 'sysdrill']);
  expect(results.map(({ file, status, code, problem }) => [file, status, code ?? null, problem])).toEqual([
    ['grade/a-good.yaml', 'ok', null, 'url-shortener'],
    ['grade/b-broken.yaml', 'invalid', 'design/invalid', 'url-shortener'],
    ['grade/c-not-yaml.yaml', 'invalid', 'design/invalid', null],
    ['grade/d-no-problem.yaml', 'invalid', 'problem/none', null],
    ['grade/e-unknown-problem.yaml', 'invalid', 'problem/unknown', 'url-shortner'],
    ['grade/f-empty.yaml', 'invalid', 'design/invalid', null],
    ['grade/g-not-text.yaml', 'error', 'file/not-text', null],
    ['grade/h-good.yaml', 'ok', null, 'online-payment'],
  ]);
  expect(statistics).toMatchObject({ files: 8, ok: 2, invalid: 5, timeout: 0, error: 1 });
});

test('a data file among the designs is a row that says so', async () => {
  const { results } = parsed((await grade(['online-payment/problem.yaml'], { json: true }, PROBLEMS)).out);
  expect(results.map(({ status, code, reason, problem }) => [status, code, reason, problem])).toEqual([
    ['invalid', 'design/invalid', 'The file is no design', null],
  ]);
});

test('a row says what to do', async () => {
  const { results } = parsed(
    (await grade(['grade/d-no-problem.yaml', 'grade/e-unknown-problem.yaml', 'nowhere.yaml'], { json: true })).out,
  );
  expect(results.map(({ reason, help }) => `${reason}. ${help}`)).toEqual([
    'The design names no problem to be held against. Add `problem: <id>` to it, or grade with `--problem <id>`; `sysdrill problems` lists them.',
    'There is no problem called "url-shortner". Did you mean "url-shortener"?',
    'There is no file nowhere.yaml. Check the name; `sysdrill new <problem>` starts a design.',
  ]);
});

test('the same run twice gives the same bytes in every format', async () => {
  for (const format of ['pretty', 'json', 'ndjson', 'markdown']) {
    const [first, second] = [await grade(['grade', 'gaming'], { format }), await grade(['grade', 'gaming'], { format })];
    expect(second).toEqual(first);
    expect(first.out.length).toBeGreaterThan(100);
  }
});

test('a file named twice is graded once, and a folder in a stable order', async () => {
  const { results } = parsed((await grade(['grade/h-good.yaml', 'grade', './grade/a-good.yaml'], { json: true })).out);
  expect(results.map((one) => one.file)).toEqual(
    ['h-good', 'a-good', 'b-broken', 'c-not-yaml', 'd-no-problem', 'e-unknown-problem', 'f-empty', 'g-not-text'].map(
      (name) => `grade/${name}.yaml`,
    ),
  );
});

test.each([
  ['fine', ['online-payment/designs/strong.yaml'], '80', 0],
  ['below the minimum', ['online-payment/designs'], '80', 1],
  ['below the minimum and unreadable: the highest wins', ['online-payment/designs', 'nowhere.yaml'], '80', 2],
  ['no minimum', ['online-payment/designs'], undefined, 0],
] as const)('exit code: %s', async (_what, names, minScore, exit) => {
  expect((await grade(names, { minScore }, PROBLEMS)).exit).toBe(exit);
});

test('--problem grades a design that names none, and wins over one that names another', async () => {
  const { results } = parsed(
    (await grade(['grade/d-no-problem.yaml', 'grade/a-good.yaml'], { json: true, problem: 'online-payment' })).out,
  );
  expect(results.map(({ status, problem, score }) => [status, problem, (score ?? 100) < 40])).toEqual([
    ['ok', 'online-payment', true],
    ['ok', 'online-payment', true],
  ]);
});

test('ndjson is the results of json, one a line', async () => {
  const lines = (await grade(['grade'], { format: 'ndjson' })).out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  const { results } = parsed((await grade(['grade'], { json: true })).out);
  expect(lines).toEqual(results.map((one) => ({ schema: 'sysdrill/grade@1', ...one })));
});

test.each([
  [{ level: 'senor' }, 'There is no level "senor"', 'Did you mean "senior"?'],
  [{ format: 'xml' }, 'There is no format "xml"', 'There are: pretty, json, ndjson, markdown.'],
  [{ minScore: 'high' }, '--min-score "high" is no score', 'Scores run from 0 to 100.'],
  [{ minScore: '101' }, '--min-score "101" is no score', 'Scores run from 0 to 100.'],
  [{ problem: '../x' }, 'There is no problem called "../x"', 'There are: online-payment, url-shortener.'],
])('a wrong option %j ends the run before anything is graded', async (options, message, help) => {
  const error = await grade(['grade'], options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect([(error as UsageError).message, (error as UsageError).help]).toEqual([message, help]);
});

test('progress over many files goes to standard error', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `nowhere-${i}.yaml`);
  expect((await grade(names, { json: true })).err).toBe('20 of 20 graded\n');
});

test('one file in full: points, evidence, what wins them back, what was not evaluated', async () => {
  const { out } = await grade(['url-shortener/designs/fair.yaml'], { level: 'mid' }, PROBLEMS);
  const head = out.split('\n').slice(0, 2);
  expect(head[0]).toBe('url-shortener/designs/fair.yaml: URL shortener with cache and queue');
  expect(head[1]).toMatch(/^\d+\.\d of 100, \w+, as mid on url-shortener$/);
  expect(out).toContain('missing');
  expect(out).toMatch(/\n {8}-> State /);
  expect(out).toContain('\nNot evaluated:\n');
  expect(out).toContain('at the next level');
});

test('a broken file alone shows its errors with their places', async () => {
  const { out } = await grade(['grade/b-broken.yaml']);
  expect(out).toMatch(/^grade\/b-broken\.yaml: invalid: The design has an error\n/);
  expect(out).toMatch(/\n {2}6:14 error \S+: /);
});

test('no control character of a design reaches the terminal or the table', async () => {
  for (const format of ['pretty', 'markdown']) {
    const { out } = await grade(['hostile/title.yaml'], { format });
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  }
});
