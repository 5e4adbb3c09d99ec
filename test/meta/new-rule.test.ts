import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A copy of what the scaffold and the checks read. */
const folder = mkdtempSync(join(tmpdir(), 'sysdrill-scaffold-'));
const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
const newRule = (...args: string[]) => node('scripts/new-rule.mjs', ...args);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

beforeAll(() => {
  for (const name of ['src', 'scripts', 'package.json', 'tsconfig.json', 'biome.json'])
    cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run new:rule', () => {
  test('writes a rule, its test and its place in the index, which lint and type-check as they are', { timeout: 60_000 }, () => {
    expect(newRule('resilience/kept-waiting')).toMatchObject({ status: 0, stderr: '' });
    const files = [
      'src/analyze/rules/resilience/kept-waiting.ts',
      'test/analyze/rules/resilience/kept-waiting.test.ts',
      'src/analyze/rules/index.ts',
    ];
    const lint = node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...files);
    expect(lint.stdout + lint.stderr).not.toMatch(/━━/);
    expect(lint.status).toBe(0);
    writeFileSync(join(folder, 'tsconfig.one.json'), JSON.stringify({ extends: './tsconfig.json', include: [], files: files.slice(0, 2) }));
    const types = node('node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.one.json');
    expect(types.stdout.split('\n').filter((line) => /kept-waiting|rules\/index/.test(line))).toEqual([]);
    expect(read('src/analyze/rules/index.ts').match(/keptWaiting/g)).toHaveLength(2);
  });

  test('what it writes runs, and is silent until its author has said something', () => {
    writeFileSync(
      join(folder, 'try.ts'),
      `import { RULES } from '#analyze/rules/index.js';
import { judgeText } from '#evaluate/fix/verify-fix.js';
const rule = RULES.find(({ id }) => id === 'resilience/kept-waiting')!;
const said = (text: string) => judgeText(text)!.rules.findings.filter(({ rule: id }) => id === rule.id).length;
console.log(JSON.stringify({ good: said(rule.good), bad: said(rule.bad.design), expected: rule.bad.codes, left: JSON.stringify(rule).split('FILL IN').length - 1 }));
`,
    );
    const { stdout, stderr } = node('scripts/run.mjs', 'try.ts');
    expect({ stdout: JSON.parse(stdout || 'null'), stderr }).toEqual({
      stdout: { good: 0, bad: 0, expected: ['resilience/kept-waiting:found'], left: 7 },
      stderr: '',
    });
  });

  test('changes nothing but its own lines of the index', () => {
    const own = /keptWaiting/;
    const rest = (text: string): string[] => text.split('\n').filter((line) => !own.test(line));
    expect(rest(read('src/analyze/rules/index.ts'))).toEqual(readFileSync('src/analyze/rules/index.ts', 'utf8').split('\n'));
  });

  test.each<[string, string, RegExp]>([
    ['no family', 'kept-waiting', /write npm run new:rule -- family\/name/],
    ['an unknown family', 'patience/kept-waiting', /there is no family "patience"; there are spof/],
    ['a path', '../../evil/x', /family\/name/],
    ['one that is there', 'spof/one-zone', /is there already/],
  ])('%s is a sentence', (_what, id, sentence) => {
    const { status, stderr } = newRule(id);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(sentence) });
  });

  test('a name that another rule has in code gets its family in front', () => {
    newRule('cost/one-zone');
    expect(read('src/analyze/rules/cost/one-zone.ts')).toContain('export const costOneZone');
    expect(existsSync(join(folder, 'test/analyze/rules/cost/one-zone.test.ts'))).toBe(true);
  });
});
