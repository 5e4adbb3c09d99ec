import { test } from 'vitest';
import { twoSchedulers } from '#analyze/rules/resilience/two-schedulers.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (cron: string, step: string, crew = '', first = 'cron ~> crew'): string => `sysdrill: 1
components: { cron: { is: scheduler, ${cron} }, locks: { is: lock-service, copies: 3, fencing: true }, crew: { is: worker, replicas: 2${crew} }, db: { is: database } }
data: { bill: { in: db, key: id } }
flows: { bill: { every: 1 day, items: 1000, path: [ ${first}, crew -> db: { ${step} } ] } }
`;

test('one, a standby, a lock, a key, a worker that knows repetitions, or nothing written', () => {
  ruleTester(twoSchedulers).valid([
    design('replicas: 1', 'write: bill'),
    design('replicas: 2, mode: active-passive', 'write: bill'),
    design('replicas: 2', 'write: bill', '', 'cron ~> crew, crew -> locks'),
    design('replicas: 2', 'write: bill, once: day'),
    design('replicas: 2', 'write: bill', ', idempotent: true'),
    design('replicas: 2', 'read: bill'),
  ]);
});

test('two that both serve both start it', () => {
  const findings = [{ code: 'resilience/two-schedulers:twice', line: 4 - 2, subject: ['cron', 'bill', 'bill'] }];
  ruleTester(twoSchedulers).invalid([
    {
      design: design('replicas: 2, mode: active-active', 'write: bill'),
      findings,
      fixed: design('replicas: 2, mode: active-passive', 'write: bill'),
    },
  ]);
});
