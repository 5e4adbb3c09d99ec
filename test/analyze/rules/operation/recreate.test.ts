import { test } from 'vitest';
import { recreate } from '#analyze/rules/operation/recreate.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (deploy: string, availability: string, arrow = '->'): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: read, availability: ${availability} } } }
components: { web: { is: client }, api: { is: service, replicas: 3 }, stats: { is: service, replicas: 3, deploy: ${deploy} } }
flows: { read: { rate: 1 /s, path: [ web -> api, api ${arrow} stats ] } }
`;

test('two nines bear it, and so does who is not waited for', () => {
  const findings = [{ code: 'operation/recreate:outage', line: 3, subject: ['stats', 'read'] }];
  ruleTester(recreate)
    .valid([design('recreate', '99%'), design('recreate', '99.9%', '~>'), design('canary', '99.9%'), design('unknown', '99.9%')])
    .invalid([{ design: design('recreate', '99.9%'), findings, fixed: design('rolling', '99.9%') }]);
});
