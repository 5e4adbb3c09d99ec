import { describe, expect, test } from 'vitest';
import { loadRules } from '#cli/check/own-rules.js';
import { UsageError } from '#cli/io.js';
import { checkFolder, FAULTY } from './run-check.js';

const { file, check } = checkFolder();

describe('the modules of rules of a project’s own', () => {
  test('one that never settles is named after a bounded wait', async () => {
    const module = file('forever.mjs', 'await new Promise(() => {});\n');
    const error = await loadRules([module], 20).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(`The rule module ${module} cannot be loaded: it is not done after 0.02 s`);
  });

  test('what one throws reaches the terminal as text', async () => {
    const module = file('red.mjs', 'throw new Error("\\u001b[31mred");\n');
    await expect(loadRules([module])).rejects.toThrow('cannot be loaded: ·[31mred');
  });

  test('--print-config runs none, and does not judge severities of rules it has not seen', async () => {
    file('evil.mjs', 'throw new Error("ran");\n');
    const config = file('evil.yaml', 'rules: [ ./evil.mjs ]\nseverity: { operation/ours: error }\n');
    const { code, out } = await check(['--config', config, '--print-config']);
    expect({ code, settings: JSON.parse(out).settings }).toMatchObject({
      code: 0,
      settings: { rules: ['./evil.mjs'], severity: { 'operation/ours': 'error' } },
    });
    expect(await check([file('shop.yaml', FAULTY), '--config', config])).toMatchObject({ code: 2, err: expect.stringContaining('ran') });
    const slip = file('slip.yaml', 'severity: { operation/ours: error }\n');
    expect((await check(['--config', slip, '--print-config'])).code).toBe(2);
  });
});
