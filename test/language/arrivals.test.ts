import { describe, expect, test } from 'vitest';
import { design, flowOf, problems } from '../helpers/design.js';

const text = (flow: string): string => `sysdrill: 1
title: arrivals
estimates: { most: 5 }
components: { web: { is: client }, api: { is: service } }
flows:
  f:
    rate: 10 /s
    path: [ web -> api ]
${flow}`;

const workload = (flow: string) => flowOf(design(text(flow)), 'f').workload;

describe('how requests come', () => {
  test.each<[string, object, number]>([
    ['    arrivals: poisson\n    peak: 2x', { kind: 'poisson' }, 2],
    ['    arrivals: constant', { kind: 'constant' }, 1],
    ['    arrivals: { burst: 4x, on: 1s, off: 9s }', { kind: 'bursty', burst: 4, on: 1, off: 9 }, 1],
    ['    arrivals: daily\n    peak: 3x', { kind: 'daily', at: 72_000 }, 3],
    ['    arrivals: { daily: 9h }\n    peak: 3x', { kind: 'daily', at: 32_400 }, 3],
    ['    arrivals: { ramp: { to: most, over: 10min } }', { kind: 'ramp', to: 5, over: 600 }, 5],
    ['    arrivals: { ramp: { to: 50%, over: 10min } }', { kind: 'ramp', to: 0.5, over: 600 }, 1],
    [
      '    arrivals: { steps: [ { at: 0s, load: 2x }, { at: 5min, load: 4x }, { at: 6min, load: 0 } ] }',
      {
        kind: 'steps',
        steps: [
          { at: 0, load: 2 },
          { at: 300, load: 4 },
          { at: 360, load: 0 },
        ],
      },
      4,
    ],
    ['    arrivals: { steps: [ { at: 5min, load: 50% } ] }', { kind: 'steps', steps: [{ at: 300, load: 0.5 }] }, 1],
    ['    arrivals: { steps: [ { at: 5min, load: 2x } ] }\n    peak: 6x', { kind: 'steps', steps: [{ at: 300, load: 2 }] }, 6],
  ])('%s', (flow, arrivals, peak) => {
    expect(workload(flow)).toMatchObject({ kind: 'open', rate: 10, arrivals, peak });
  });

  test.each<[string, string, string]>([
    ['a word that is none', '    arrivals: dayly', '9:15 value/unknown'],
    ['two ways at once', '    arrivals: { daily: 9h, ramp: { to: 2x, over: 1min } }\n    peak: 3x', '9:5 arrivals/mixed'],
    ['a burst in a ramp', '    arrivals: { burst: 2x, ramp: { to: 2x, over: 1min } }', '9:5 arrivals/mixed'],
    ['a day without its height', '    arrivals: daily', '9:5 arrivals/daily'],
    ['a day that is flat', '    arrivals: { daily: 9h }\n    peak: 1x', '9:5 arrivals/daily'],
    ['a time of day as on a clock', '    arrivals: { daily: "20:00" }\n    peak: 2x', '9:27 '],
    ['a ramp to nowhere', '    arrivals: { ramp: { over: 1min } }', '9:17 arrivals/ramp'],
    ['a ramp that takes no time', '    arrivals: { ramp: { to: 2x, over: 0s } }', '9:17 arrivals/ramp'],
    ['a ramp of another dimension', '    arrivals: { ramp: { to: 2x, over: 3 } }', '9:39 units/dimension'],
    ['an attribute of a ramp with a slip', '    arrivals: { ramp: { to: 2x, ovr: 1min } }', '9:33 attribute/unknown'],
    ['no step', '    arrivals: { steps: [] }', '9:17 arrivals/steps'],
    ['a step without its load', '    arrivals: { steps: [ { at: 0s, load: 1x }, { at: 1min } ] }', 'arrivals/steps'],
    ['steps in the wrong order', '    arrivals: { steps: [ { at: 2min, load: 1x }, { at: 1min, load: 2x } ] }', 'arrivals/steps'],
    ['a step below nothing', '    arrivals: { steps: [ { at: 0s, load: -1 } ] }', '9:42 '],
    ['a peak below the arrivals', '    peak: 2x\n    arrivals: { ramp: { to: 3x, over: 1min } }', '9:11 arrivals/above-peak'],
  ])('%s is told at its place', (_, flow, place) => {
    const told = problems(text(flow));
    expect(told.length).toBeGreaterThan(0);
    expect(told.join('\n')).toContain(place);
  });

  test('a batch that begins every no time is told', () => {
    const every = text('').replace('rate: 10 /s', 'every: 0s');
    expect(problems(every)).toEqual(['7:12 range/every']);
  });

  test('one thing is told once, and what is not known is not told', () => {
    expect(problems(text('    arrivals: { ramp: { to: 2x, over: 3 } }'))).toEqual(['9:39 units/dimension']);
    expect(problems(text('    arrivals: { ramp: { to: unknown, over: 3s } }'))).toEqual([]);
    expect(problems(text('    arrivals: { steps: [ { at: unknown, load: 2x } ] }'))).toEqual([]);
  });
});
