import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readConfig } from '#catalog/config.js';
import { checkFolder, FAULTY } from './run-check.js';

const { folder, file, check } = checkFolder();
const design = (): string => file('shop.yaml', FAULTY);
const CONFIG = join(folder, 'sysdrill.config.yaml');
afterEach(() => rmSync(CONFIG, { force: true }));

type Found = { code: string; severity: string; subject: string[] };
async function found(...argv: string[]): Promise<string[]> {
  const { out } = await check([design(), '--json', ...argv]);
  return JSON.parse(out).files[0].findings.map(({ code, severity }: Found) => `${severity} ${code}`);
}

test('what the page on settings shows is what they may hold', () => {
  const page = readFileSync('docs/configuration.md', 'utf8');
  const { value, diagnostics } = readConfig(/```yaml\n([\s\S]*?)```/.exec(page)![1]!);
  expect(diagnostics).toEqual([]);
  expect(Object.keys(value ?? {}).sort()).toEqual(['baseline', 'format', 'ignore', 'max-severity', 'on', 'rules', 'severity']);
});

test('what the page on rules of one’s own shows is what the tests run', () => {
  const page = readFileSync('docs/own-rules.md', 'utf8');
  const shown = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!).find((code) => code.includes('ruleTester('))!;
  const run = readFileSync('test/fixtures/own-rules/say-how-deployed.check.ts', 'utf8');
  expect(run.replace(/^\/\/ @ts-expect-error.*\n/m, '')).toContain(shown.trim());
});

describe('the settings of a project', () => {
  test('set severities by rule, family and element, the nearest winning', async () => {
    expect(await found()).toEqual(
      expect.arrayContaining([
        'warning network/no-limit:open',
        'warning delivery/no-dead-letter:missing',
        'error durability/lost-writes:asyncFollowers',
      ]),
    );
    file(
      'sysdrill.config.yaml',
      `# ours
severity: { network/no-limit: error, delivery/*: 'off', delivery/no-dead-letter: info }
on:
  db: { durability/*: warning }
  api: { network/no-limit: 'off' }
`,
    );
    const now = await found();
    expect(now).toEqual(expect.arrayContaining(['info delivery/no-dead-letter:missing', 'warning durability/lost-writes:asyncFollowers']));
    expect(now.filter((each) => each.includes('no-limit'))).toEqual([]);
  });

  test('suppress with a reason; one that meets nothing is told on standard error', async () => {
    file(
      'sysdrill.config.yaml',
      `ignore:
  - { rule: delivery/no-dead-letter, on: jobs, because: the queue of another team }
  - { rule: spof/*, on: nowhere, because: we will see }
`,
    );
    const { out, err } = await check([design(), '--json']);
    expect(JSON.parse(out).files[0].suppressed).toMatchObject([
      { code: 'delivery/no-dead-letter:missing', because: 'the queue of another team' },
    ]);
    expect(err).toBe('sysdrill: the suppression of spof/* on nowhere in the configuration met nothing\n');
  });

  test('flags win over the environment, the environment over the file', async () => {
    file('sysdrill.config.yaml', 'format: json\nmax-severity: error\n');
    const path = design();
    const printed = async (argv: string[], env = {}) => JSON.parse((await check([path, '--print-config', ...argv], env)).out).settings;
    expect(await printed([])).toMatchObject({ format: 'json', 'max-severity': 'error' });
    expect(await printed([], { SYSDRILL_FORMAT: 'sarif' })).toMatchObject({ format: 'sarif', 'max-severity': 'error' });
    expect(await printed(['--format', 'pretty', '--max-severity', 'none'], { SYSDRILL_FORMAT: 'sarif' })).toMatchObject({
      format: 'pretty',
      'max-severity': 'none',
    });
    expect((await check([path])).code).toBe(0);
    expect((await check([path, '--max-severity', 'warning'])).code).toBe(1);
  });

  test('come from the working directory or --config, never from beside a design', async () => {
    mkdirSync(join(folder, 'submitted'));
    writeFileSync(join(folder, 'submitted', 'sysdrill.config.yaml'), "severity: { durability/*: 'off' }\nrules: [./evil.js]\n");
    writeFileSync(join(folder, 'submitted', 'evil.js'), 'throw new Error("ran");\n');
    const path = join(folder, 'submitted', 'shop.yaml');
    writeFileSync(path, FAULTY);
    const { code, out } = await check([path, '--json']);
    expect(code).toBe(1);
    expect(out).toContain('durability/lost-writes:asyncFollowers');
    const named = await check([path, '--config', join(folder, 'submitted', 'sysdrill.config.yaml')]);
    expect(named).toMatchObject({ code: 2, err: expect.stringContaining('ran') });
  });

  test.each<[string, string, RegExp]>([
    ['an unknown key', 'severty: {}\n', /sysdrill\.config\.yaml:1:\d+: severty: "severty" means nothing here/],
    ['an unknown severity', 'severity:\n  spof/one-zone: fatal\n', /:2:18: severity\.spof\/one-zone: expected error, warning, info or off/],
    ['an unknown rule', 'severity: { spof/one-zones: info }\n', /names no rule of ours: spof\/one-zones/],
    ['a reason that is missing', 'ignore: [ { rule: spof/one-zone, because: "" } ]\n', /a reason is required/],
    ['no YAML', 'severity: [\n', /does not read/],
    ['a rule that is no path', 'rules: [ some-package ]\n', /expected a path to a module/],
  ])('%s is a sentence with its place', async (_what, text, sentence) => {
    file('sysdrill.config.yaml', text);
    const { code, err, out } = await check([design()]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
  });

  test('a file that was named and is not there is an error; an empty one sets nothing', async () => {
    expect((await check([design(), '--config', 'nowhere.yaml'])).code).toBe(2);
    file('sysdrill.config.yaml', '# nothing yet\n');
    expect((await check([design()])).code).toBe(1);
  });
});
