import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { editorCommand, splitCommand } from '#store/editor.js';
import { lockSession } from '#store/lock.js';
import { SessionFolder } from '#store/sessions.js';
import { stateFolder } from '#store/state-folder.js';
import { watchDesign } from '#store/watch-file.js';
import { writeWhole } from '#store/whole-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sysdrill-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [{ SYSDRILL_HOME: '/a' }, '/a'],
  [{ XDG_STATE_HOME: '/x', HOME: '/h' }, '/x/sysdrill'],
  [{ XDG_STATE_HOME: 'relative', HOME: '/h' }, '/h/.local/state/sysdrill'],
  [{ HOME: '/h' }, '/h/.local/state/sysdrill'],
])('%j keeps its state in %s', (env, where) => {
  expect(stateFolder(env)).toBe(where);
});

describe('a file that is written whole', () => {
  test('leaves nothing beside it, and keeps its permissions and its link', () => {
    const file = join(folder, 'a.yaml');
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    symlinkSync(file, join(folder, 'link.yaml'));
    writeWhole(join(folder, 'link.yaml'), 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'link.yaml']);
  });

  test('is the old one when it cannot be written', () => {
    const file = join(folder, 'taken');
    mkdirSync(file);
    expect(() => writeWhole(file, 'new')).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

describe('the folder of sessions', () => {
  const read = (text: string) => (text.startsWith('ok') ? { session: text } : { problem: 'it is not ok' });
  const sessions = () => new SessionFolder(folder, read);

  test('finds the newest, of one problem or of all', () => {
    const all = sessions();
    all.save(all.newFile('a-problem', '20260101-000000'), 'ok 1');
    all.save(all.newFile('a-problem', '20260301-000000'), 'ok 3');
    all.save(all.newFile('other', '20260201-000000'), 'ok 2');
    expect(all.latest('a-problem')?.session).toBe('ok 3');
    expect(all.latest()?.session).toBe('ok 3');
    expect(all.all().map((one) => one.session)).toEqual(['ok 1', 'ok 2', 'ok 3']);
    expect(all.latest('none')).toBeUndefined();
  });

  test('two of the same second do not meet', () => {
    const all = sessions();
    const first = all.newFile('p', '20260101-000000');
    all.save(first, 'ok');
    expect(all.newFile('p', '20260101-000000')).not.toBe(first);
  });

  test('sets aside what makes no sense, with a sentence, and takes the one before', () => {
    const all = sessions();
    all.save(all.newFile('p', '20260101-000000'), 'ok');
    const broken = all.newFile('p', '20260201-000000');
    all.save(broken, 'broken');
    expect(all.latest('p')?.session).toBe('ok');
    expect(all.notes).toEqual([expect.stringContaining('it is not ok')]);
    expect(readFileSync(`${broken}.unreadable`, 'utf8')).toBe('broken');
    expect(sessions().all('p')).toHaveLength(1);
  });

  test('is empty where there is none', () => {
    expect(new SessionFolder(join(folder, 'nowhere'), read).all()).toEqual([]);
  });
});

describe('a lock', () => {
  const file = () => join(folder, 'p.json');

  test('is taken, given back, and taken again', () => {
    const free = lockSession(file());
    expect(free).toBeTypeOf('function');
    (free as () => void)();
    expect(existsSync(`${file()}.lock`)).toBe(false);
  });

  test('of a program that runs is respected', () => {
    const began = readFileSync('/proc/1/stat', 'utf8').split(') ')[1]?.split(' ')[19];
    writeFileSync(`${file()}.lock`, `1 ${began}`);
    expect(lockSession(file())).toEqual({ pid: 1 });
  });

  test.each([
    ['of a program that is gone', () => `${execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim()} 5`],
    ['of another program with the same id', () => '1 999999999999'],
    ['that makes no sense', () => 'what?'],
  ])('%s is taken over', (_what, content) => {
    writeFileSync(`${file()}.lock`, content());
    expect(lockSession(file())).toBeTypeOf('function');
  });
});

describe('the editor', () => {
  test.each([
    ['vim', ['vim']],
    ['code --wait', ['code', '--wait']],
    [`"/my apps/ed" -c 'set nowrap' a\\ b`, ['/my apps/ed', '-c', 'set nowrap', 'a b']],
    ['e""d \'\'', ['ed', '']],
    ['a"b\\"c\\d"', ['ab"c\\d']],
    ['"open', undefined],
    ['', []],
  ])('%s is split as a shell would', (line, words) => {
    expect(splitCommand(line)).toEqual(words);
  });

  test('words between single quotes come back as they were', () => {
    const word = fc.string().map((text) => text.replaceAll("'", ''));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(splitCommand(words.map((one) => `'${one}'`).join(' '))).toEqual(words);
      }),
    );
  });

  test('is VISUAL before EDITOR before what is installed, else a sentence', () => {
    const none = () => false;
    expect(editorCommand({ VISUAL: 'a -x', EDITOR: 'b' }, none)).toEqual({ command: 'a', args: ['-x'] });
    expect(editorCommand({ VISUAL: ' ', EDITOR: 'b' }, none)).toEqual({ command: 'b', args: [] });
    expect(editorCommand({}, (program) => program === 'vi')).toEqual({ command: 'vi', args: [] });
    expect(editorCommand({}, none)).toContain('$VISUAL');
    expect(editorCommand({ EDITOR: '"x' }, none)).toContain('not closed');
  });
});

describe.each([false, true])('watching a design (polling: %s)', (poll) => {
  const next = (file: string) =>
    new Promise<void>((resolve) => {
      const stop = watchDesign(
        file,
        () => {
          stop();
          resolve();
        },
        poll,
      );
    });

  test('sees that it was written, replaced and made', async () => {
    const file = join(folder, 'd.yaml');
    const made = next(file);
    writeFileSync(file, 'one');
    await made;
    const written = next(file);
    writeFileSync(file, 'two, longer');
    await written;
    const replaced = next(file);
    writeWhole(file, 'three');
    await replaced;
  });
});
