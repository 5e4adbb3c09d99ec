import { test } from 'vitest';
import { whoElects } from '#analyze/rules/resilience/who-elects.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (match: string, more = ''): string => `sysdrill: 1
components: { web: { is: client }, match: { is: service, ${match} }${more} }
flows: { bid: { rate: 1 /s, path: [ web -> match ] } }
`;

test('one needs no election, three are a majority of themselves, and a lock or a registry decides too', () => {
  ruleTester(whoElects).valid([
    design('replicas: 1, state: leader-elected'),
    design('replicas: 3, state: leader-elected'),
    design('replicas: 2, state: leader-elected', ', locks: { is: lock-service, copies: 3 }'),
    design('replicas: 2, state: unknown'),
  ]);
});
