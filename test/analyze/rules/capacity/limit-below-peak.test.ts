import { test } from 'vitest';
import { limitBelowPeak } from '#analyze/rules/capacity/limit-below-peak.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (limit: string): string => `sysdrill: 1
components:
  web: { is: client }
  api: { is: service, replicas: 4 }
  limit: { is: rate-limiter, replicas: 2, ${limit} }
flows: { read: { rate: 500 /s, peak: 3x, path: [ web -> api, api -> limit ] } }
`;

test('a limit for each user says nothing about all of them; unshared counts add up', () => {
  ruleTester(limitBelowPeak).valid([
    design('rate: 10 /s, per: user'),
    design('rate: 10 /s'),
    design('rate: unknown, per: all'),
    design('rate: 1500 /s, per: all, shared: true'),
    design('rate: 750 /s, per: all, shared: false'),
  ]);
});

test('one request below the peak is below', () => {
  const findings = [{ code: 'capacity/limit-below-peak:refuses', line: 5, subject: ['limit', 'read'] }];
  ruleTester(limitBelowPeak).invalid([
    { design: design('rate: 1499 /s, per: all, shared: true'), findings, fixed: design('rate: 1500 /s, per: all, shared: true') },
    { design: design('rate: 749 /s, per: all, shared: false'), findings, fixed: design('rate: 750 /s, per: all, shared: false') },
  ]);
});

test.each(['is: api-gateway, replicas: 2', 'is: load-balancer, replicas: 2', 'is: cdn'])('so is the limit of what all pass: %s', (is) => {
  const passed = (limit: string): string => `sysdrill: 1
components:
  web: { is: client }
  edge: { ${is}, limit: ${limit} }
  api: { is: service, replicas: 4 }
flows: { read: { rate: 500 /s, peak: 3x, path: [ web -> edge -> api ] } }
`;
  ruleTester(limitBelowPeak).valid([passed('1500 /s')]);
  const findings = [{ code: 'capacity/limit-below-peak:refuses', line: 4, subject: ['edge', 'read'] }];
  ruleTester(limitBelowPeak).invalid([{ design: passed('1000 /s'), findings, fixed: passed('1500 /s') }]);
});
