import { describe, expect, test } from 'vitest';
import type { DesignModel } from '#model/design.js';
import { outlook } from '#simulate/plan/utilisation.js';
import { prepare, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, expectNear } from '../helpers/lines.js';

type Closed = { readonly users: number; readonly think: number; readonly slots: number; readonly seconds: number };

const closed = ({ users, think, slots, seconds }: Closed, more = ''): DesignModel =>
  design(
    bare(
      `  s: { is: service, replicas: 1, concurrency: ${slots}, time: { mean: ${seconds * 1000}ms, shape: exponential } }`,
      `{ users: ${users}, think: ${think}s, path: [ web -> s ] }${more}`,
    ),
  );

/** What the plan of a run takes for the time in which the line of the first flow forgets what it was. */
function planned(model: DesignModel): number {
  const { program, specs } = prepare(model);
  const ones = program.flows.map(() => 1);
  return outlook(model, program, specs, ones).flowMemory[0]!.relaxation;
}

/**
 * Exact relaxation time of M/M/c//N: one over the smallest rate at which its chain of N + 1 states decays. The chain is reversible, so that
 * its rates are those of a symmetric tridiagonal matrix, which a count of negative pivots (Sturm) finds by halving.
 */
function exact({ users, think, slots, seconds }: Closed): number {
  const birth = (n: number) => (users - n) / think;
  const death = (n: number) => Math.min(n, slots) / seconds;
  const below = (rate: number): number => {
    let count = 0;
    let pivot = 1;
    for (let n = 0; n <= users; n++) {
      const square = n === 0 ? 0 : birth(n - 1) * death(n);
      pivot = birth(n) + death(n) - rate - (n === 0 ? 0 : square / pivot);
      if (pivot < 0) count++;
    }
    return count;
  };
  let [low, high] = [0, 1 / think + 1 / seconds + 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    // The rate 0, of what never decays, is always below.
    if (below(middle) >= 2) high = middle;
    else low = middle;
  }
  return 1 / low;
}

describe('how long the line of users who think and wait remembers', () => {
  test.each<[string, Closed]>([
    ['many slots, 71% used', { users: 300, think: 1, slots: 20, seconds: 0.05 }],
    ['one slot, 68% used', { users: 70, think: 1, slots: 1, seconds: 0.01 }],
    ['one slot, nearly full', { users: 95, think: 1, slots: 1, seconds: 0.01 }],
    ['full', { users: 300, think: 1, slots: 10, seconds: 0.1 }],
    ['a handful of users', { users: 3, think: 2, slots: 1, seconds: 0.5 }],
    ['the repairman', { users: 10, think: 4, slots: 1, seconds: 1 }],
  ])('%s: no shorter than exactly, and no longer than one round', (_, each) => {
    const { users, think, slots, seconds } = each;
    const round = Math.max(think + seconds, (users * seconds) / slots);
    const memory = planned(closed(each));
    expect(exact(each)).toBeLessThanOrEqual(think * (1 + 1e-9));
    expect(memory).toBeGreaterThanOrEqual(exact(each));
    expect(memory).toBeLessThanOrEqual(round * (1 + 1e-9));
  });

  test('well below what is full it is that of requests which come whatever happens, a small part of a round', () => {
    const each = { users: 300, think: 1, slots: 20, seconds: 0.05 };
    const rate = each.users / (each.think + each.seconds);
    const open = 1 / (Math.sqrt(each.slots / each.seconds) - Math.sqrt(rate)) ** 2;
    expect(planned(closed(each))).toBeCloseTo(open, 9);
    expect(planned(closed(each))).toBeLessThan(2 * exact(each));
  });

  test('where few of those in a full line are such users, it forgets as slowly as the others let it', () => {
    const each = { users: 95, think: 0.1, slots: 1, seconds: 0.01 };
    const beside = (rate: number) => planned(closed(each, `\n  g: { rate: ${rate}/s, path: [ web -> s ] }`));
    expect(beside(30)).toBeGreaterThan(1.3 * beside(0.1));
    expect(beside(95)).toBeGreaterThanOrEqual(1 / (10 - Math.sqrt(95)) ** 2);
  });
});

test('900 users at 71% of 60 slots: the p95 and p99 are known within the usual run', () => {
  const report = simulate(
    design(
      bare(
        '  s: { is: service, replicas: 3, concurrency: 20, cores: 20, time: { mean: 50ms, shape: exponential } }',
        '{ users: 900, think: 1s, path: [ web -> s ] }',
      ),
    ),
  );
  const { p95, p99, p99Interval } = report.flows['f']!.latency;
  // Hardly anybody waits: the times are those of the work.
  expectNear(p95, 0.05 * Math.log(20), 0.02);
  expectNear(p99, 0.05 * Math.log(100), 0.03);
  expect(p99Interval![0]).toBeLessThan(0.2307);
  expect(p99Interval![1]).toBeGreaterThan(0.2307);
});
