import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '#analyze/rules/index.js';
import { run } from '#cli/main.js';
import { READING_CODES } from '#present/reading-codes.js';
import { recordingIo } from '../helpers/io.js';

async function sysdrill(...argv: string[]) {
  const { io, out, err } = recordingIo(process.cwd());
  const code = await run(argv, io);
  return { code, out: out(), err: err() };
}

describe('sysdrill explain', () => {
  test('without a name lists every rule', async () => {
    const { code, out } = await sysdrill('explain');
    expect(code).toBe(0);
    for (const rule of RULES) expect(out).toContain(rule.id);
  });

  test('one rule: what, why, fix, what the fix costs, both examples, source', async () => {
    const rule = RULES.find((one) => one.id === 'delivery/no-dead-letter')!;
    const { code, out } = await sysdrill('explain', 'delivery/no-dead-letter');
    expect(code).toBe(0);
    for (const heading of ['Why', 'Fix', 'What the fix costs', 'A design that raises', 'A design that does not', 'Source'])
      expect(out).toContain(heading);
    expect(out).toContain(rule.good.trim().split('\n')[1]);
  });

  test('by a code, by a bare name, by a family; as JSON', async () => {
    expect((await sysdrill('explain', 'delivery/no-dead-letter:missing')).out).toContain('delivery/no-dead-letter');
    expect((await sysdrill('explain', 'no-dead-letter')).out).toContain('delivery/no-dead-letter');
    expect((await sysdrill('explain', 'delivery')).out).toContain('delivery/not-idempotent');
    const json = JSON.parse((await sysdrill('explain', 'spof', '--json')).out);
    expect(json.schema).toBe('sysdrill/rules@1');
    expect(json.rules.every((rule: { family: string }) => rule.family === 'spof')).toBe(true);
  });

  test('a code of the reader: what it is about and what to do', async () => {
    const { code, out } = await sysdrill('explain', 'yaml/alias');
    expect(code).toBe(0);
    expect(out).toBe(
      'yaml/alias (said when a design is read, before any rule runs)\n\nAn alias names an anchor that is not there.\n\nFix\n  Put &name at the part it should repeat.\n',
    );
    expect(JSON.parse((await sysdrill('explain', 'type/wrong', '--json')).out)).toMatchObject({
      code: 'type/wrong',
      what: expect.any(String),
    });
    expect((await sysdrill('explain', 'type/wrnog')).err).toContain('Did you mean type/wrong?');
  });

  test('every code of the reader is explained, and no other', () => {
    const source = (path: string): string[] =>
      readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(path, name), 'utf8'));
    const said = [...source('src/language'), readFileSync('src/store/read-text.ts', 'utf8')].flatMap((text) =>
      [...text.matchAll(/(?<!from )'([a-z]+\/[a-z-]+)'/g)].map(([, code]) => code!),
    );
    expect([...new Set(said)].sort()).toEqual(Object.keys(READING_CODES).sort());
  });

  test('rules of the project’s own, which its settings name, alone and in their family', async () => {
    const cwd = resolve('test/fixtures/own-rules');
    const asked = async (...argv: string[]) => {
      const { io, out, err } = recordingIo(cwd);
      const code = await run(['explain', ...argv], io);
      return { code, out: out(), err: err() };
    };
    expect((await asked('operation/say-how-deployed')).out).toContain('Our handbook, "Releases".');
    expect((await asked('say-how-deployed:unsaid')).code).toBe(0);
    expect((await asked('operation')).out).toMatch(/operation\/unwatched[\s\S]*operation\/say-how-deployed/);
    expect((await asked()).out).toContain('operation/say-how-deployed');
    expect(await asked('spof/one-zone', '--config', 'nowhere.yaml')).toMatchObject({ code: 0, err: '' });
    expect(await asked('nothing-like-it', '--config', 'nowhere.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There are no settings'),
    });
  });

  test('an unknown name suggests the nearest', async () => {
    const { code, err } = await sysdrill('explain', 'delivery/no-ded-letter');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean delivery/no-dead-letter?');
  });
});

test('sysdrill schema prints a JSON Schema', async () => {
  const { code, out } = await sysdrill('schema');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    $schema: expect.stringContaining('json-schema.org'),
    type: 'object',
    properties: { components: {}, flows: {} },
  });
});

test('without a terminal `start` grades and simulates an example', async () => {
  const { code, out } = await sysdrill('start');
  expect(code).toBe(0);
  expect(out).toMatch(/of 100/);
  expect(out).toMatch(/Bottleneck/);
});

test('without a terminal the bare program prints help and opens nothing', async () => {
  const { out, err } = await sysdrill();
  expect(out + err).toMatch(/Usage: sysdrill|sysdrill practice/);
});

test('--version is the version of the package', async () => {
  expect((await sysdrill('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('sysdrill estimate', () => {
  test.each([
    ['100M user * 0.1 link/user/day', '116 /s  (link)\n'],
    ['10M/day * 500 B * 5 year', '9.13 TB\n'],
    ['80..120 ms * 2', '160 ms..240 ms\n'],
    ['$0.09/GB * 9 TB', '810 USD\n'],
  ])('%s', async (sum, printed) => {
    expect(await sysdrill('estimate', sum)).toEqual({ code: 0, out: printed, err: '' });
  });

  test('a claim is held against the sum', async () => {
    expect(await sysdrill('estimate', '10M/day = 116 /s')).toMatchObject({ code: 0, out: '116 /s\nThe claim 116 /s is near enough.\n' });
    expect(await sysdrill('estimate', '10M/day = 10k /s')).toMatchObject({
      code: 1,
      out: '116 /s\nThe claim 10k /s is 86.4 times that.\n',
    });
  });

  test('what is wrong is shown in the sum', async () => {
    const { code, err } = await sysdrill('estimate', '3 GB + 4 s');
    expect(code).toBe(2);
    expect(err).toContain('This adds a time to a size in bytes');
    expect(err).toContain('     1 | 3 GB + 4 s\n       | ^^^^^^^^^^');
  });
});

test('with --json, wrong usage is JSON too', async () => {
  const { code, out } = await sysdrill('check', '--json', '--bogus', 'x');
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({ schema: 'sysdrill/error@1', error: { message: expect.stringContaining('--bogus') } });
});
