import { test } from 'vitest';
import { unwatched } from '#analyze/rules/operation/unwatched.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (watch: string, path = 'web -> api'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: read, p99: 100ms }, Q2: { flow: write, survives: zone } } }
regions: { r: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }${watch} }
flows:
  read: { use-case: open, rate: 1 /s, path: [ ${path} ] }
  write: { rate: 1 /s, path: [ web -> api ] }
`;
const monitor = (words: string): string => `, watch: { is: monitor, watches: [${words}] }`;

test('by its flow, its target, its use case, at what answers it, or in words of one’s own', () => {
  ruleTester(unwatched).valid(['read', 'Q1', 'open', 'api', 'p99', 'write, error rate'].map((words) => design(monitor(words))));
});

test('at a store that answers to the service, nobody sees what the user waits for', () => {
  const line = { code: 'operation/unwatched:flow', line: 2, subject: ['read', 'watch'] };
  ruleTester(unwatched).invalid([
    { design: design(monitor('db'), 'web -> api -> db'), findings: [line], fixed: design(monitor('db, read'), 'web -> api -> db') },
    { design: design(monitor('write')), findings: [line], fixed: design(monitor('write, read')) },
    { design: design(''), findings: [{ code: 'operation/unwatched:nothing', line: 2, subject: ['read'], severity: 'info' }] },
  ]);
});
