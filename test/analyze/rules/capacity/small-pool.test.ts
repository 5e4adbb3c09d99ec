import { test } from 'vitest';
import { smallPool } from '#analyze/rules/capacity/small-pool.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (pool: string, db: string): string => `sysdrill: 1
components:
  web: { is: client }
  api: { is: service, replicas: 2${pool} }
  db: { is: database, concurrency: 99${db} }
data: { row: { in: db, key: id } }
flows: { read: { rate: 1000 /s, peak: 2x, path: [ web -> api, api -> db: { read: row } ] } }
`;
const small = { code: 'capacity/small-pool:small', line: 4, subject: ['api', 'db', 'read'] };

test('1,000 calls an instance at peak, 9.5 ms of work and 0.5 ms on the way: ten at once', () => {
  ruleTester(smallPool)
    .valid([design(', pool: 10', ', time: 9.5ms'), design(', pool: unknown', ', time: 1s'), design('', ', time: 1s')])
    .invalid([{ design: design(', pool: 9', ', time: 9.5ms'), findings: [{ ...small, severity: 'error' }] }]);
});

test('a time that is assumed must be off by three before it is told, and is no error then', () => {
  // Five milliseconds are assumed: 5.5 calls at once.
  ruleTester(smallPool)
    .valid([design(', pool: 2', '')])
    .invalid([{ design: design(', pool: 1', ''), findings: [{ ...small, severity: 'warning' }] }]);
});
