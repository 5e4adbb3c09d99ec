import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PROGRAM, Terminal } from '../helpers/terminal.js';

const folders: string[] = [];
const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true });
});

const FIXTURES = resolve('test/fixtures/own-rules');
const DESIGN = readFileSync('problems/url-shortener/designs/strong.yaml', 'utf8');

/** A project with rules of its own, in which this package is installed. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sysdrill-project-'));
  folders.push(folder);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(process.cwd(), join(folder, 'node_modules', 'sysdrill'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const name of ['say-how-deployed.ts', 'say-how-deployed.check.ts', 'broken.ts', 'sysdrill.config.yaml'])
    cpSync(join(FIXTURES, name), join(folder, name));
  writeFileSync(join(folder, 'design.yaml'), DESIGN.replace(', deploy: rolling', ''));
  return folder;
}

const sysdrill = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, [PROGRAM, ...args], { cwd, encoding: 'utf8', env: { ...process.env, SYSDRILL_CONFIG: undefined } });

describe('rules of a project’s own', () => {
  test('run because the settings name them, with their fixes, severities and suppressions', () => {
    const cwd = project();
    const { status, stdout } = sysdrill(cwd, 'check', 'design.yaml', '--json');
    const own = JSON.parse(stdout).files[0].findings.filter(({ rule }: { rule: string }) => rule === 'operation/say-how-deployed');
    expect(own).toMatchObject([
      { code: 'operation/say-how-deployed:unsaid', severity: 'error', subject: ['api'], fix: { title: 'Deploy "api" as a canary' } },
    ]);
    expect(status).toBe(1);
    expect(sysdrill(cwd, 'check', 'design.yaml', '--fix').status).toBe(0);
    expect(readFileSync(join(cwd, 'design.yaml'), 'utf8')).toBe(
      DESIGN.replace(', deploy: rolling, shed: 400', ', shed: 400, deploy: canary'),
    );
  });

  test('are tested with the public tester, in plain Node', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['say-how-deployed.check.ts'], { cwd: project(), encoding: 'utf8' });
    expect({ status, stdout, stderr }).toMatchObject({ status: 0, stdout: 'say-how-deployed holds\n' });
  });

  test('one that throws is told by its name, and the others still run', () => {
    const cwd = project();
    writeFileSync(join(cwd, 'sysdrill.config.yaml'), 'rules: [ ./broken.ts, ./say-how-deployed.ts ]\n');
    const { status, stdout } = sysdrill(cwd, 'check', 'design.yaml');
    expect(stdout).toContain('operation/broken');
    expect(stdout).toContain('a mistake of the project. It is a rule of this project’s own');
    expect(stdout).toContain('operation/say-how-deployed:unsaid');
    expect(status).toBe(2);
  });

  test.each<[string, string, string]>([
    ['throws', '\n\nthrow new Error("boom");\n', ':3:7 cannot be loaded: boom'],
    ['does not parse', 'export default 1;\nconst a: = ;\n', ':2 cannot be loaded: '],
    ['asks for what is not there', 'import { nope } from "node:fs";\nexport default nope;\n', ':1 cannot be loaded: The requested module'],
  ])('a module that %s is told with its line', (_what, text, sentence) => {
    const cwd = project();
    for (const name of ['bad.ts', 'bad.mjs']) {
      writeFileSync(join(cwd, name), text);
      writeFileSync(join(cwd, 'sysdrill.config.yaml'), `rules: [ ./${name} ]\n`);
      const { status, stderr } = sysdrill(cwd, 'check', 'design.yaml');
      expect([status, stderr]).toEqual([2, expect.stringContaining(`bad.${name.slice(4)}${sentence}`)]);
    }
  });

  test('are never run where nobody named them, nor in grade', () => {
    const cwd = project();
    writeFileSync(join(cwd, 'say-how-deployed.ts'), "process.stdout.write('RAN');\n");
    const grade = sysdrill(cwd, 'grade', 'design.yaml');
    expect(grade.stdout + grade.stderr).not.toContain('RAN');
    rmSync(join(cwd, 'sysdrill.config.yaml'));
    const check = sysdrill(cwd, 'check', 'design.yaml');
    expect(check.stdout + check.stderr).not.toContain('RAN');
  });
});

describe('--watch', () => {
  test('reads settings, rule modules and the baseline again when they change; a mistake in them ends nothing', {
    timeout: 60_000,
  }, async () => {
    const cwd = project();
    const config = join(cwd, 'sysdrill.config.yaml');
    const before = readFileSync(config, 'utf8');
    const terminal = new Terminal({ args: ['check', 'design.yaml', '--watch'], cwd, rows: 60, columns: 120 });
    open.push(terminal);
    await terminal.waitFor('Ctrl-C ends it');
    writeFileSync(config, 'severity: { spof/nothing-like-it: info }\n');
    await terminal.waitFor('The settings from before go on holding');
    writeFileSync(config, "severity: { operation/say-how-deployed: 'off' }\nrules: [ ./say-how-deployed.ts ]\n");
    await terminal.waitFor('- operation/say-how-deployed:unsaid on api');
    writeFileSync(config, before);
    await terminal.waitFor('+ operation/say-how-deployed:unsaid on api');
    const module = join(cwd, 'say-how-deployed.ts');
    writeFileSync(module, readFileSync(module, 'utf8').replaceAll('say-how-deployed', 'say-it'));
    writeFileSync(config, before.replaceAll('operation/say-how-deployed', 'operation/say-it'));
    await terminal.waitFor('+ operation/say-it:unsaid on api');
    terminal.press('ctrl+c');
    expect((await terminal.exited).exitCode).toBe(130);
  });

  test.each([[[]], [['--poll']]])(
    'checks again on a save, by an editor that replaces the file too; Ctrl-C ends it with 130 %j',
    { timeout: 60_000 },
    async (more) => {
      const cwd = project();
      rmSync(join(cwd, 'sysdrill.config.yaml'));
      const file = join(cwd, 'design.yaml');
      const terminal = new Terminal({ args: ['check', 'design.yaml', '--watch', ...more], cwd, rows: 60, columns: 120 });
      open.push(terminal);
      await terminal.waitFor('Ctrl-C ends it');
      writeFileSync(file, DESIGN.replace(', limit: 100k/s', ''));
      await terminal.waitFor('+ network/no-limit:open on edge');
      writeFileSync(`${file}.new`, DESIGN.replace('dead-letter: true, ', ''));
      renameSync(`${file}.new`, file);
      await terminal.waitFor('- network/no-limit:open on edge');
      await terminal.waitFor('+ delivery/no-dead-letter:missing on clicks');
      writeFileSync(file, 'sysdrill: [');
      await terminal.waitFor('design.yaml does not read');
      terminal.press('ctrl+c');
      expect((await terminal.exited).exitCode).toBe(130);
    },
  );
});
