import { describe, expect, test } from 'vitest';
import { UsageError } from '#cli/io.js';
import { sweepOptions, sweepWords } from '#cli/simulate/sweep-flag.js';
import type { ComponentId } from '#model/ids.js';

describe('--sweep', () => {
  test('reads what is swept over and from where to where, and how many points', () => {
    expect(sweepOptions(['load', '0.5x..10x'], {})).toMatchObject({ from: 0.5, to: 10, points: undefined });
    expect(sweepOptions(['load', '1..200%/12'], { seed: 7 })).toMatchObject({ from: 1, to: 2, points: 12, seed: 7 });
    expect(sweepOptions(['2x..3x'], {})).toMatchObject({ from: 2, to: 3 });
  });

  test('leaves the file alone that is written behind it', () => {
    expect(sweepWords(['load', '0.5x..10x', 'd.yaml'])).toEqual({ sweep: ['load', '0.5x..10x'], files: ['d.yaml'] });
    expect(sweepWords(['0.5x..10x', 'd.yaml'])).toEqual({ sweep: ['0.5x..10x'], files: ['d.yaml'] });
    expect(sweepWords(['users', '1x..2x', 'd.yaml'])).toEqual({ sweep: ['users', '1x..2x'], files: ['d.yaml'] });
    expect(sweepWords([])).toEqual({ sweep: [], files: [] });
  });

  test.each([
    ['load', '10x..0.5x'],
    ['load', '0x..2x'],
    ['load', '1x..1x'],
    ['load', '1x..2000x'],
    ['load', '1x'],
    ['load', '1x..2x..3x'],
    ['load', '1ms..2ms'],
    ['load', '1x..2x/1'],
    ['load', '1x..2x/two'],
    ['users', '1x..2x'],
    ['load'],
    [],
  ])('refuses %s %s in a sentence', (...words) => {
    expect(() => sweepOptions(words, {})).toThrow(UsageError);
  });

  test('contradicts a load of its own and failures', () => {
    const words = ['load', '1x..2x'];
    expect(() => sweepOptions(words, { load: 2 })).toThrow('contradict');
    const what = { kind: 'component' as const, component: 'api' as ComponentId };
    expect(() => sweepOptions(words, { faults: [{ what }] })).toThrow('no failures');
    expect(() => sweepOptions(words, { failures: 1000 })).toThrow('no failures');
  });
});
