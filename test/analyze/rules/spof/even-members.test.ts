import { test } from 'vitest';
import { evenMembers } from '#analyze/rules/spof/even-members.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (copies: string, path = 'web -> api'): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 2 }, agree: { is: coordinator, copies: ${copies} }, locks: { is: lock-service, copies: 3 } }
flows: { read: { rate: 1 /s, path: [ ${path} ] } }
`;
const even = { code: 'spof/even-members:even', line: 2, subject: ['agree'] };

test('odd groups, one alone, and what is not known are left alone', () => {
  ruleTester(evenMembers).valid([design('1'), design('5'), design('unknown')]);
});

test('two are worse than one; four and six are one too many', () => {
  ruleTester(evenMembers).invalid([
    { design: design('2'), findings: [{ ...even, severity: 'warning' }], fixed: design('3') },
    { design: design('6'), findings: [{ ...even, severity: 'info' }], fixed: design('7') },
    { design: design('4', 'web -> api -> agree'), findings: [{ ...even, severity: 'info' }], fixed: design('5', 'web -> api -> agree') },
  ]);
});

test('two that a flow waits for are a single point, and told as one', () => {
  ruleTester(evenMembers).valid([design('2', 'web -> api -> agree')]);
});
