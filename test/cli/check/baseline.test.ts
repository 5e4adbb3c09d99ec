import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFolder, FAULTY } from './run-check.js';

const { folder, file, check } = checkFolder();
const BASE = join(folder, 'base.json');
const summary = (out: string): string => out.trim().split('\n').at(-1)!;

describe('a baseline', () => {
  test('is written on request, and then what was there before is not counted', async () => {
    const path = file('shop.yaml', FAULTY);
    expect((await check([path])).code).toBe(1);
    expect((await check([path, '--baseline', BASE, '--update-baseline'])).code).toBe(0);
    const { code, out } = await check([path, '--baseline', BASE, '--max-severity', 'none']);
    expect(code).toBe(0);
    expect(out).toMatch(/in the baseline: \d+ findings, not counted/);
    expect(summary(out)).toBe('1 file: 0 errors, 0 warnings, 0 info');
    expect(readFileSync(BASE, 'utf8')).not.toMatch(/"(line|column)"/);
  });

  test('survives moved lines, another order, and the file being called otherwise', async () => {
    const entries = FAULTY.split('\n');
    const at = entries.findIndex((line) => line.startsWith('  db:'));
    const [db] = entries.splice(at, 1);
    entries.splice(5, 0, '  # moved up', db!, '');
    const moved = file('shop.yaml', entries.join('\n'));
    expect((await check([moved, '--baseline', BASE, '--max-severity', 'none'])).code).toBe(0);
    renameSync(moved, join(folder, 'renamed.yaml'));
    expect((await check([join(folder, 'renamed.yaml'), '--baseline', BASE, '--max-severity', 'none'])).code).toBe(0);
  });

  test('tells what is gone, and counts what is new', async () => {
    const path = file(
      'shop.yaml',
      FAULTY.replace('jobs: { is: queue }', 'jobs: { is: queue, dead-letter: true }').replace('idempotent: true', 'idempotent: false'),
    );
    const { code, out } = await check([path, '--baseline', BASE]);
    expect(out).toContain('gone since the baseline: delivery/no-dead-letter:missing on jobs');
    expect(out).toContain('delivery/not-idempotent:twice');
    expect(code).toBe(1);
    const json = JSON.parse((await check([path, '--baseline', BASE, '--json'])).out).files[0];
    expect(json.gone).toEqual([expect.objectContaining({ code: 'delivery/no-dead-letter:missing' })]);
    expect(json.findings.filter(({ known }: { known: boolean }) => !known).map(({ code }: { code: string }) => code)).toContain(
      'delivery/not-idempotent:twice',
    );
  });

  test('two findings that are alike are two: one more is new', async () => {
    const step = '      - api -> psp: { timeout: 9s }\n';
    const text = FAULTY.replace('  db: {', '  psp: { is: external }\n  db: {').replace(
      '- web -> edge -> api\n',
      `- web -> edge -> api: { timeout: 2s }\n${step}`,
    );
    const base = join(folder, 'two.json');
    await check([file('two.yaml', text), '--baseline', base, '--update-baseline']);
    const twice = file('two.yaml', text.replace(step, step + step));
    const fresh = JSON.parse((await check([twice, '--baseline', base, '--json'])).out).files[0].findings.filter(
      ({ known }: { known: boolean }) => !known,
    );
    expect(fresh.map(({ code, subject }: { code: string; subject: string[] }) => [code, subject[1]])).toEqual([
      ['resilience/timeout-order:attempt', 'psp'],
    ]);
  });

  test('updating keeps designs that were not looked at', async () => {
    await check([file('other.yaml', FAULTY.replace('A shop with', 'Another with')), '--baseline', BASE, '--update-baseline']);
    expect(JSON.parse(readFileSync(BASE, 'utf8')).designs.map(({ file: name }: { file: string }) => name)).toEqual([
      'other.yaml',
      'shop.yaml',
    ]);
  });

  test('one that is missing or is none is a sentence', async () => {
    const path = file('shop.yaml', FAULTY);
    expect(await check([path, '--baseline', join(folder, 'nowhere.json')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--update-baseline'),
    });
    const none = file('none.json', '{"schema": 3}');
    expect(await check([path, '--baseline', none, '--update-baseline'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no baseline'),
    });
    expect(readFileSync(none, 'utf8')).toBe('{"schema": 3}');
    expect((await check([path, '--update-baseline'])).code).toBe(2);
  });
});
