import { test } from 'vitest';
import { slowDetection } from '#analyze/rules/availability/slow-detection.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (check: string, within = 'within: 10s', step = ''): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: read, survives: zone, ${within} } } }
components:
  web: { is: client }
  edge: { is: load-balancer, replicas: 2${check} }
  api: { is: service, replicas: 3 }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api${step} ] } }
`;
const late = { code: 'availability/slow-detection:probes', line: 5, subject: ['edge', 'read'] };

test('at the very time is in time; without an interval, or a time to be back in, nothing is judged', () => {
  ruleTester(slowDetection).valid([
    design(', health-check: 10s'),
    design(', health-check: { every: 5s, fails: 2 }'),
    design(''),
    design(', health-check: unknown'),
    design(', health-check: 1h', 'p99: 1s'),
  ]);
});

test('failures in a row count, and one is the least there can be', () => {
  ruleTester(slowDetection).invalid([
    { design: design(', health-check: { every: 5s, fails: 3 }'), findings: [late] },
    { design: design(', health-check: 11s'), findings: [{ ...late, severity: 'error' }] },
  ]);
});

test('a request that is tried again mostly meets another instance', () => {
  const findings = [{ ...late, severity: 'warning' as const }];
  ruleTester(slowDetection).invalid([{ design: design(', health-check: 11s', 'within: 10s', ': { retries: 1, once: id }'), findings }]);
});
