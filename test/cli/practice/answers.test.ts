import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { practiceCommand } from '#cli/commands/practice.js';
import { Desk } from '#cli/practice/desk.js';
import { createSaver } from '#cli/practice/saver.js';
import { newSession, type Session, sessionFromJson } from '#session/session.js';
import { step } from '#session/step.js';
import { recordingIo } from '../../helpers/io.js';

const weak = resolve('problems/url-shortener/designs/weak.yaml');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sysdrill-answers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SCRIPT = `
# What one would type.
How fast must it be?
/hint
== estimates
users: 100M user
== interface
create: POST /links idempotent
== deep-dives
They see the old one.
== failures
4, db first
`;

describe('an interview from a script', () => {
  const run = async (script: string, name = 'a.txt', options: Parameters<typeof practiceCommand>[1] = {}) => {
    writeFileSync(join(folder, name), script);
    const { io, out } = recordingIo(folder);
    const code = await practiceCommand(['url-shortener'], { answers: name, ...options }, io);
    return { code, out: out() };
  };

  test('prints what is said and ends with the report; the same files give the same bytes', async () => {
    const first = await run(SCRIPT, 'a.txt', { file: weak });
    expect(first.code).toBe(0);
    for (const text of [
      '> How fast must it be?',
      '100 ms for 99 in 100',
      '1. users: 100M user -> 100M',
      'A good answer has:',
      'You said: 4, db first',
      'of 100, ',
      'Beside the reference designs',
      'What you never asked, and needed',
    ])
      expect(first.out).toContain(text);
    expect((await run(SCRIPT, 'a.txt', { file: weak })).out).toBe(first.out);
  });

  test('changes no file and saves nothing', async () => {
    writeFileSync(join(folder, 'mine.yaml'), readFileSync(weak));
    await run('== data\nlink in links key code\n', 'a.txt', { file: 'mine.yaml' });
    expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).toBe(readFileSync(weak, 'utf8'));
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'mine.yaml']);
  });

  test('as YAML says the same as the text with those lines', async () => {
    const yaml = await run('requirements: [How fast must it be?]\nestimates:\n  - users: 100M user\n', 'a.yaml');
    const text = await run('== requirements\nHow fast must it be?\n== estimates\nusers: 100M user\n');
    expect(yaml.out).toBe(text.out);
  });

  test.each([
    [{ answers: 'none.txt' }, 'There is no file'],
    [{ level: 'god' }, 'There is no level "god"'],
    [{ file: 'none.yaml' }, 'There is no file'],
  ])('%j is a mistake told in a sentence', async (options, why) => {
    await expect(run(SCRIPT, 'a.txt', options)).rejects.toThrow(why);
  });
});

describe('the desk', () => {
  const deskIn = (home: string) => new Desk({ ...recordingIo(folder).io, env: { SYSDRILL_HOME: home } });

  test('takes an interview up where it was put away, and a finished one at its report', async () => {
    const desk = deskIn(folder);
    const first = await desk.open('url-shortener');
    if (typeof first === 'string') throw new Error(first);
    first.interview.ask('How fast must it be?');
    first.close();
    const again = await desk.open('url-shortener');
    if (typeof again === 'string') throw new Error(again);
    expect(again.interview.session).toEqual(first.interview.session);
    expect(desk.unfinished).toBe('url-shortener');
    again.interview.move({ type: 'go', to: 'report' });
    again.close();
    expect(desk.unfinished).toBeUndefined();
    expect((await desk.cards()).find((card) => card.id === 'url-shortener')?.saved).toEqual({ step: 8, finished: true });
    const fresh = await desk.open('url-shortener', { fresh: true });
    if (typeof fresh === 'string') throw new Error(fresh);
    expect(fresh.interview.session.asked).toEqual([]);
    fresh.close();
  });

  test('says where it cannot save, and what the catalog does not know', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await deskIn(join(folder, 'file')).open('url-shortener')).toContain('Set SYSDRILL_HOME');
    await expect(deskIn(folder).open('url-shortner')).rejects.toThrow('url-shortner');
  });

  test('moves an interview to the design file that is named now', async () => {
    const desk = deskIn(folder);
    for (const [file, design] of [
      [undefined, 'url-shortener.yaml'],
      ['other.yaml', 'other.yaml'],
      [undefined, 'other.yaml'],
    ] as const) {
      const opened = await desk.open('url-shortener', { file });
      if (typeof opened === 'string') throw new Error(opened);
      expect(opened.interview.session.design).toBe(join(folder, design));
      opened.close();
    }
  });
});

describe('saving', () => {
  const start = newSession({ id: 's', problem: 'p', design: '/d' });
  const last = (written: readonly string[]) => sessionFromJson(written.at(-1) ?? '') as { session: Session };

  test('writes events at once, and keystrokes a little later or when asked', () => {
    const written: string[] = [];
    const saver = createSaver((text) => written.push(text));
    saver.save(start);
    const typed = step(start, { type: 'draft', text: 'How' });
    saver.save(typed);
    expect(written).toHaveLength(1);
    saver.flush();
    expect(last(written).session.draft).toBe('How');
    saver.save(step(typed, { type: 'next' }));
    expect(last(written).session.at).toBe('estimates');
    saver.flush();
    expect(written).toHaveLength(3);
  });

  test('tells that it failed, and makes up for it', () => {
    const written: string[] = [];
    let full = true;
    const saver = createSaver((text) => {
      if (full) throw Object.assign(new Error('no'), { code: 'ENOSPC' });
      written.push(text);
    });
    saver.save(start);
    expect(saver.trouble()).toContain('ENOSPC');
    full = false;
    saver.flush();
    expect(saver.trouble()).toBeUndefined();
    expect(last(written).session).toEqual(start);
  });
});

test('without a terminal an unknown problem is told with those there are', async () => {
  await expect(practiceCommand(['nope'], {}, recordingIo(folder).io)).rejects.toMatchObject({
    message: expect.stringContaining('nope'),
    help: expect.stringContaining('url-shortener'),
  });
});
