import { expect, test } from 'vitest';
import { missesTargets } from '#cli/simulate/fail-on-target.js';
import { simulationMarkdown } from '#present/simulation-page.js';
import { simulationText } from '#present/simulation-text.js';
import { verdictsOf } from '#session/engines/judge.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

/** A function that nobody has used for ten minutes starts anew: at the usual load nearly every request waits for that, at peak none. */
const cold = (target: string) =>
  design(`
sysdrill: 1
title: t
network: none
requirements: { quality: { Q1: { flow: get, p50: ${target} } } }
components:
  web: { is: client }
  fn: { is: function, concurrency: 1, cold-start: 100ms, time: 5ms }
flows:
  get: { rate: 0.0002/s, peak: 1000000x, path: [ web -> fn ] }
`);

test('a target that is missed at the usual load and holds at peak is missed, and it is said where', () => {
  const report = simulate(cold('50ms'), { events: 100_000 });
  expect(report.peak!.flows['get']!.targets[0]).toMatchObject({ verdict: 'pass' });
  const [target] = report.flows['get']!.targets;
  expect(target).toMatchObject({ verdict: 'fail', at: 'usual' });
  expect(target!.measured).toBeGreaterThan(0.1);
  const said = simulationText('t', report, { columns: 200, color: false });
  expect(said).toContain('FAIL: the target is missed at 1x, where there is less load than at peak.');
  expect(said).toMatch(/FAIL {8}get p50 +10\d ms {2}asked 50 ms .* Q1 {2}at 1x/);
  expect(simulationMarkdown('t', report)).toMatch(/fail \| get p50 \| 10[\d.]+ ms at 1x \|/);
  expect(missesTargets(report, 'fail')).toBe(true);
  expect(verdictsOf(report).get('Q1')).toBe('fail');
});

test('what holds at both loads holds; where both are the same the figure is that of the peak', () => {
  const report = simulate(cold('1s'), { events: 100_000 });
  expect(report.flows['get']!.targets).toMatchObject([{ verdict: 'pass', at: 'both' }]);
  expect(report.flows['get']!.targets[0]!.measured).toBeLessThan(0.01);
  expect(simulationText('t', report, { columns: 200, color: false })).toContain('PASS: the target holds at 1x and at peak.');
});

test('what is missed at both loads is told so, and what only the peak misses is of the peak', () => {
  const both = simulate(cold('1ms'), { events: 100_000 });
  expect(both.flows['get']!.targets).toMatchObject([{ verdict: 'fail', at: 'both' }]);
  const said = simulationText('t', both, { columns: 200, color: false });
  expect(said).toContain('FAIL: the target is missed at 1x and at peak.');
  expect(said).toMatch(/FAIL {8}get p50 .* Q1 {2}at 1x as well/);
  const line = design(`
sysdrill: 1
title: t
network: none
requirements: { quality: { Q1: { flow: get, mean: 20ms } } }
components:
  web: { is: client }
  s: { is: service, replicas: 1, concurrency: 1, time: { mean: 10ms, shape: exponential } }
flows:
  get: { rate: 10/s, peak: 8x, path: [ web -> s ] }
`);
  const peak = simulate(line, { events: 200_000 });
  expect(peak.flows['get']!.targets).toMatchObject([{ verdict: 'fail', at: 'peak' }]);
  expect(simulationText('t', peak, { columns: 200, color: false })).toContain('FAIL: the target is missed at peak.');
});
