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

  const texts = "what: 'w', why: 'y', fix: 'f', tradeOff: 't', source: 's', good: '', bad: { design: '', codes: [] }";
  const hand = (more: string): string =>
    `export default { id: 'operation/ours', family: 'operation', severity: 'info', ${texts}, codes: ['operation/ours:a'], run: () => ({ findings: [], notChecked: [] }), ...${more} };\n`;

  test.each<[string, string, RegExp]>([
    ['no id', '{ id: 3 }', /The export of the module .* has no `id` of the form family\/name/],
    [
      'a family that there is not',
      "{ id: 'ours/one', family: 'ours' }",
      /The rule ours\/one of the module .* is in no family of rules: "ours"; there are spof, /,
    ],
    ['another family', "{ family: 'spof' }", /has the family "spof", and an id of the family "operation"/],
    ['a severity that there is not', "{ severity: 'fatal' }", /has no `severity`; there are error, warning, info/],
    ['no reason', "{ why: ' ' }", /does not say its `why`/],
    ['no example', '{ bad: {} }', /has no `bad` example with a design and its codes/],
    ['codes of another rule', "{ codes: ['spof/one-zone:part'] }", /has the code "spof\/one-zone:part", which does not start with its id/],
    ['no check', '{ run: 1 }', /has no check/],
  ])('a rule made by hand is held to the same: %s', async (what, more, sentence) => {
    await expect(loadRules([file(`hand-${what.replaceAll(' ', '-')}.mjs`, hand(more))])).rejects.toThrow(sentence);
  });

  test.each<[string, string, string]>([
    [
      'a finding without a place',
      "({ findings: [{ code: 'operation/ours:a', rule: 'operation/ours' }], notChecked: [] })",
      'its report "operation/ours:a" has no place',
    ],
    [
      'a code that it does not have',
      "({ findings: [{ code: 'spof/one-zone:part' }], notChecked: [] })",
      'its report "spof/one-zone:part" is none of its messages',
    ],
    ['nothing', 'undefined', 'its run answers with no { findings, notChecked }'],
    [
      'what it cannot judge, without a reason',
      "({ findings: [], notChecked: [{ rule: 'operation/ours', subject: ['a'] }] })",
      'its report "not checked" has a reason that is no text',
    ],
  ])('and so is what it reports: %s', async (what, answer, sentence) => {
    file(`says-${what.replaceAll(' ', '-').replaceAll(',', '')}.mjs`, hand(`{ run: () => ${answer} }`));
    const config = file('says.yaml', `rules: [ ./says-${what.replaceAll(' ', '-').replaceAll(',', '')}.mjs ]\n`);
    const { code, out } = await check([file('shop.yaml', FAULTY), '--config', config]);
    expect([code, out.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(sentence)]);
    expect(out.replace(/\s+/g, ' ')).toContain('It is a rule of this project’s own; the other rules ran.');
    expect(out).toContain('network/no-limit:open');
  });

  test('one that throws is told with its line', async () => {
    const module = file('throws.mjs', '\n\nthrow new Error("boom");\n');
    await expect(loadRules([module])).rejects.toThrow(`The rule module ${module}:3:7 cannot be loaded: boom`);
  });

  test('two rules of one name are told', async () => {
    const twice = (name: string): string => file(name, hand('{}'));
    await expect(loadRules([twice('one.mjs'), twice('two.mjs')])).rejects.toThrow('two rules called operation/ours: both are yours');
    const ours = hand("{ id: 'spof/one-zone', family: 'spof', codes: ['spof/one-zone:a'] }");
    await expect(loadRules([file('three.mjs', ours)])).rejects.toThrow('two rules called spof/one-zone: it is one of the program');
  });
});
