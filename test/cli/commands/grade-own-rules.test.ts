import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '#cli/main.js';
import { recordingIo } from '../../helpers/io.js';

const folder = mkdtempSync(join(tmpdir(), 'sysdrill-grade-'));
afterAll(() => rmSync(folder, { recursive: true }));
const DESIGN = readFileSync('problems/url-shortener/designs/strong.yaml', 'utf8');
mkdirSync(join(folder, 'submitted'));
writeFileSync(join(folder, 'submitted', 'a.yaml'), DESIGN.replace(', deploy: rolling', ''));
writeFileSync(join(folder, 'submitted', 'b.yaml'), DESIGN);
// What a submission brings is never read.
writeFileSync(join(folder, 'submitted', 'sysdrill.config.yaml'), 'rules: [ ./evil.mjs ]\n');
writeFileSync(join(folder, 'submitted', 'evil.mjs'), 'throw new Error("ran");\n');
cpSync(resolve('test/fixtures/own-rules/say-how-deployed.ts'), join(folder, 'say.ts'));
const CONFIG = join(folder, 'sysdrill.config.yaml');

async function grade(...argv: string[]) {
  const { io, out, err } = recordingIo(folder);
  const code = await run(['grade', ...argv], io);
  return { code, out: out(), err: err() };
}
const results = async (...argv: string[]) => JSON.parse((await grade('submitted', '--json', ...argv)).out).results;

describe('rules of the grader’s own', () => {
  test('are not run without --trust-code, which is said; those of a submission never', async () => {
    expect((await grade('submitted')).err).toBe('');
    writeFileSync(CONFIG, 'rules: [ ./say.ts ]\n');
    const { code, out, err } = await grade('submitted');
    expect([code, err]).toEqual([
      0,
      'sysdrill: the settings name a rule module; grade runs them with --trust-code only. Scores are the same with and without.\n',
    ]);
    expect(out).not.toContain('your own');
    const trusted = await grade('submitted', '--trust-code', '--config', join(folder, 'submitted', 'sysdrill.config.yaml'));
    // Named on purpose it is the grader's own.
    expect([trusted.code, trusted.err]).toEqual([2, expect.stringContaining('ran')]);
  });

  test('stand beside the score and never change it', async () => {
    writeFileSync(CONFIG, 'rules: [ ./say.ts ]\n');
    const [without, trusted] = [await results(), await results('--trust-code')];
    expect(trusted.map(({ own, ...rest }: { own: unknown }) => rest)).toEqual(without);
    expect(trusted.map(({ own }: { own: unknown }) => own)).toEqual([
      {
        failed: [],
        findings: [expect.objectContaining({ code: 'operation/say-how-deployed:unsaid', severity: 'warning', subject: ['api'] })],
      },
      { failed: [], findings: [] },
    ]);
    expect((await grade('submitted', '--trust-code')).out).toMatch(/submitted\/a\.yaml .*1 of your own rules\n/);
    expect((await grade('submitted/a.yaml', '--trust-code')).out).toContain(
      'Rules of your own, beside the score:\n  warning operation/say-how-deployed:unsaid (line',
    );
    expect((await grade('submitted', '--trust-code', '--format', 'markdown')).out).toContain('- warning operation/say-how-deployed:unsaid');
  });

  test('one that fails is told, and the scores stand', async () => {
    const broken = readFileSync(join(folder, 'say.ts'), 'utf8').replace(
      /check\(.*\{\n/,
      "check({ model }, report) {\n    throw new Error('a mistake');\n",
    );
    writeFileSync(join(folder, 'broken.ts'), broken);
    writeFileSync(CONFIG, 'rules: [ ./broken.ts ]\n');
    const { code, out } = await grade('submitted/b.yaml', '--trust-code');
    expect([code, out]).toEqual([2, expect.stringContaining('the rule operation/say-how-deployed failed: a mistake')]);
    expect(out).toMatch(/ of 100/);
  });
});

test('--json and another format contradict each other', async () => {
  expect(await grade('submitted', '--json', '--format', 'markdown')).toMatchObject({
    code: 2,
    out: expect.stringContaining('Give one of the two.'),
  });
});
