import { test } from 'vitest';
import { idleConsumers } from '#analyze/rules/scaling/idle-consumers.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (partitions: string, replicas: string, path = 'web -> api ~> log ~> crew'): string => `sysdrill: 1
components:
  web: { is: client }
  api: { is: service, replicas: 2 }
  log: { is: stream, partitions: ${partitions}, dead-letter: true }
  jobs: { is: queue, dead-letter: true }
  crew: { is: worker, replicas: ${replicas}, idempotent: true }
flows: { send: { rate: 1 /s, path: [ ${path} ] } }
`;

test('as many, more partitions, or a queue beside the stream', () => {
  ruleTester(idleConsumers).valid([design('4', '4'), design('5', '4'), design('1', '9', 'web -> api ~> log ~> crew, api ~> jobs ~> crew')]);
});

test('one instance more than partitions idles', () => {
  const findings = [{ code: 'scaling/idle-consumers:idle', line: 5, subject: ['log', 'crew'] }];
  ruleTester(idleConsumers).invalid([{ design: design('4', '5'), findings, fixed: design('5', '5') }]);
});
