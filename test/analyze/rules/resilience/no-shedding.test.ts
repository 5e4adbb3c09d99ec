import { test } from 'vitest';
import { noShedding } from '#analyze/rules/resilience/no-shedding.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (api: string, deadline = ', deadline: 2s', burst = '10x'): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, cores: 1, time: 10ms, ${api} } }
flows: { sale: { rate: 100 /s${deadline}, arrivals: { burst: ${burst}, on: 1min, off: 20min }, path: [ web -> api ] } }
`;

test('enough instances, a bound, or nobody in a hurry', () => {
  ruleTester(noShedding).valid([
    design('replicas: 10'),
    design('replicas: 5, shed: 100'),
    design('replicas: 5, queue: 100'),
    design('replicas: 5', ''),
    // A fiftieth too much for a minute is 1.2 s of line.
    design('replicas: 10', ', deadline: 2s', '10.2x'),
  ]);
});

test('twice what five can do, for a minute, is a minute of line', () => {
  const findings = [{ code: 'resilience/no-shedding:pile', line: 2, subject: ['api', 'sale'] }];
  ruleTester(noShedding).invalid([{ design: design('replicas: 5'), findings }]);
});
