import { test } from 'vitest';
import { scatterRead } from '#analyze/rules/scaling/scatter-read.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (index: string, step: string, shards = '16', arrow = '->'): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: ${shards} } }
data: { order: { in: db, key: [customer, id], indexes: [ { by: town, scope: ${index} } ] } }
flows: { list: { rate: 1 /s, path: [ web -> api, api ${arrow} db: { ${step} } ] } }
`;

test('by the key itself, by a global index, with one shard, or handed over', () => {
  ruleTester(scatterRead).valid([
    design('local', 'read: order, by: customer'),
    design('global', 'read: order, by: town'),
    design('local', 'read: order, by: town', '1'),
    design('local', 'read: order, by: town', '16', '~>'),
    design('local', 'write: order'),
  ]);
});

test('by an index that each shard has of its own', () => {
  const findings = [{ code: 'scaling/scatter-read:all', line: 4, subject: ['db', 'order', 'list'] }];
  ruleTester(scatterRead).invalid([{ design: design('local', 'read: order, by: town'), findings }]);
});
