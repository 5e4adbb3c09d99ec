import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PROGRAM } from '../helpers/terminal.js';

const folders: string[] = [];
afterEach(() => {
  for (const one of folders.splice(0)) rmSync(one, { recursive: true });
});

const DESIGN = readFileSync('problems/url-shortener/designs/strong.yaml', 'utf8').replace(', deploy: rolling', '');
const WORKING = readFileSync('test/fixtures/own-rules/say-how-deployed.ts', 'utf8');

/** Runs `check` in a folder where this package is not installed, with a module of rules beside one that works. */
function checkWith(module: string, ...args: string[]) {
  const cwd = mkdtempSync(join(tmpdir(), 'sysdrill-apart-'));
  folders.push(cwd);
  writeFileSync(join(cwd, 'design.yaml'), DESIGN);
  writeFileSync(join(cwd, 'own.mjs'), module);
  writeFileSync(join(cwd, 'say-how-deployed.mts'), WORKING);
  writeFileSync(join(cwd, 'sysdrill.config.yaml'), 'rules: [ ./own.mjs, ./say-how-deployed.mts ]\n');
  const env = { ...process.env, SYSDRILL_CONFIG: undefined };
  return spawnSync(process.execPath, [PROGRAM, 'check', 'design.yaml', ...args], { cwd, encoding: 'utf8', env });
}

const ruleWith = (check: string): string => `
import { ruleTester } from 'sysdrill/rule-tester';
import { defineRule } from 'sysdrill/rules';
if (typeof ruleTester !== 'function') throw new Error('no tester');
export default defineRule({
  id: 'operation/own', severity: 'info', what: 'W.', why: 'Y.', fix: 'F.', tradeOff: 'T.', source: 'S.',
  good: '', bad: { design: '', codes: [] }, messages: { one: () => 'One.' },
  check: ${check},
});
`;

describe('rules of a project that has not installed the program', () => {
  test('find it under its name, the running one', () => {
    const { status, stdout, stderr } = checkWith(
      ruleWith(
        `({ model }, report) => report('one', { at: model.components.get('api').origin, subject: ['api'], data: {}, evidence: {} })`,
      ),
      '--max-severity',
      'none',
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('operation/own:one');
    expect(stdout).toContain('operation/say-how-deployed:unsaid');
  });

  test.each([
    ['async () => { throw new Error("lost"); }', 'its check must not be async'],
    [`({ model }) => { model.components.get('api').replicas = 99; }`, 'read only'],
    [`(_, report) => report('one', { subject: ['api'], data: {}, evidence: {} })`, 'has no place'],
  ])('a mistake is told by the name of its rule, the others run: %s', (check, sentence) => {
    const { status, stdout, stderr } = checkWith(ruleWith(check));
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(stdout).toContain('the rule operation/own failed: ');
    expect(stdout.replace(/\s+/g, ' ')).toContain(sentence);
    expect(stdout).toContain('operation/say-how-deployed:unsaid');
  });

  test('what a rule throws moves no cursor in annotations', () => {
    const { status, stdout } = checkWith(ruleWith('() => { throw new Error("\\u001b[2Jgone"); }'), '--format', 'github');
    expect(stdout).toContain('The rule operation/own failed: ·[2Jgone');
    expect(stdout).not.toContain('\u001b');
    expect(status).toBe(2);
  });

  test('a module that leaves something running does not keep the program', () => {
    const { status, signal } = checkWith(`${ruleWith('() => {}')}setInterval(() => {}, 1000);\n`, '--max-severity', 'none');
    expect({ status, signal }).toEqual({ status: 1, signal: null });
  });
});
