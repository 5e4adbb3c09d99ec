import { test } from 'vitest';
import { coldStart } from '#analyze/rules/capacity/cold-start.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (target: string, start = 'cold-start: 400ms', path = 'web -> resize'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: show, ${target} } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, resize: { is: function, time: 100ms, ${start} } }
flows: { show: { rate: 1 /s, path: [ ${path} ] } }
`;
const slow = { code: 'capacity/cold-start:slow', line: 3, subject: ['resize', 'show'] };

test('time enough, no figure far enough out, or not waited for', () => {
  ruleTester(coldStart).valid([
    design('max: 400ms'),
    design('p50: 200ms'),
    design('max: 300ms', 'cold-start: unknown'),
    design('max: 300ms', 'cold-start: 400ms', 'web -> api, api ~> resize'),
  ]);
});

test('the farther out the figure, the surer it is missed; told once', () => {
  ruleTester(coldStart).invalid([
    { design: design('max: 300ms, p99: 200ms'), findings: [{ ...slow, severity: 'error' }] },
    { design: design('p999: 300ms'), findings: [{ ...slow, severity: 'warning' }] },
    { design: design('p99: 300ms'), findings: [{ ...slow, severity: 'info' }] },
  ]);
});
