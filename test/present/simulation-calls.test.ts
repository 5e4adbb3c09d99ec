import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulationText } from '#present/simulation-text.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

const text = (guard: string) => `
sysdrill: 1
title: all of it
network: none
components:
  web: { is: client }
  s: { is: service, replicas: 1, concurrency: 1000, time: { mean: 1ms, shape: constant } }
  a: { is: database, concurrency: 1000, time: { mean: 1ms, shape: constant } }
  psp: { is: external, time: { mean: 10ms, shape: constant } }
data:
  x: { in: a, key: id }
flows:
  buy: { rate: 10/s, arrivals: constant, path: [ web -> s: { hold: 60s }, s -> a: { write: x, undo: back, hedge: 0.5ms }, s -> psp: { ${guard} } ] }
  back: { path: [ s -> a: { write: x } ] }
`;
const said = (guard: string, lasts: number): string => {
  const faults = lasts === 0 ? [] : [{ what: { kind: 'component' as const, component: ComponentId('psp') }, at: 20, for: lasts }];
  const report = simulate(design(text(guard)), { warmup: 20, duration: 100, faults });
  return simulationText('t', report, { columns: 200, color: false });
};

test('what calls do besides asking is told in lines: causes, breakers, second attempts, undo, connections', () => {
  const lines = said('breaker: { at: 50%, over: 10s, open: 100s, calls: 20 }', 40);
  // Fifty fail until half of the last hundred have; the other 750 are rejected.
  expect(lines).toContain('  buy at 1x fails: 74.9% rejected by an open circuit breaker, 5.1% nobody of psp there to ask.');
  expect(lines).toContain('  at 1x the breaker before psp in s opens once, is not closed 74.9% of the time and rejects 7.49/s.');
  expect(lines).toMatch(/ {2}buy at 1x sends 10(\.\d+)?\/s second attempts, 1 a request\./);
  expect(lines).toContain('  buy at 1x takes back 8 steps a second.');
  expect(lines).toMatch(/ {2}s at 1x holds \d{3} connections on average\./);
});

test('a breaker that never opens says so, and what does not happen has no line', () => {
  const lines = said('breaker: true', 0);
  expect(lines).toContain('  at 1x the breaker before psp in s never opens.');
  expect(lines).not.toContain('takes back');
  expect(lines).not.toContain('fails:');
  expect(said('timeout: 1s', 0)).not.toContain('breaker');
});
