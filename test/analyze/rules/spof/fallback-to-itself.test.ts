import { test } from 'vitest';
import { fallbackToItself } from '#analyze/rules/spof/fallback-to-itself.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (first: string, second: string): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: leaderless, copies: 3 } } }
data: { row: { in: db, key: id }, log: { in: db, key: id } }
flows:
  read:
    rate: 1 /s
    path:
      - web -> api
      - api -> db: { ${first} }
      - api -> db: { ${second}, when: error }
`;

test('another copy, another thing and another act are other than what failed', () => {
  ruleTester(fallbackToItself).valid([
    design('read: row, from: quorum', 'read: row, from: any'),
    design('read: row', 'read: log'),
    design('read: row', 'write: row'),
  ]);
});

test('the same read of the same store is told at the second', () => {
  ruleTester(fallbackToItself).invalid([
    {
      design: design('read: row', 'read: row'),
      findings: [{ code: 'spof/fallback-to-itself:same', line: 10, subject: ['db', 'api', 'read'] }],
    },
  ]);
});
