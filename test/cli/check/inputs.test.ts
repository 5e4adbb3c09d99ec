import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFolder, FAULTY } from './run-check.js';

const { folder, file, check } = checkFolder();
mkdirSync(join(folder, '.git'));
mkdirSync(join(folder, 'designs', 'team'), { recursive: true });
writeFileSync(join(folder, 'designs', 'shop.yaml'), FAULTY);
writeFileSync(join(folder, 'designs', 'team', 'other.yml'), FAULTY);
const named = async (...argv: string[]): Promise<string[]> =>
  JSON.parse((await check([...argv, '--json'])).out).files.map((each: { file: string }) => each.file);

describe('what is checked', () => {
  test('a file that is named twice, by another way or by its folder as well, is checked once', async () => {
    expect(await named('designs/shop.yaml', './designs/shop.yaml', join(folder, 'designs/shop.yaml'))).toEqual(['designs/shop.yaml']);
    expect(await named('designs/team/../shop.yaml', 'designs')).toEqual(['designs/team/../shop.yaml', 'designs/team/other.yml']);
  });

  test('a folder is every design below it; the settings are none', async () => {
    file('sysdrill.config.yaml', '# ours\n');
    expect(await named('designs/')).toEqual(['designs/shop.yaml', 'designs/team/other.yml']);
    expect(await named('.')).toEqual(['./designs/shop.yaml', './designs/team/other.yml']);
  });

  test('a folder without any is a mistake of usage', async () => {
    mkdirSync(join(folder, 'none'));
    expect(await check(['none'])).toEqual({
      code: 2,
      out: '',
      err: 'sysdrill: There is no .yaml file in none.\nName a design file, or a folder that holds some.\n',
    });
  });

  test('a file that is not there is told by the name it was given', async () => {
    const { code, out } = await check(['designs/nowhere.yaml', 'designs/shop.yaml']);
    expect(code).toBe(2);
    expect(out).toContain('There is no file designs/nowhere.yaml\n');
  });
});

describe('formats that other programs place in a repository', () => {
  const path = async (format: string, name: string): Promise<string> => {
    const { out } = await check([name, '--format', format]);
    if (format === 'gitlab') return JSON.parse(out)[0].location.path;
    if (format === 'sarif') return JSON.parse(out).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
    return /^::\w+ file=([^,]+),/.exec(out)![1]!;
  };

  test.each(['gitlab', 'sarif', 'github'])('%s names files as the repository does, however they were named', async (format) => {
    expect(await path(format, join(folder, 'designs', 'shop.yaml'))).toBe('designs/shop.yaml');
    expect(await path(format, './designs/shop.yaml')).toBe('designs/shop.yaml');
  });

  test('and gives the same fingerprints', async () => {
    const prints = async (name: string): Promise<string[]> =>
      JSON.parse((await check([name, '--format', 'gitlab'])).out).map((each: { fingerprint: string }) => each.fingerprint);
    expect(await prints(join(folder, 'designs', 'shop.yaml'))).toEqual(await prints('designs/shop.yaml'));
  });
});

test('--json and another format contradict each other: nothing is judged', async () => {
  expect(await check(['designs/shop.yaml', '--json', '--format', 'junit'])).toEqual({
    code: 2,
    out: expect.stringContaining('"help":"Give one of the two."'),
    err: '',
  });
  expect((await check(['designs/shop.yaml', '--json', '--format', 'json'])).code).toBe(1);
});

test('a comment in Markdown has the reasons of what is not counted, and the fixes', async () => {
  file('sysdrill.config.yaml', 'ignore: [ { rule: delivery/no-dead-letter, because: "the queue of | another team" } ]\n');
  const { out } = await check(['designs/shop.yaml', '--format', 'markdown']);
  expect(out).toContain('Not counted:\n\n- delivery/no-dead-letter:missing on jobs (line 9): the queue of \\| another team\n');
  expect(out).toMatch(/Fix: .+ \|\n/);
});
