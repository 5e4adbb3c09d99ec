import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { STEP_IDS, stepInfo } from '#session/steps.js';
import { App } from '#tui/app.js';
import type { Host } from '#tui/host.js';
import { SMALLEST } from '#tui/screens/too-small/too-small.js';
import { beginInterview } from '../helpers/interview.js';
import { show } from '../helpers/show.js';

const shown: { close(): void }[] = [];
afterEach(() => {
  for (const one of shown.splice(0)) one.close();
});

const host: Host = {
  problems: async () => [],
  open: async () => 'not here',
  edit: async () => 'no editor',
  watch: () => () => undefined,
  draw: async (_study, columns) => Array.from({ length: 60 }, () => '─'.repeat(columns)).join('\n'),
  notes: () => [],
  env: {},
};

/** The program at a step of an interview that has a long history, in a window of a size. */
async function at(step: (typeof STEP_IDS)[number], columns: number, rows: number) {
  const { reference } = await beginInterview();
  const { interview } = await beginInterview(reference('weak'));
  for (let i = 0; i < 12; i++) interview.ask(`How fast must it be, and is it question ${i}?`);
  for (let i = 0; i < 12; i++) interview.send({ type: 'add line', sheet: 'estimates', text: `e${i}: ${i}M user = 7 user` });
  interview.move({ type: 'go', to: step });
  for (const dive of interview.session.dives.slice(0, 1))
    interview.send({ type: 'dive answered', id: dive.id, text: 'I would not know. '.repeat(40) });
  for (const trial of interview.session.trials.slice(0, 1)) {
    interview.predict(trial, 'it slows down, and then it does not hold, api first');
    interview.send({
      type: 'ran',
      id: trial.id,
      result: { fate: 'most fail', component: 'api', lines: ['before: p99 1 s', 'at first: p99 2 s', 'then: p99 3 s'] },
    });
  }
  interview.hint();
  interview.send({ type: 'draft', text: 'a long text that goes on '.repeat(12) });
  const opened = { interview, close: () => undefined, trouble: () => undefined };
  const one = show(<App host={host} problems={[]} first={opened} onOpened={() => undefined} suspend={async () => undefined} />, {
    columns,
    rows,
  });
  shown.push(one);
  await one.waitFor(`${stepInfo(step).number}/8`);
  return one;
}

const KEYS = [
  '\r',
  '\x1b',
  '\t',
  '\x1b[A',
  '\x1b[B',
  '\x1b[6~',
  '\x7f',
  '\x0e',
  '\x0e',
  '\x14',
  '\x15',
  '\x17',
  'a',
  '?',
  'G',
  'k',
  'e',
  'r',
  'users: 5 user',
  'GET /x',
  '3 api',
  '日本',
  'é👨‍👩‍👧',
  'how fast?',
  '\x1b[200~a: 1\nb: 2\nc\x1b[201~',
  '\x03',
];

test('whatever is pressed, the program lives, and ends when it is told to', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...STEP_IDS), fc.array(fc.constantFrom(...KEYS), { maxLength: 40 }), async (step, keys) => {
      const one = await at(step, 80, 24);
      for (const key of keys) {
        one.press(key);
        await new Promise(setImmediate);
      }
      // The first may be taken for the end of an Esc sequence.
      for (let i = 0; i < 4; i++) one.press('\x03');
      expect([0, 130]).toContain(await one.ended);
      one.close();
    }),
    { numRuns: 40 },
  );
});

describe.each([
  [80, 24],
  [120, 40],
  [SMALLEST.columns, SMALLEST.rows],
])('in a window of %i by %i', (columns, rows) => {
  test.each(STEP_IDS)('%s stays within it, its title above and its keys below', async (step) => {
    const { screen, waitFor } = await at(step, columns, rows);
    if (step === 'report') await waitFor('lines 1-');
    await waitFor('? keys');
    const lines = screen().split('\n');
    const title = lines.findIndex((line) => line.includes('/8'));
    expect(lines.slice(title).length).toBeLessThan(rows);
    expect(title).toBeGreaterThanOrEqual(0);
  });
});

test('a step that is left stays in the scrollback, once', async () => {
  const one = await at('estimates', 80, 40);
  one.press('\x15\x0e');
  await one.waitFor('3/8 Interface');
  expect(one.screen()).toContain('✓ 2 Estimates');
  expect(one.screen()).not.toContain('2/8 Estimates');
});

test('Ctrl-C arms, and is forgotten when it is not meant', async () => {
  const one = await at('interface', 80, 24);
  one.press('\x03');
  await one.waitFor('Press Ctrl-C again to quit. Everything is saved.');
});

test('Esc leaves the line of a sheet that was being changed, and then the step', async () => {
  const one = await at('estimates', 80, 30);
  one.press('\x15');
  await one.waitFor('Another line');
  one.press('\x1b[A');
  await one.waitFor('12› e11: 11M user = 7 user');
  one.press('\x1b');
  await one.waitFor('› Another line');
  one.press('\x1b');
  await one.waitFor('The steps');
});
