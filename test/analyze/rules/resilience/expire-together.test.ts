import { test } from 'vitest';
import { expireTogether } from '#analyze/rules/resilience/expire-together.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (
  hot: string,
  items: string,
  read = 'api -> hot: { read: page, hit: 90% }, api -> db: { read: page, when: miss }',
): string => `sysdrill: 1
components: { web: { is: client }, cron: { is: scheduler }, fill: { is: worker }, api: { is: service, replicas: 2 }, hot: { is: cache${hot} }, db: { is: database } }
data: { page: { in: db, key: id } }
flows:
  warm: { every: 1 day, items: ${items}, path: [ cron ~> fill, fill -> hot: { write: page } ] }
  read: { rate: 10 /s, path: [ web -> api, ${read} ] }
`;

test('few copies, copies for ever, lifetimes that vary, or nothing behind', () => {
  const findings = [{ code: 'resilience/expire-together:cliff', line: 2, subject: ['hot', 'warm'] }];
  ruleTester(expireTogether)
    .valid([
      design(', ttl: 1h', '999'),
      design('', '1M'),
      design(', ttl: 1h, ttl-spread: 1%', '1M'),
      design(', ttl: 1h', '1M', 'api -> hot: { read: page }'),
    ])
    .invalid([{ design: design(', ttl: 1h', '1000'), findings, fixed: design(', ttl: 1h, ttl-spread: 10%', '1000') }]);
});
