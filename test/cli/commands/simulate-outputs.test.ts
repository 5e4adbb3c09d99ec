import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagramCommand } from '#cli/commands/diagram.js';
import { simulateCommand } from '#cli/commands/simulate.js';
import type { SimulateFlags } from '#cli/commands/simulate-options.js';
import { UsageError } from '#cli/io.js';
import { recordingIo } from '../../helpers/io.js';

const design = (p99: string, rate = '20/s'): string => `sysdrill: 1
title: a shop
requirements: { quality: { Q1: { flow: buy, p99: ${p99} } } }
components:
  web: { is: client }
  api: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }
flows:
  buy: { rate: ${rate}, path: [ web -> api ] }
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sysdrill-test-'));
  writeFileSync(join(folder, 'fast.yaml'), design('1s'));
  writeFileSync(join(folder, 'slow.yaml'), design('11ms'));
  writeFileSync(join(folder, 'full.yaml'), design('1s', '200/s'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function run(flags: SimulateFlags, files: readonly string[] = ['fast.yaml']): Promise<Ran> {
  const { io, out, err } = recordingIo(folder);
  const code = await simulateCommand(files, { duration: '60s', ...flags }, io);
  return { code, out: out(), err: err() };
}
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('what is written', () => {
  test('the ending of each file chooses the format; nothing else is printed', async () => {
    const output = ['r.json', 'r.html', 'r.md', 'r.txt', 'r.svg', 'r.mmd', 'r.csv'];
    const { code, out, err } = await run({ output, kill: ['api@20s..40s'] });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toBe(output.map((name) => `Wrote ${name}.\n`).join(''));
    expect(JSON.parse(read('r.json')).schema).toBe('sysdrill/simulation@1');
    expect(read('r.html')).toMatch(/^<!doctype html>[\s\S]*<rect [^>]*class="band"/);
    expect(read('r.md')).toMatch(/^# Load report: a shop\n/);
    expect(read('r.txt')).toMatch(/^a shop\n/);
    expect(read('r.svg')).toContain('DOWN');
    expect(read('r.mmd')).toContain('DOWN');
    expect(read('r.csv')).toMatch(/^from,to,flow,offered,served,errors,p99\r\n0,1,buy,/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a format goes to standard output, also beside files where `-o -` asks for it', async () => {
    expect((await run({ format: 'markdown' })).out).toMatch(/^# Load report/);
    expect((await run({ format: 'csv', surge: '2x@10s..20s' })).out).toMatch(/^from,to,flow/);
    const both = await run({ format: 'json', output: ['-', 'both.txt'] });
    expect(JSON.parse(both.out).seed).toBe(1);
    expect(read('both.txt')).toMatch(/^a shop\n/);
  });

  test('a sweep writes its curves', async () => {
    await run({ sweep: ['load', '1x..8x/3'], duration: '20s', output: ['s.csv', 's.html', 's.md'] });
    expect(read('s.csv').split('\r\n')[0]).toBe('load,flow,offered,goodput,errors,p50,p99,busiest,utilisation,held');
    expect(read('s.html')).toContain('buy: goodput against load');
    expect(read('s.md')).toContain('Throughput stops growing');
  });

  test('a diagram stands over the report, with how full everything is, and in plain ASCII where that is asked', async () => {
    const { out } = await run({ diagram: true, ascii: true, kill: ['api@20s..40s'] });
    expect(out).toMatch(/DOWN/);
    expect(out).toMatch(/% busy/);
    expect(out).toContain('Targets');
    expect(out).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('--verbose lists what is taken for granted', async () => {
    expect((await run({})).out.replace(/\s+/g, ' ')).toMatch(/Taken for granted: .*--verbose/);
    const { out } = await run({ verbose: true });
    expect(out).not.toContain('Taken for granted');
    expect(out).toMatch(/^Assumed: /m);
    expect(out).toMatch(/^Default: /m);
  });
});

describe('what cannot be written is said, and nothing is written', () => {
  test.each<[SimulateFlags, string, string]>([
    [{ output: ['r.pdf'] }, 'The ending of r.pdf', '.html'],
    [{ output: ['nowhere/r.json'] }, 'There is no folder nowhere', 'Make it first'],
    [{ output: ['.'] }, 'The ending of .', '.html'],
    [{ sweep: ['load', '1x..2x'], output: ['s.svg'] }, 'A sweep is no diagram', '.csv'],
    [{ sweep: ['load', '1x..2x'], failOnTarget: true }, 'A sweep has no verdict', 'without --sweep'],
  ])('%j', async (flags, message, help) => {
    const error: unknown = await run(flags).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toContain(message);
    expect((error as UsageError).help).toContain(help);
    expect(existsSync(join(folder, 's.svg'))).toBe(false);
  });
});

describe('--fail-on-target', () => {
  test('without it targets never decide how the program ends', async () => {
    expect((await run({}, ['slow.yaml'])).code).toBe(0);
  });

  test('a missed target is 1, the report is printed all the same', async () => {
    const { code, out } = await run({ failOnTarget: true }, ['slow.yaml']);
    expect(code).toBe(1);
    expect(out).toContain('FAIL: the target is missed.');
    expect((await run({ failOnTarget: true })).code).toBe(0);
    // Written before the design, the flag takes it for its word.
    expect((await run({ failOnTarget: 'slow.yaml' }, [])).code).toBe(1);
  });

  test('what is not known fails only where that is asked for', async () => {
    const short = { duration: '1s' };
    expect((await run({ ...short, failOnTarget: true })).code).toBe(0);
    expect((await run({ ...short, failOnTarget: 'unresolved' })).code).toBe(1);
    expect((await run({ failOnTarget: 'unresolved' })).code).toBe(0);
    expect((await run({ failOnTarget: true }, ['full.yaml'])).code).toBe(1);
  });
});

test('diagram --heat simulates the design and draws how full everything is', async () => {
  const { io, out } = recordingIo(folder);
  expect(await diagramCommand(['full.yaml'], { heat: true }, io)).toBe(0);
  expect(out()).toMatch(/FULL, full first/);
  await expect(diagramCommand(['full.yaml'], { heat: true, type: 'deployment' }, io)).rejects.toThrow('A deployment shows no load');
});
