import { expect, test } from 'vitest';
import { tellProgress } from '#cli/simulate/attend.js';

/** What is written when it is asked every 100 ms how far it is, at one per cent in so many seconds. */
function told(errTerminal: boolean, seconds: number, perCent: number): string[] {
  const lines: string[] = [];
  let now = 0;
  const { tell, end } = tellProgress(
    { err: (text) => void lines.push(text), errTerminal },
    () => now / 1000 / perCent / 100,
    () => now,
  );
  for (; now <= seconds * 1000; now += 100) tell();
  end();
  return lines;
}

test('a log gets a line every few seconds, none in the first, and never the same twice', () => {
  expect(told(false, 0.9, 1)).toEqual([]);
  expect(told(false, 20, 1)).toEqual(['simulating: 1%\n', 'simulating: 6%\n', 'simulating: 11%\n', 'simulating: 16%\n']);
  const slow = told(false, 120, 40);
  expect(slow).toEqual(['simulating: 0%\n', 'simulating: 1%\n', 'simulating: 2%\n']);
});

test('a terminal has one line that is written anew, and is clean at the end', () => {
  const lines = told(true, 3, 1);
  expect(lines).toEqual(['\r\u001B[Ksimulating: 1%', '\r\u001B[Ksimulating: 2%', '\r\u001B[Ksimulating: 3%', '\r\u001B[K']);
});
