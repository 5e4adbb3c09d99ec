import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiagramOptions, diagramCommand } from '#cli/commands/diagram.js';
import { recordingIo } from '../../helpers/io.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sysdrill-test-'));
  const headline = new URL('../../fixtures/designs/headline.yaml', import.meta.url);
  writeFileSync(join(folder, 'design.yaml'), readFileSync(headline));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(options: DiagramOptions, file = 'design.yaml'): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = recordingIo(folder);
  const code = await diagramCommand([file], options, io);
  return { code, out: out(), err: err() };
}

test('draws to standard output and says nothing else', async () => {
  const { code, out, err } = await run({});
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^URL shortener, second draft\n/);
  expect(out).toContain('╔═ us-east');
});

test('--ascii, --flow, --type and --format choose what is printed', async () => {
  expect((await run({ ascii: true })).out).toMatch(/^[\n\x20-\x7e]+$/);
  expect((await run({ format: 'mermaid', flow: 'redirect' })).out).toContain(
    'title: "URL shortener, second draft: redirect"\n---\nflowchart TD',
  );
  expect((await run({ format: 'mermaid', flow: 'create', type: 'sequence' })).out).toContain('\nsequenceDiagram\n');
  expect((await run({ format: 'svg' })).out).toMatch(/^<svg .*<\/svg>\n$/s);
});

test('a terminal that does not speak Unicode gets ASCII; a pipe gets the same everywhere', async () => {
  const { io, out } = recordingIo(folder);
  const env = { LANG: 'C' };
  await diagramCommand(['design.yaml'], {}, { ...io, env, interactive: true });
  expect(out()).toBe((await run({ ascii: true })).out);
  const piped = recordingIo(folder);
  await diagramCommand(['design.yaml'], {}, { ...piped.io, env });
  expect(piped.out()).toBe((await run({})).out);
});

test('writes each file as its ending says, whole, with nothing beside it', async () => {
  mkdirSync(join(folder, 'out'));
  const { code, out, err } = await run({ output: ['out/a.mmd', 'out/b.SVG'] });
  expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'Wrote out/a.mmd.\nWrote out/b.SVG.\n' });
  expect(readdirSync(join(folder, 'out')).toSorted()).toEqual(['a.mmd', 'b.SVG']);
  expect(readFileSync(join(folder, 'out/a.mmd'), 'utf8')).toBe((await run({ format: 'mermaid' })).out);
  expect(readFileSync(join(folder, 'out/b.SVG'), 'utf8')).toBe((await run({ format: 'svg' })).out);
});

test.each<[string, DiagramOptions, string, RegExp]>([
  ['a flow that is not there', { flow: 'redirekt' }, 'The design has no flow "redirekt"', /Did you mean "redirect"\?/],
  ['a sequence of nothing', { type: 'sequence' }, 'A sequence shows one flow: name it with --flow', /redirect, create/],
  ['a type that is not there', { type: 'sequense' }, 'diagram has no type "sequense"', /Did you mean "sequence"\?/],
  ['a flow of a deployment', { type: 'deployment', flow: 'redirect' }, 'A deployment shows the whole design', /Leave out --flow/],
  ['a format that is not there', { format: 'jpeg' }, 'diagram has no format "jpeg"', /text, mermaid, svg/],
  [
    'an ending that says nothing',
    { output: ['a.jpg'] },
    'The ending of a.jpg says nothing about what to write',
    /\.mmd, \.svg, \.png, \.pdf/,
  ],
  ['a folder that is not there', { output: ['no/a.svg'] }, 'There is no folder no to write no/a.svg into', /Make it/],
])('%s is a sentence, and nothing is written', async (_what, options, message, help) => {
  await expect(run(options)).rejects.toMatchObject({ name: 'UsageError', message, help: expect.stringMatching(help) });
  expect(readdirSync(folder)).toEqual(['design.yaml']);
});

test('one wrong output keeps the right ones from being written', async () => {
  await expect(run({ output: ['a.svg', 'b.gif'] })).rejects.toThrow('b.gif');
  expect(readdirSync(folder)).toEqual(['design.yaml']);
});

test('a design that does not read: the errors with their places on standard error, exit 2', async () => {
  writeFileSync(join(folder, 'broken.yaml'), 'sysdrill: 1\ntitle: Broken\ncomponents:\n  api: { is: servce }\n');
  const { code, out, err } = await run({}, 'broken.yaml');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^broken\.yaml\n +4:14 +error +kind\/unknown\n/);
});

test('a file that is not there is a sentence', async () => {
  await expect(run({}, 'nothing.yaml')).rejects.toMatchObject({ name: 'UnreadableFile' });
});
