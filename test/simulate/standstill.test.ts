import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulationText } from '#present/simulation-text.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

const designOf = (limit: string, think = '0s') =>
  design(`
sysdrill: 1
title: t
network: none
components:
  web: { is: client }
  gate: { is: api-gateway, limit: ${limit}, replicas: 1, time: 0s }
  api: { is: service, concurrency: 4, time: 2ms, replicas: 1 }
flows:
  get: { users: 10, think: ${think}, path: [ web -> gate -> api ] }
`);

test('users who ask again in the moment in which they are refused are told as such, already in the warm-up', () => {
  const report = simulate(designOf('5/s'));
  expect(report.stability).toEqual({ verdict: 'stuck', basis: 'measured', flows: ['get'] });
  expect(report.simulated).toBe(0);
  expect(report.flows['get']).toMatchObject({ offered: 0, served: 0, errors: {} });
  expect(report.unresolved).toContainEqual({ path: 'simulated', why: 'stuck' });
  const said = simulationText('t', report, { columns: 400, color: false });
  expect(said).toContain('STUCK at load 1x: users of get get their answers or failures in the moment in which they ask');
  expect(said).not.toContain('STABLE');
});

test('where they begin to be refused only later, it is told all the same', () => {
  const report = simulate(designOf('1000000/s'), {
    faults: [{ what: { kind: 'component', component: ComponentId('gate') }, at: 0.5, for: 1 }],
    duration: 3,
  });
  expect(report.stability.verdict).toBe('stuck');
});

test('users who think do not stand still, nor do those whose calls take their time', () => {
  expect(simulate(designOf('5/s', '10ms'), { events: 200_000 }).stability.verdict).not.toBe('stuck');
  expect(simulate(designOf('1000000/s'), { events: 200_000 }).stability.verdict).toBe('stable');
});
