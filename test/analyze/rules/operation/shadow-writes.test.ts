import { test } from 'vitest';
import { shadowWrites } from '#analyze/rules/operation/shadow-writes.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (deploy: string, step: string, to = 'psp'): string => `sysdrill: 1
components: { web: { is: client }, pay: { is: service, replicas: 2, deploy: ${deploy} }, psp: { is: external }, hot: { is: cache, copies: 2 } }
data: { charge: { in: psp, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> ${to}: { ${step}, timeout: 1s } ] } }
`;

test('a copy in a cache, a key that is recognised, or a read does no harm twice', () => {
  ruleTester(shadowWrites)
    .valid([
      design('shadow', 'write: charge', 'hot'),
      design('shadow', 'write: charge, once: id'),
      design('shadow', 'read: charge'),
      design('canary', 'write: charge'),
    ])
    .invalid([
      {
        design: design('shadow', 'write: charge'),
        findings: [{ code: 'operation/shadow-writes:again', line: 2, subject: ['pay', 'psp', 'charge'] }],
      },
    ]);
});
