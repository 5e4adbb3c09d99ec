import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '#cli/main.js';
import { recordingIo } from '../helpers/io.js';

const STRONG = 'problems/url-shortener/designs/strong.yaml';
const WEAK = 'problems/url-shortener/designs/weak.yaml';

const finding = {
  type: 'object',
  required: ['code', 'rule', 'severity', 'message', 'line', 'column', 'endLine', 'endColumn', 'subject', 'evidence', 'help'],
  properties: {
    severity: { enum: ['error', 'warning', 'info'] },
    line: { type: 'integer', minimum: 1 },
    column: { type: 'integer', minimum: 1 },
    subject: { type: 'array', items: { type: 'string' } },
    evidence: { type: 'object' },
    fix: {
      type: 'object',
      required: ['title', 'edits', 'costs'],
      properties: { title: { type: 'string' }, edits: { type: 'array', minItems: 1, items: { type: 'object' } }, costs: { type: 'array' } },
    },
  },
};
const contract = new Ajv().compile({
  type: 'object',
  required: ['schema', 'files'],
  properties: {
    schema: { const: 'sysdrill/check@1' },
    files: {
      type: 'array',
      items: {
        type: 'object',
        required: ['file', 'status', 'findings', 'suppressed', 'notChecked', 'assumed'],
        properties: { status: { enum: ['ok', 'invalid'] }, findings: { type: 'array', items: finding } },
      },
    },
  },
});

describe('sysdrill check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sysdrill-check-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  async function check(...argv: string[]) {
    const { io, out, err } = recordingIo(process.cwd());
    const code = await run(['check', ...argv], io);
    return { code, out: out(), err: err() };
  }

  test('a design with nothing to say passes', async () => {
    const { code, out, err } = await check(STRONG);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1 file: 0 errors, 0 warnings');
  });

  test('a design with errors exits with 1, in every format the same', async () => {
    expect((await check(WEAK)).code).toBe(1);
    expect((await check(WEAK, '--json')).code).toBe(1);
    expect((await check(WEAK, '--max-severity', 'error')).code).toBe(0);
    expect((await check(STRONG, '--max-severity', 'info')).code).toBe(0);
  });

  test('JSON keeps its contract, and is the same bytes twice', async () => {
    const first = await check(WEAK, STRONG, file('broken.yaml', 'sysdrill: 1\ncomponents: { a: { is: servce } }\n'), '--json');
    expect(first.out).toBe((await check(WEAK, STRONG, join(folder, 'broken.yaml'), '--json')).out);
    const report = JSON.parse(first.out);
    expect(contract(report), JSON.stringify(contract.errors)).toBe(true);
    expect(report.files.map((one: { status: string }) => one.status)).toEqual(['ok', 'ok', 'invalid']);
    expect(report.files[2].findings).toMatchObject([
      { rule: 'read', code: 'kind/unknown', line: 2, column: 24, evidence: { suggestion: 'service' } },
    ]);
    expect(first.code).toBe(2);
  });

  test('an error of reading shows its line, what is wrong and what was probably meant', async () => {
    const { code, out } = await check(file('slip.yaml', 'sysdrill: 1\ncomponents:\n  api: { is: service, replcas: 2 }\n'));
    expect(code).toBe(2);
    expect(out).toContain('3:23');
    expect(out).toContain('     3 |   api: { is: service, replcas: 2 }\n           |                       ^^^^^^^');
    expect(out).toContain('Did you mean replicas?');
  });

  describe('bad input is a sentence that says what, where and what to do; exit 2, no stack', () => {
    const bomb = `sysdrill: 1\ntitle: &a0 x\ncomponents:\n${Array.from({ length: 12 }, (_, i) => `  a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`).join('\n')}\n`;
    const cycle =
      'sysdrill: 1\ncomponents: { web: { is: client }, a: { is: service }, b: { is: service } }\nflows: { f: { rate: 1 /s, path: [ web -> a -> b, b -> a ] } }\n';
    test.each<[string, () => string, RegExp]>([
      ['a missing file', () => join(folder, 'nowhere.yaml'), /There is no file .*nowhere\.yaml[\s\S]*sysdrill new/],
      ['an empty file', () => file('empty.yaml', ''), /The file is empty[\s\S]*sysdrill new/],
      ['invalid YAML', () => file('open.yaml', 'sysdrill: 1\na: [1, 2\n'), /This is not YAML/],
      ['a wrong type', () => file('type.yaml', 'sysdrill: 1\ncomponents: 3\n'), /components is "3"; a map of names belongs here/],
      ['an unknown name', () => file('name.yaml', 'sysdrill: 1\ndata: { d: { in: nowhere } }\n'), /There is no component "nowhere"/],
      ['50 MB', () => file('large.yaml', `sysdrill: 1\ntitle: ${'x'.repeat(50 * 1024 * 1024)}\n`), /50\.0 MiB; the bound is 8 MiB/],
      ['an alias bomb', () => file('bomb.yaml', bomb), /With its aliases written out the file has more than/],
      ['a call cycle', () => file('cycle.yaml', cycle), /"a" waits for itself: a -> b -> a/],
      ['no text', () => file('binary.yaml', '\u0000\uFFFF'.repeat(3)), /no text has/],
    ])('%s', async (_what, path, sentence) => {
      const { code, out, err } = await check(path());
      expect(code).toBe(2);
      expect(out).toMatch(sentence);
      expect(out + err).not.toMatch(/\n\s+at .*:\d+/);
      expect(JSON.parse((await check(path(), '--json')).out).files[0]).toMatchObject({
        status: 'invalid',
        findings: [expect.objectContaining({ severity: 'error' })],
      });
    });
  });

  test('nothing of a hostile file reaches the terminal as a control', async () => {
    const { out } = await check(file('hostile.yaml', 'sysdrill: 1\ncomponents: { "\\e[31mred\\e]0;owned\\a\u202E": { is: service } }\n'));
    expect(out).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
  });

  test.each<[string, string[], RegExp]>([
    ['no file', ['check'], /missing required argument 'files'/],
    ['an unknown command', ['chekc', 'x'], /There is no command "chekc"\.\nDid you mean check\?/],
    ['an unknown option', ['check', '--jsn', STRONG], /unknown option '--jsn'[\s\S]*--json/],
    ['an unknown format', ['check', '--format', 'xml', STRONG], /check has no format "xml"[\s\S]*pretty, json/],
    ['an unknown severity', ['check', '--max-severity', 'bad', STRONG], /--max-severity is one of/],
  ])('usage: %s', async (_what, argv, sentence) => {
    const { io, out, err } = recordingIo(process.cwd());
    expect(await run(argv, io)).toBe(2);
    expect(err()).toMatch(sentence);
    expect(out()).toBe('');
  });
});
