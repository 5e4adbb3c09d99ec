import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
    expect(err).toEqual(
      expect.stringMatching(/^sysdrill: .*sysdrill\.config\.yaml:3:5: the suppression of spof\/\* on nowhere met nothing\n$/),
    );
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
    [
      'an unknown rule',
      'severity: { spof/one-zones: info }\n',
      /sysdrill\.config\.yaml:1:13: severity\.spof\/one-zones: there is no rule "spof\/one-zones"; did you mean "spof\/one-zone"\?/,
    ],
    ['an unknown family', '\nseverity: { spofs/*: info }\n', /:2:13: .*there is no family "spofs"; did you mean "spof\/\*"\?/],
    [
      'an unknown rule for an element',
      'on:\n  api: { spof/nothing-like-it: info }\n',
      /:2:10: on\.api\.spof\/nothing-like-it: there is no rule/,
    ],
    ['an unknown rule to ignore', 'ignore:\n  - { rule: spof/one-zones, because: why }\n', /:2:13: ignore\.0\.rule: there is no rule/],
    [
      'something that is no rule',
      'severity: { spof: info }\n',
      /:1:13: severity\.spof: expected a rule \(spof\/one-zone\) or a family \(spof\/\*\)/,
    ],
    ['an unknown format', 'format: yaml\n', /:1:9: format: expected one of pretty, json, sarif, github, gitlab, junit, markdown/],
    ['a text where a list belongs', 'rules: ./mine.js\n', /:1:8: rules: expected a list, not a text/],
    ['a flag where a text belongs', 'baseline: true\n', /:1:11: baseline: expected a text, not true/],
    ['what is missing', 'ignore: [ { rule: spof/one-zone } ]\n', /:1:11: ignore\.0: "because" is missing/],
    ['a list where a map belongs', 'severity: [ spof/one-zone ]\n', /:1:1: severity: expected a map, not a list/],
    ['a list as a whole', '- spof/one-zone\n', /:1:1: expected a map, not a list/],
    ['a reason that is missing', 'ignore: [ { rule: spof/one-zone, because: "" } ]\n', /a reason is required/],
    ['no YAML', 'severity: [\n', /do not read/],
    ['a rule that is no path', 'rules: [ some-package ]\n', /expected a path to a module/],
  ])('%s is a sentence with its place', async (_what, text, sentence) => {
    file('sysdrill.config.yaml', text);
    const { code, err, out } = await check([design()]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/Invalid|received|undefined/);
  });

  test('a name of the environment is told as that, and a flag as that', async () => {
    const path = design();
    const said = async (argv: string[], env = {}) => (await check([path, ...argv], env)).err;
    expect(await said([], { SYSDRILL_MAX_SEVERITY: 'fatal' })).toBe(
      'sysdrill: SYSDRILL_MAX_SEVERITY is one of none, info, warning, error, not "fatal".\n',
    );
    expect(await said(['--max-severity', 'fatal'])).toMatch(/^sysdrill: --max-severity is one of/);
    expect(await said([], { SYSDRILL_FORMAT: 'yaml' })).toMatch(/^sysdrill: SYSDRILL_FORMAT is one of pretty, json/);
    expect(await said(['--format', 'yaml'])).toMatch(/^sysdrill: check has no format "yaml"/);
    expect(await said([], { SYSDRILL_CONFIG: 'nowhere.yaml' })).toMatch(
      /^sysdrill: There are no settings .*nowhere\.yaml\.\nSYSDRILL_CONFIG names them: correct it, or unset it\.\n$/,
    );
    expect(await said(['--config', 'nowhere.yaml'])).toMatch(
      /\nCheck the name after --config; docs\/configuration\.md says what they hold\.\n$/,
    );
  });

  test('a link to settings that are not there is an error, and no settings', async () => {
    symlinkSync(join(folder, 'gone.yaml'), CONFIG);
    const { code, err } = await check([design()]);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/sysdrill\.config\.yaml is a link to a file that is not there\.\nRepair the link, or remove it\.\n$/),
    ]);
  });

  test('an element that is in no design is told with its place', async () => {
    file('sysdrill.config.yaml', "on:\n  api: { network/no-limit: 'off' }\n  legcy: { spof/*: info }\n");
    const { err } = await check([design(), '--json']);
    expect(err).toMatch(
      /^sysdrill: .*sysdrill\.config\.yaml:3:3: on\.legcy: none of these designs has a part, flow, data item or requirement "legcy"\n$/,
    );
  });

  test('a file that was named and is not there is an error; an empty one sets nothing', async () => {
    expect((await check([design(), '--config', 'nowhere.yaml'])).code).toBe(2);
    file('sysdrill.config.yaml', '# nothing yet\n');
    expect((await check([design()])).code).toBe(1);
  });
});
