import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PROGRAM, Terminal, workplace } from '../helpers/terminal.js';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const DESIGN = `sysdrill: 1
title: a shop
requirements: { quality: { Q1: { flow: buy, p99: 200ms } } }
components:
  web: { is: client }
  api: { is: service, replicas: 2, concurrency: 8, time: { mean: 10ms, shape: exponential } }
  db: { is: database, concurrency: 4, time: { mean: 5ms, shape: exponential } }
data:
  order: { in: db, key: id }
flows:
  buy: { rate: 100/s, peak: 3x, path: [ web -> api, { api -> db: { write: order } } ] }
`;

function place(): { readonly cwd: string; readonly env: Record<string, string | undefined> } {
  const { cwd, env, remove } = workplace();
  open.push({ close: remove });
  writeFileSync(join(cwd, 'shop.yaml'), DESIGN);
  return { cwd, env: { ...process.env, ...env } };
}

/** More than it could ever reach: it goes on until somebody ends it. */
const ENDLESS = ['simulate', 'shop.yaml', '--precision', '0.001%'];

describe('simulate in a terminal', () => {
  test('tells its progress on one line, and at Ctrl-C prints what there is by then', { timeout: 60_000 }, async () => {
    const { cwd, env } = place();
    const terminal = new Terminal({ args: ENDLESS, columns: 100, rows: 60, cwd, env });
    open.unshift(terminal);
    await terminal.waitFor(/simulating: [1-9]/);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toMatchObject({ exitCode: 130 });
    const screen = terminal.history();
    expect(screen).toMatch(/INTERRUPTED at \d+(\.\d+)?%: this is what there was by then\./);
    expect(screen).toMatch(/buy +1x +\d+(\.\d+)?\/s/);
    expect(screen).not.toContain('simulating');
  });

  test('a sweep ends at Ctrl-C with the points that it has', { timeout: 60_000 }, async () => {
    const { cwd, env } = place();
    const args = ['simulate', 'shop.yaml', '--sweep', 'load', '0.5x..4x/30', '--duration', '2000s'];
    const terminal = new Terminal({ args, columns: 100, rows: 60, cwd, env });
    open.unshift(terminal);
    await terminal.waitFor(/simulating: ([5-9]|\d\d)%/);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toMatchObject({ exitCode: 130 });
    expect(terminal.history()).toContain('INTERRUPTED at');
  });
});

test.each(['0', '2'])(
  'as JSON, a run that was interrupted is whole JSON that says so (%s threads)',
  { timeout: 60_000 },
  async (threads) => {
    const { cwd, env } = place();
    const child = spawn(process.execPath, [PROGRAM, ...ENDLESS, '--json'], { cwd, env: { ...env, SYSDRILL_THREADS: threads } });
    let out = '';
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.once('data', () => child.kill('SIGINT'));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ schema: 'sysdrill/simulation@1', interrupted: true });
    expect(report.completed).toBeGreaterThan(0);
    expect(report.completed).toBeLessThan(1);
    expect(report.flows.buy.served).toBeGreaterThan(0);
  },
);

test('however many threads there are, the same bytes come out', { timeout: 60_000 }, () => {
  const { cwd, env } = place();
  for (const args of [
    ['--duration', '50s'],
    ['--sweep', 'load', '1x..8x/4', '--duration', '20s'],
  ]) {
    const [alone, ...more] = [0, 1, 3].map((threads) =>
      spawnSync(process.execPath, [PROGRAM, 'simulate', 'shop.yaml', ...args, '--json'], {
        cwd,
        env: { ...env, SYSDRILL_THREADS: String(threads) },
        encoding: 'utf8',
      }),
    );
    expect(alone!.status).toBe(0);
    expect(JSON.parse(alone!.stdout).schema).toMatch(/^sysdrill\//);
    for (const each of more) expect(each.stdout).toBe(alone!.stdout);
  }
});
