import { expect, test } from 'vitest';
import { atPeak } from '#analyze/rules/capacity/at-peak.js';
import { idleConsumers } from '#analyze/rules/scaling/idle-consumers.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';
import { judge } from '../../judge.js';

const design = (partitions: number, replicas: number, rate = '100 /s, peak: 3x'): string => `sysdrill: 1
network: none
components:
  web: { is: client }
  api: { is: service, replicas: 2 }
  log: { is: stream, partitions: ${partitions}, dead-letter: true }
  crew: { is: worker, replicas: ${replicas}, idempotent: true, concurrency: 10, time: 23ms }
flows: { send: { rate: ${rate}, path: [ web -> api ~> log ~> crew ] } }
`;
const told = (text: string) =>
  judge(text)
    .findings.filter(({ code }) => code.startsWith('capacity/at-peak'))
    .map(({ message }) => message);

test('partitions are named as what a worker falls behind by, and more of them help', () => {
  expect(told(design(4, 2))).toEqual([
    '"crew" falls behind at peak, and catches up afterwards: 4 partitions of log carry 174/s of 300/s; it takes 7 partitions.',
  ]);
  expect(told(design(4, 2, '300 /s'))).toEqual([
    '"crew" never catches up, however many instances it has: 4 partitions of log carry 174/s of 300/s; it takes 7 partitions.',
  ]);
  const findings = [{ code: 'capacity/at-peak:backlog', line: 7, subject: ['crew', 'send'] }];
  ruleTester(atPeak).invalid([{ design: design(4, 2), findings, fixed: design(7, 2) }]);
});

test('idle instances are given the same advice', () => {
  const idle = [{ code: 'scaling/idle-consumers:idle', line: 6, subject: ['log', 'crew'] }];
  const behind = [{ code: 'capacity/at-peak:backlog', line: 7, subject: ['crew', 'send'] }];
  ruleTester(idleConsumers).invalid([{ design: design(4, 5), findings: idle, fixed: design(7, 5) }]);
  ruleTester(atPeak).invalid([{ design: design(4, 9), findings: behind, fixed: design(9, 9) }]);
});
