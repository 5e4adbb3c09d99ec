import { expect, test } from 'vitest';
import { bare, constant, expectNear, runFor } from '../helpers/lines.js';

const fn = (rate: number, more = '', arrivals = 'poisson'): string =>
  bare(
    `  f: { is: function, replicas: 200, cold-start: 2s, time: ${constant(100)}${more} }`,
    `{ rate: ${rate}/s, arrivals: ${arrivals}, path: [ web -> f ] }`,
  );

test('a function that is seldom asked starts anew when nobody came for ten minutes: exp(-rate * 600 s) of its requests', () => {
  for (const rate of [1 / 1200, 1 / 600, 1 / 200]) {
    const report = runFor(fn(rate), 20_000, rate);
    const cold = Math.exp(-rate * 600);
    expectNear(report.components['f']!.coldStarts! / rate, cold, 0.06);
    expectNear(report.flows['f']!.latency.mean, 0.1 + 2 * cold, 0.06);
  }
});

test('instances that the load keeps running are there from the beginning, and hardly anybody waits for a new one', () => {
  const report = runFor(fn(50), 100_000, 50);
  expect(report.components['f']!.coldStarts! / 50).toBeLessThan(0.0005);
  expectNear(report.flows['f']!.latency.mean, 0.1, 0.01);
  expect(report.notModelled).toEqual([]);
});

test('a step of the load starts as many as it needs, once', () => {
  const report = runFor(fn(20, '', '{ steps: [ { at: 0s, load: 1 }, { at: 60s, load: 5 } ] }'), 0, 1, { duration: 300, warmup: 10 });
  // About ten run before, and ten are busy after: while new ones start for two seconds, a fifth of 100 requests a second find nobody (Erlang B).
  const started = report.components['f']!.coldStarts! * 300;
  expect(started).toBeGreaterThan(30);
  expect(started).toBeLessThan(100);
  expect(report.flows['f']!.errors).toEqual({});
});
