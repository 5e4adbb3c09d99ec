import { test } from 'vitest';
import { looseLimit } from '#analyze/rules/resilience/loose-limit.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (limit: string, path = 'web -> api, api -> limit'): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 4 }, limit: { is: rate-limiter, ${limit}, rate: 100 /s } }
flows: { read: { rate: 1 /s, path: [ ${path} ] } }
`;

test('one count, one that serves, none asked, and what is not said', () => {
  ruleTester(looseLimit).valid([
    design('replicas: 1, shared: false'),
    design('replicas: 2, shared: false, mode: active-passive, switch: 1s'),
    design('replicas: 2, shared: false', 'web -> api'),
    design('replicas: 2'),
    design('replicas: 2, shared: true, algorithm: fixed-window'),
  ]);
});

test('three counts', () => {
  const findings = [{ code: 'resilience/loose-limit:apart', line: 2, subject: ['limit', 'read'], severity: 'warning' as const }];
  ruleTester(looseLimit).invalid([{ design: design('replicas: 3, shared: false'), findings, fixed: design('replicas: 3, shared: true') }]);
});
