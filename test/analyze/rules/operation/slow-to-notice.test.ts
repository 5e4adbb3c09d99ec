import { test } from 'vitest';
import { slowToNotice } from '#analyze/rules/operation/slow-to-notice.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (every: string, availability: string): string => `sysdrill: 1
requirements: { quality: { Q1: { flow: read, availability: ${availability} } } }
components: { web: { is: client }, api: { is: service, replicas: 3 }, watch: { is: monitor, watches: [read]${every} } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`;

test('three nines leave 43 minutes a month, four leave 259 seconds', () => {
  const findings = [{ code: 'operation/slow-to-notice:late', line: 3, subject: ['watch', 'read'] }];
  ruleTester(slowToNotice)
    .valid([
      design(', every: 40min', '99.9%'),
      design(', every: 4min', '99.99%'),
      design('', '99.999%'),
      design(', every: unknown', '99.99%'),
    ])
    .invalid([
      { design: design(', every: 44min', '99.9%'), findings, fixed: design(', every: 250s', '99.9%') },
      { design: design(', every: 5min', '99.99%'), findings, fixed: design(', every: 25s', '99.99%') },
    ]);
});
