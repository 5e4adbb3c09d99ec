import { test } from 'vitest';
import { crossRegion } from '#analyze/rules/cost/cross-region.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (db: string, item: string, rate: string): string => `sysdrill: 1
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, at: [east], replicas: 2 }, db: { is: database, ${db} } }
data: { page: { in: db, key: id${item} } }
flows: { read: { rate: ${rate}, path: [ web -> api, api -> db: { read: page } ] } }
`;

test('a terabyte a month is four pages of a hundred kilobytes a second', () => {
  ruleTester(crossRegion)
    .valid([
      design('at: [west]', ', item: 100 kB', '3.8 /s'),
      design('at: [east, west]', ', item: 100 kB', '100 /s'),
      design('at: [west]', '', '100 /s'),
    ])
    .invalid([
      {
        design: design('at: [west]', ', item: 100 kB', '3.9 /s'),
        findings: [{ code: 'cost/cross-region:carried', line: 5, subject: ['api', 'db', 'read'] }],
      },
    ]);
});
