import { test } from 'vitest';
import { modulo } from '#analyze/rules/scaling/modulo.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (shards: string, act = 'write'): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { ${shards} } } }
data: { row: { in: db, key: id } }
flows: { log: { rate: 1 /s, path: [ web -> api, api -> db: { ${act}: row } ] } }
`;

test('one shard, other ways to spread, and what nobody writes', () => {
  ruleTester(modulo).valid([design('count: 1, by: modulo'), design('count: 8, by: hash'), design('count: 8, by: modulo', 'read')]);
});

test('two shards are enough to move two thirds', () => {
  const findings = [{ code: 'scaling/modulo:store', line: 2, subject: ['db'] }];
  ruleTester(modulo).invalid([{ design: design('count: 2, by: modulo'), findings, fixed: design('count: 2, by: consistent-hash') }]);
});
