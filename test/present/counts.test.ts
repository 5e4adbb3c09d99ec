import { describe, expect, test } from 'vitest';
import { bytesText, countText, numberText, timeText } from '#present/figure-text.js';
import { fleetLines } from '#present/simulation-fleets.js';
import { kneeText } from '#present/simulation-knee.js';
import { batchLines } from '#present/simulation-messages.js';
import { sweepBands } from '#present/sweep-bands.js';
import { type SimulationReport, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, free } from '../helpers/lines.js';

describe('figures are rounded before their unit is chosen', () => {
  test.each([
    [timeText(0.000_999_6), '1 ms'],
    [timeText(0.999_7), '1 s'],
    [timeText(59.99), '1 min'],
    [timeText(59.94), '59.9 s'],
    [timeText(86_399), '1 day'],
    [numberText(9_996), '10k'],
    [numberText(9_994), '9990'],
    [numberText(999_600), '1M'],
    [bytesText(999.6), '1 kB'],
    [countText(1.0004, 'user'), '1 user'],
    [countText(1.01, 'user'), '1.01 users'],
    [countText(0, 'user'), '0 users'],
  ])('%s', (text, expected) => expect(text).toBe(expected));
});

describe('one is told as one', () => {
  const plain = { columns: 300, color: false };
  const knee = { load: 0.5, component: 'a', basis: 'closed form' as const };

  test('users at the knee, and what is full next', () => {
    expect(kneeText({ ...knee, users: 1 })).toMatch(/^With more than 1 user they wait for one another there, .* the design has 2\.$/);
    expect(kneeText({ ...knee, users: 4 })).toContain('With more than 4 users they');
    expect(kneeText({ ...knee, next: [{ component: 'b', load: 0.9 }] })).toContain('Next is b at 0.9x, if the first kept up.');
    const two = [
      { component: 'b', load: 0.7 },
      { component: 'c', load: 0.9 },
    ];
    expect(kneeText({ ...knee, next: two })).toContain('Next are b at 0.7x and c at 0.9x, each if the others kept up.');
  });

  test('instances, items of a batch, and trials', () => {
    const report = simulate(design(bare(free('a', 1), '{ rate: 20/s, path: [ web -> a ] }')), { duration: 5 });
    const one: SimulationReport = {
      ...report,
      components: { a: { ...report.components['a']!, instances: { mean: 1, least: 1, most: 1 } } },
      flows: {
        f: { ...report.flows['f']!, batch: { every: 60, items: 1, done: 1, takes: 2, basis: 'measured', late: false } },
      },
    };
    expect(fleetLines(one, plain)).toEqual(['  a at 1x: 1 instance all the time.']);
    expect(batchLines(one, plain)).toEqual(['  f: 1 item every 1 min takes 2 s: done before the next.']);
    const trial = { load: 1, after: 'not seen' as const, before: 1, last: null };
    const retries = {
      safe: 1,
      vulnerable: { holds: null, leaves: null },
      unstable: { holds: null, leaves: null },
      trigger: { component: 'a', factor: 100, for: 10 },
      trials: [trial],
    };
    expect(sweepBands({ retries } as unknown as Parameters<typeof sweepBands>[0], plain)).toContain('1 of 1 trial does not tell');
  });
});
