import { test } from 'vitest';
import { longLease } from '#analyze/rules/availability/long-lease.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (agree: string, more = '', state = ', state: leader-elected'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: bid, survives: instance, within: 30s } } }
components: { web: { is: client }, match: { is: service, replicas: 3${state} }, agree: { is: coordinator, copies: 3${agree} }${more} }
flows: { bid: { rate: 1 /s, path: [ web -> match ] } }
`;

test('a lease of the time allowed, none that is stated, and services without a leader', () => {
  ruleTester(longLease).valid([design(', lease: 30s'), design(''), design(', lease: unknown'), design(', lease: 1h', '', '')]);
});

test('with two that might elect, nobody says which does', () => {
  ruleTester(longLease).valid([design(', lease: 1h', ', locks: { is: lock-service, copies: 3, lease: 1s }')]);
});

test('a longer one keeps the dead leader in office', () => {
  const findings = [{ code: 'availability/long-lease:late', line: 3, subject: ['agree', 'match', 'bid'] }];
  ruleTester(longLease).invalid([{ design: design(', lease: 31s'), findings, fixed: design(', lease: 30s') }]);
});
