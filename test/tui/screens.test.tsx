import { afterEach, describe, expect, test } from 'vitest';
import { LookContext } from '#tui/components/look.js';
import { scrollTo } from '#tui/components/scroll.js';
import { ProgramActions } from '#tui/components/use-actions.js';
import type { Host, ProblemCard } from '#tui/host.js';
import { Help } from '#tui/screens/help/help.js';
import { Home, problemLines } from '#tui/screens/home/home.js';
import { sheetView } from '#tui/screens/sheet/sheet-lines.js';
import { chooseLine } from '#tui/screens/sheet/use-sheet.js';
import { sideBySide } from '#tui/screens/trials/trial-lines.js';
import { marksFor, sayFor, speaksUnicode } from '#tui/theme.js';
import { show } from '../helpers/show.js';

const shown: { close(): void }[] = [];
afterEach(() => {
  for (const one of shown.splice(0)) one.close();
});

const cards: readonly ProblemCard[] = [
  { id: 'a', title: 'A first one', summary: 'What it is about.', minutes: 45, saved: undefined },
  { id: 'b', title: 'Another', summary: 'Something else.', minutes: 30, saved: { step: 3, finished: false } },
  { id: 'c', title: 'The last', summary: 'Done with.', minutes: 30, saved: { step: 8, finished: true } },
];
const host = { notes: () => ['A file was set aside.'] } as unknown as Host;

function place(element: React.ReactNode, notice?: string) {
  const one = show(
    <LookContext value={{ marks: marksFor({}), say: (text) => text, notice, window: { columns: 80, rows: 24 } }}>
      <ProgramActions value={{}}>{element}</ProgramActions>
    </LookContext>,
  );
  shown.push(one);
  return one;
}

describe('the home screen', () => {
  test('begins at what was left open, and opens what is chosen', async () => {
    const opened: unknown[] = [];
    const { screen, waitFor, press } = place(
      <Home problems={cards} host={host} onOpen={(...of) => opened.push(of)} onQuit={() => opened.push('quit')} />,
    );
    await waitFor('› Another (at step 3, interface)');
    expect(screen()).toContain('A file was set aside.');
    expect(screen()).toContain('The last (finished)');
    press('\x1b[B');
    await waitFor('› The last (finished)');
    press('\x1b[Bn');
    press('\x1b[A\x1b[A\r');
    await waitFor('› A first one (45 min)');
    expect(opened).toEqual([
      ['c', true],
      ['a', false],
    ]);
  });

  test('shows the part of a long list that the choice is in', () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ ...cards[0]!, title: `Number ${i}` }));
    const lines = problemLines(many, 40, '>', 60, 10).map((line) => line.text);
    expect(lines).toHaveLength(10);
    expect(lines.some((line) => line.startsWith('> Number 40'))).toBe(true);
  });

  test('says what it has to say in the place of the keys', async () => {
    const { waitFor } = place(<Home problems={[]} host={host} onOpen={() => undefined} onQuit={() => undefined} />, 'Press it again.');
    await waitFor('There are no problems here.');
    await waitFor('Press it again.');
  });
});

test('the help sheet fits the window and scrolls to its end', async () => {
  let closed = false;
  const { screen, waitFor, press } = place(
    <Help
      onClose={() => {
        closed = true;
      }}
    />,
  );
  await waitFor('Everywhere');
  expect(screen().split('\n').length).toBeLessThanOrEqual(23);
  press('G');
  await waitFor('to the end');
  press('?');
  await expect.poll(() => closed).toBe(true);
});

describe('moving', () => {
  test('through a long text stays within it', () => {
    expect([
      scrollTo(0, 'up', 100, 10),
      scrollTo(5, 'page down', 100, 10),
      scrollTo(95, 'down', 100, 10),
      scrollTo(3, 'last', 100, 10),
      scrollTo(3, 'down', 5, 10),
    ]).toEqual([0, 14, 90, 90, 0]);
  });

  test('through a sheet goes from the new line up to the first and back', () => {
    expect(chooseLine(undefined, 'up', 3)).toBe(2);
    expect(chooseLine(0, 'up', 3)).toBe(0);
    expect(chooseLine(2, 'down', 3)).toBeUndefined();
    expect(chooseLine(undefined, 'up', 0)).toBeUndefined();
  });
});

test('a sheet shows the chosen line with what it comes to, however long it is', () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    text: `e${i}: ${i} user`,
    entries: [],
    value: String(i),
    said: undefined,
    note: undefined,
  }));
  const lines = sheetView(rows, 12, '>', 60, 8).map((line) => line.text);
  expect(lines).toHaveLength(8);
  expect(lines.at(-2)).toBe('> 13 e12: 12 user');
  expect(lines.at(-1)).toBe('     = 12');
});

test('prediction and result stand side by side, with the verdict in words', () => {
  const lines = sideBySide(
    {
      id: 't',
      title: 'The cache is gone.',
      what: { kind: 'component', component: 'hot' },
      flow: 'read',
      prediction: { text: 'slower', fate: 'slower', component: null },
      result: { fate: 'some fail', component: 'links', lines: ['then: p99 3 s'] },
    },
    60,
  ).map((line) => line.text.trimEnd());
  expect(lines).toEqual([
    'The cache is gone.',
    '             You said              Simulated',
    '  fate       slower                some fail',
    '  gives way  not named             links',
    'Your prediction: close',
    '  then: p99 3 s',
    '',
  ]);
});

test.each([
  [{}, true],
  [{ LANG: 'en_GB.UTF-8' }, true],
  [{ LANG: 'C' }, false],
  [{ LC_ALL: 'C.UTF-8', LANG: 'C' }, true],
  [{ TERM: 'linux', LANG: 'en_GB.UTF-8' }, false],
])('a terminal with %j writes more than ASCII: %s', (env, does) => {
  expect(speaksUnicode(env)).toBe(does);
});

test('a terminal without UTF-8 gets ASCII everywhere, in no more cells', () => {
  const say = sayFor({ LANG: 'C' });
  expect(say('↑↓ move · a → b, 3×, é, …')).toMatch(/^Up\/Down move [\x20-\x7e]+$/);
  expect(say('é…×')).toHaveLength(3);
  expect(sayFor({ LANG: 'C.UTF-8' })('é…×')).toBe('é…×');
});
