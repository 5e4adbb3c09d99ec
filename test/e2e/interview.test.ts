import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PROGRAM, Terminal, type TerminalOptions, workplace } from '../helpers/terminal.js';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function start(options: TerminalOptions & { readonly place?: ReturnType<typeof workplace> } = {}) {
  const place = options.place ?? workplace();
  if (!options.place) open.push({ close: place.remove });
  const terminal = new Terminal({ ...options, cwd: place.cwd, env: { ...place.env, ...options.env } });
  open.unshift(terminal);
  return { terminal, place };
}

/** An editor as people have them: it replaces the file by another one of the same name. */
function editorStub(folder: string, text: string): string {
  const script = join(folder, 'my editor.sh');
  writeFileSync(join(folder, 'new-design.yaml'), text);
  writeFileSync(script, `#!/bin/sh\necho "args: $1 $2"\ncp "${folder}/new-design.yaml" "$3.new" && mv "$3.new" "$3"\n`);
  chmodSync(script, 0o755);
  return `"${script}" --wait 'two words'`;
}

const fair = readFileSync(new URL('../../problems/url-shortener/designs/fair.yaml', import.meta.url), 'utf8');

test('from the list of problems to the report, with what was typed in the design file', { timeout: 60_000 }, async () => {
  const place = workplace();
  open.push({ close: place.remove });
  const { terminal } = start({ place, env: { VISUAL: editorStub(place.cwd, fair), EDITOR: 'false' } });
  await terminal.waitFor('Which problem?');
  terminal.press('down');
  await terminal.waitFor('› URL shortener (45 min)');
  terminal.press('enter');

  await terminal.waitFor('1/8 Requirements');
  await terminal.enter('What latency do you expect?');
  await terminal.waitFor('100 ms for 99 in 100');
  terminal.press('ctrl+n');

  await terminal.waitFor('2/8 Estimates');
  await terminal.enter('writes: 10M link/day = 116 /s');
  await terminal.waitFor('= 116 /s, as you said');
  terminal.press('ctrl+n');

  await terminal.waitFor('3/8 Interface');
  await terminal.enter('create: POST /links idempotent');
  terminal.press('ctrl+n');

  await terminal.waitFor('4/8 Data model');
  await terminal.enter('link in links key code changes never loss none');
  terminal.press('ctrl+n');

  await terminal.waitFor('5/8 Architecture');
  await terminal.waitFor('There is no component "links"');
  const file = join(place.cwd, 'url-shortener.yaml');
  const written = readFileSync(file, 'utf8');
  for (const line of [
    'writes: 10M link/day = 116 /s',
    'create: { method: POST, path: /links, idempotency-key: true }',
    'link: { in: links, key: code, changes: never }',
  ])
    expect(written).toContain(line);
  terminal.press('tab');
  await terminal.waitFor('[diagram]');
  // Twice, as impatient people do.
  terminal.write('ee');
  await terminal.waitFor('7 components, 3 flows');
  expect(terminal.raw).toContain('args: --wait two words');
  await terminal.waitFor('web');
  terminal.press('ctrl+n');

  await terminal.waitFor('6/8 Deep dives');
  await terminal.waitFor('1 of 5.');
  await terminal.enter('They see the old number for a while.');
  await terminal.waitFor('A good answer has:');
  terminal.press('ctrl+n');

  await terminal.waitFor('7/8 Failures and growth');
  await terminal.enter('most fail, links first');
  await terminal.waitFor('Your prediction:');
  await terminal.waitFor('Simulated');
  terminal.press('ctrl+n');

  await terminal.waitFor('8/8 Report');
  await terminal.waitFor('of 100');
  terminal.write('G');
  await terminal.waitFor('7 Failures and growth: done');
  terminal.write('q');
  expect((await terminal.exited).exitCode).toBe(0);
  const history = terminal.history();
  for (const text of ['✓ 1 Requirements', '✓ 4 Data model', '✓ 7 Failures and growth', 'Your design: ']) expect(history).toContain(text);
  // Frames never leave copies of themselves behind.
  expect(history.split('2/8 Estimates')).toHaveLength(1);
});

const practise = ['practice', 'url-shortener'];

/** The one saved session of a place. */
function saved(place: ReturnType<typeof workplace>): { readonly at: string; readonly draft: string; readonly asked: readonly unknown[] } {
  const folder = join(place.env.SYSDRILL_HOME, 'sessions');
  const name = readdirSync(folder).find((one) => one.endsWith('.json'));
  return JSON.parse(readFileSync(join(folder, name ?? 'none'), 'utf8'));
}

describe('an interview that is broken off', () => {
  test('by kill -9 goes on where it was, with what stood in the field', async () => {
    const { terminal, place } = start({ args: practise });
    await terminal.waitFor('1/8 Requirements');
    await terminal.enter('How fast must it be?');
    await terminal.waitFor('100 ms for 99 in 100');
    terminal.press('ctrl+n');
    await terminal.waitFor('2/8 Estimates');
    await terminal.type('users: 100M u');
    const [second] = [start({ place, args: practise }).terminal];
    await second.waitFor('open in another window');
    await terminal.waitUntil(() => saved(place).draft === 'users: 100M u', 'the draft in the saved file');
    terminal.kill('SIGKILL');
    await terminal.exited;

    const again = start({ place, args: practise }).terminal;
    await again.waitFor('› users: 100M u');
    await again.waitFor('✓ 1 Requirements');
    await again.enter('ser');
    await again.waitFor('1 users: 100M user');
    expect(saved(place).asked).toHaveLength(1);
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('by %s is saved', async (signal) => {
    const { terminal, place } = start({ args: practise });
    await terminal.waitFor('1/8 Requirements');
    await terminal.type('How ma');
    terminal.kill(signal);
    expect((await terminal.exited).exitCode).toBe(130);
    expect(saved(place).draft).toBe('How ma');
  });

  test('by Ctrl-C twice ends with 130 and leaves the terminal as it was', async () => {
    const { terminal } = start({
      file: 'sh',
      args: ['-c', `stty -g; "${process.execPath}" "${PROGRAM}" practice url-shortener; echo "code $?"; stty -g`],
    });
    await terminal.waitFor('1/8 Requirements');
    await terminal.waitUntil(() => terminal.modes().bracketedPasteMode, 'the mode for pastes');
    terminal.press('ctrl+c');
    await terminal.waitFor('Press Ctrl-C again to quit');
    terminal.press('ctrl+c');
    await terminal.exited;
    const lines = terminal.history().split('\n');
    expect(lines).toContain('code 130');
    expect(lines).toContain('Saved. Go on with: sysdrill practice url-shortener');
    const settings = lines.filter((line) => /^[0-9a-f:]{20,}$/.test(line));
    expect(settings).toHaveLength(2);
    expect(settings[0]).toBe(settings[1]);
    expect(terminal.modes().bracketedPasteMode).toBe(false);
    expect(terminal.raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(terminal.raw.lastIndexOf('\x1b[?25l'));
  });

  test('by Ctrl-Z waits in the shell, and fg takes it up where it was', async () => {
    const { terminal } = start({ file: 'bash', args: ['--norc', '-i'], env: { PS1: '$ ' } });
    await terminal.waitFor('$');
    await terminal.enter(`${process.execPath} ${PROGRAM} practice url-shortener`);
    await terminal.waitFor('1/8 Requirements');
    await terminal.type('How ma');
    terminal.press('ctrl+z');
    await terminal.waitFor('Stopped');
    await terminal.enter('fg');
    await terminal.waitFor('› How ma');
    await terminal.enter('ny links a day?');
    await terminal.waitFor('You: How many links a day?');
  });

  test('by a terminal that vanishes ends as well', async () => {
    const { terminal, place } = start({ args: practise });
    await terminal.waitFor('1/8 Requirements');
    await terminal.type('Who us');
    const { pid } = terminal;
    terminal.hangUp();
    await expect.poll(() => isRunning(pid), { timeout: 8_000 }).toBe(false);
    expect(saved(place).draft).toBe('Who us');
  });
});

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the screen', () => {
  test('follows the size of the window, and says when that is too small', async () => {
    const { terminal } = start({ args: practise });
    await terminal.waitFor('1/8 Requirements');
    await terminal.enter('How fast must it be?');
    terminal.resize(120, 40);
    await terminal.waitUntil(
      () =>
        terminal
          .screen()
          .split('\n')
          .some((line) => line.length > 100),
      'a wide line',
    );
    terminal.resize(30, 10);
    await terminal.waitFor('This window has 30 columns');
    terminal.resize(80, 24);
    await terminal.waitFor('You: How fast must it be?');
    expect(
      terminal
        .screen()
        .split('\n')
        .every((line) => line.length <= 80),
    ).toBe(true);
  });

  test('takes a paste of several lines as several lines of a sheet, and the cursor stands in the field', async () => {
    const { terminal } = start({ args: practise });
    await terminal.waitFor('1/8 Requirements');
    terminal.press('ctrl+n');
    await terminal.waitFor('2/8 Estimates');
    terminal.paste('users: 100M user\nwrites: users * 0.1 /day = 116 /s\nreads: wri');
    await terminal.waitFor('› reads: wri');
    await terminal.waitFor('= 116 /s, as you said');
    // A frame comes in pieces: the cursor is put in its place by the last of them.
    await terminal.waitUntil(() => {
      const { x, y } = terminal.cursor();
      return terminal.screen().split('\n')[y] === '› reads: wri' && x === '› reads: wri'.length;
    }, 'the cursor behind the text of the field');
    terminal.press('up');
    await terminal.waitFor('2› writes: users * 0.1 /day = 116 /s');
  });

  test('NO_COLOR leaves words and marks, and CI changes nothing', async () => {
    const { terminal } = start({ env: { NO_COLOR: '1', FORCE_COLOR: undefined, CI: 'true' } });
    await terminal.waitFor('› Online payment');
    terminal.press('down');
    await terminal.waitFor('› URL shortener');
    expect(terminal.isColoured()).toBe(false);
  });

  test('has colours otherwise', async () => {
    const { terminal } = start();
    await terminal.waitFor('› Online payment');
    expect(terminal.isColoured()).toBe(true);
  });

  test('shows the keys on ? and goes back with Esc, step by step', async () => {
    const { terminal } = start({ args: practise });
    await terminal.waitFor('1/8 Requirements');
    terminal.write('?');
    await terminal.waitFor('Ctrl-C twice');
    terminal.press('escape');
    await terminal.waitFor('1/8 Requirements');
    terminal.press('escape');
    await terminal.waitFor('The steps');
    terminal.press('escape');
    await terminal.waitFor('URL shortener (at step 1, requirements)');
    terminal.write('q');
    expect((await terminal.exited).exitCode).toBe(0);
  });

  test('sees a save in another window', async () => {
    const { terminal, place } = start({ args: practise });
    await terminal.waitFor('1/8 Requirements');
    terminal.press('escape');
    await terminal.waitFor('The steps');
    terminal.press('down', 'down', 'down', 'down', 'enter');
    await terminal.waitFor('5/8 Architecture');
    writeFileSync(join(place.cwd, 'url-shortener.yaml'), fair);
    await terminal.waitFor('7 components, 3 flows');
  });
});

describe('without a terminal', () => {
  const run = (args: readonly string[], input = '') => {
    const place = workplace();
    open.push({ close: place.remove });
    const { FORCE_COLOR: _, ...env } = process.env;
    return spawnSync(process.execPath, [PROGRAM, ...args], { cwd: place.cwd, env: { ...env, ...place.env }, input, encoding: 'utf8' });
  };

  test('the interview says which command to use, and the bare program shows its help', () => {
    expect(run(practise)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--answers <file>') });
    expect(run([])).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: sysdrill') });
  });

  test('--plain takes lines from a pipe', () => {
    const { status, stdout } = run([...practise, '--plain'], 'How fast must it be?\n/next\nusers: 5 user\n/quit\n');
    expect(status).toBe(0);
    expect(stdout).toContain('100 ms for 99 in 100');
    expect(stdout).toContain('1. users: 5 user -> 5');
  });
});

test('a dumb terminal gets plain lines', async () => {
  const { terminal } = start({ args: practise, env: { TERM: 'dumb' } });
  await terminal.waitFor('Step 1 of 8: Requirements');
  await terminal.enter('/quit');
  expect((await terminal.exited).exitCode).toBe(0);
  expect(terminal.screen()).toContain('Saved. Go on with: sysdrill practice url-shortener');
});

test('a saved interview that makes no sense is set aside, with a sentence, and a new one begun', async () => {
  const place = workplace();
  open.push({ close: place.remove });
  const folder = join(place.env.SYSDRILL_HOME, 'sessions');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'url-shortener.20260101-000000.json'), '{"schema":"sysdrill/session@1"');
  const { terminal } = start({ place, args: practise });
  await terminal.waitFor('1/8 Requirements');
  expect(terminal.history().replaceAll('\n', '')).toContain('could not be read (it is not JSON). It was set aside');
  expect(readdirSync(folder)).toContain('url-shortener.20260101-000000.json.unreadable');
});

test('--plain in a terminal draws nothing over and nothing round anything', async () => {
  const { terminal } = start({ args: [...practise, '--plain'] });
  await terminal.waitFor('Step 1 of 8: Requirements');
  await terminal.enter('How fast must it be?');
  await terminal.waitFor('100 ms for 99 in 100');
  await terminal.enter('/next');
  await terminal.waitFor('Step 2 of 8');
  terminal.press('ctrl+c');
  await terminal.waitFor('Ctrl-C again, or /quit');
  terminal.press('ctrl+c');
  expect((await terminal.exited).exitCode).toBe(130);
  expect(terminal.raw).not.toMatch(/[\u2500-\u257F]/);
});
