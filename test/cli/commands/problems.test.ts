import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newCommand } from '#cli/commands/new.js';
import { problemsCommand } from '#cli/commands/problems.js';
import { showCommand } from '#cli/commands/show.js';
import { UsageError } from '#cli/io.js';
import { readDesign } from '#language/read-design.js';
import { cardOf, catalog } from '../../helpers/graded.js';
import { recordingIo } from '../../helpers/io.js';

const folder = await mkdtemp(join(tmpdir(), 'sysdrill-new-'));
afterAll(() => rm(folder, { recursive: true }));

async function refused(promise: Promise<unknown>): Promise<[string, string | undefined]> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return [(error as UsageError).message, (error as UsageError).help];
}

test('the list names every problem', async () => {
  const text = recordingIo(folder);
  const json = recordingIo(folder);
  expect([await problemsCommand([], {}, text.io), await problemsCommand([], { json: true }, json.io)]).toEqual([0, 0]);
  const listed = JSON.parse(json.out()) as { schema: string; problems: { id: string; minutes: object }[] };
  expect([listed.schema, listed.problems.map((one) => one.id)]).toEqual(['sysdrill/problems@1', await catalog.problemIds()]);
  for (const { id } of listed.problems) expect(text.out()).toContain(`\n${id}  `.trimStart());
});

test('a brief is shown, and nothing of what has to be asked for', async () => {
  for (const id of await catalog.problemIds()) {
    const { value } = await catalog.problem(id);
    for (const json of [false, true]) {
      const { io, out } = recordingIo(folder);
      expect(await showCommand([id], { json }, io)).toBe(0);
      const shown = json ? (JSON.parse(out()) as { brief: string }).brief : out();
      expect(shown).toContain(value.brief.trimEnd());
      const hidden = [
        ...value.facts.map((fact) => fact.answer),
        ...value.drills.map((drill) => drill.ask),
        ...value.hints.map((hint) => hint.text),
      ];
      expect(hidden.filter((text) => out().includes(text))).toEqual([]);
    }
  }
});

test('a problem that is not there is told with the nearest one', async () => {
  const { io } = recordingIo(folder);
  const told = ['There is no problem called "url-shortner"', 'Did you mean "url-shortener"?'];
  expect(await refused(showCommand(['url-shortner'], {}, io))).toEqual(told);
  expect(await refused(newCommand(['url-shortner'], {}, io))).toEqual(told);
});

test('a new design reads without a word and earns nothing yet', async () => {
  for (const id of await catalog.problemIds()) {
    const { io, out, err } = recordingIo(folder);
    expect(await newCommand([id], {}, io)).toBe(0);
    expect([out(), err()]).toEqual(['', `Wrote ${id}.yaml. Fill it in, then: sysdrill check ${id}.yaml\n`]);
    const text = await readFile(join(folder, `${id}.yaml`), 'utf8');
    expect(readDesign(text).diagnostics).toEqual([]);
    expect((await cardOf(text, id)).score).toBe(0);
  }
});

test('the commented lines of a new design are right as they stand', async () => {
  const { io, out } = recordingIo(folder);
  await newCommand(['url-shortener'], { output: '-' }, io);
  const lines = out().split('\n');
  const body = lines.slice(lines.findIndex((line) => line.startsWith('sysdrill:')));
  const filled = body
    .map((line) => line.replace(/^( {2,})# ?/, '$1'))
    .join('\n')
    .replace('{ flow: name,', '{ flow: shorten,')
    .replace('{ data: name,', '{ data: thing,')
    .replace('{ flow: name,', '{ flow: shorten,')
    .replace('  name: { method', '  shorten: { method');
  expect(filled).not.toBe(body.join('\n'));
  expect(readDesign(filled).diagnostics).toEqual([]);
});

test('a file that is there is never overwritten unasked', async () => {
  const { io } = recordingIo(folder);
  await writeFile(join(folder, 'mine.yaml'), 'my work');
  expect(await refused(newCommand(['url-shortener'], { output: 'mine.yaml' }, io))).toEqual([
    'mine.yaml is there already',
    'Choose another name with `-o`, or replace it with `--force`.',
  ]);
  expect(await readFile(join(folder, 'mine.yaml'), 'utf8')).toBe('my work');
  expect(await newCommand(['url-shortener'], { output: 'mine.yaml', force: true }, io)).toBe(0);
  expect(await readFile(join(folder, 'mine.yaml'), 'utf8')).toContain('problem: url-shortener');
});

test('a place that cannot be written is told in a sentence', async () => {
  const { io } = recordingIo(folder);
  const [message] = await refused(newCommand(['url-shortener'], { output: 'no/such/folder.yaml' }, io));
  expect(message).toBe('no/such/folder.yaml cannot be written (ENOENT)');
});
