import { describe, expect, test } from 'vitest';
import type { Rounds, RunJob } from '#simulate/jobs.js';
import type { RunReport } from '#simulate/report.js';
import { sideBySide } from '#simulate/side-by-side.js';

const job = (load: number): RunJob => ({ options: { load }, at: 'usual' });
const made = ({ options }: RunJob) => ({ load: 10 * options.load! }) as RunReport;

/** Rounds of so many runs each, told as the sum of what came back in each round. */
function* rounds(name: string, sizes: readonly number[]): Rounds<string> {
  const sums: number[] = [];
  for (const [i, size] of sizes.entries()) {
    const reports = yield Array.from({ length: size }, (_, k) => job(100 * i + k));
    expect(reports).toHaveLength(size);
    sums.push(reports.reduce((sum, { load }) => sum + load, 0));
  }
  return `${name} ${sums.join(' ')}`;
}

function follow<T>(of: Rounds<T>): { value: T; sizes: number[] } {
  const sizes: number[] = [];
  let next = of.next();
  while (!next.done) {
    sizes.push(next.value.length);
    next = of.next(next.value.map(made));
  }
  return { value: next.value, sizes };
}

describe('several simulations at once', () => {
  const shapes = [[1], [2, 3, 1], [], [4, 1]];

  test('each comes to what it comes to alone', () => {
    const alone = shapes.map((sizes, i) => follow(rounds(`${i}`, sizes)).value);
    const together = follow(sideBySide<string[]>(shapes.map((sizes, i) => rounds(`${i}`, sizes))));
    expect(together.value).toEqual(alone);
  });

  test('a round has the next runs of all of them, as many rounds as the longest has', () => {
    expect(follow(sideBySide<string[]>(shapes.map((sizes, i) => rounds(`${i}`, sizes)))).sizes).toEqual([1 + 2 + 4, 3 + 1, 1]);
  });
});
