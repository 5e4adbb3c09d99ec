import { test } from 'vitest';
import { endlessBacklog } from '#analyze/rules/resilience/endless-backlog.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (jobs: string, step: string): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, dead-letter: true${jobs} }, mailer: { is: worker, idempotent: true }, post: { is: external }, db: { is: database } }
data: { mail: { in: db, key: id } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> mailer, ${step} ] } }
`;
const MAIL = 'mailer -> post: { timeout: 2s }';

test('a bound, a time, or nobody else to wait for', () => {
  ruleTester(endlessBacklog)
    .valid([
      design(', bound: 1M', MAIL),
      design(', retention: 1 day', MAIL),
      design(', retention: unknown', MAIL),
      design('', 'mailer -> db: { write: mail }'),
      design('', 'mailer -> post: { timeout: 2s, optional: true }'),
      design('', 'mailer ~> post'),
    ])
    .invalid([
      {
        design: design('', MAIL),
        findings: [{ code: 'resilience/endless-backlog:endless', line: 2, subject: ['jobs', 'mailer', 'post'] }],
      },
    ]);
});
