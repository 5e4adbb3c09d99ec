import { test } from 'vitest';
import { longLine } from '#analyze/rules/resilience/long-line.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (api: string, step: string, flow = '', arrow = '->'): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 2, cores: 2, ${api} } }
flows: { read: { rate: 1 /s${flow}, path: [ web ${arrow} api${step} ] } }
`;

test('a second is two hundred of ten milliseconds on two cores', () => {
  const findings = [{ code: 'resilience/long-line:late', line: 2, subject: ['api'] }];
  ruleTester(longLine)
    .valid([
      design('time: 10ms, queue: 200', ': { timeout: 1s }'),
      design('time: 10ms, queue: 9000', ''),
      design('queue: 9000', ': { timeout: 1s }'),
      design('time: 10ms, queue: 9000', ': { timeout: 1s }', '', '~>'),
    ])
    .invalid([
      {
        design: design('time: 10ms, queue: 201', ': { timeout: 1s }'),
        findings,
        fixed: design('time: 10ms, queue: 200', ': { timeout: 1s }'),
      },
      {
        design: design('time: 10ms, queue: 201', '', ', deadline: 1s'),
        findings,
        fixed: design('time: 10ms, queue: 200', '', ', deadline: 1s'),
      },
    ]);
});
