import { test } from 'vitest';
import { cacheFull } from '#analyze/rules/capacity/cache-full.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (cache: string, data: string): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 2 }, lists: { is: cache, shards: 2, copies: 2, ${cache} }, db: { is: database } }
data: { list: { ${data} } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> lists: { read: list }, api ~> lists: { write: list } ] } }
`;

test('two shards of a gigabyte hold two, copies hold the same; what is not counted is not judged', () => {
  ruleTester(cacheFull).valid([
    design('memory: 1 GB, eviction: none', 'in: lists, key: user, item: 1 kB, count: 2M'),
    design('memory: 1 GB, eviction: none', 'in: lists, key: user, item: 1 kB'),
    design('memory: 1 GB, eviction: lru', 'in: db, key: user, item: 1 kB, count: 9M'),
  ]);
});

test('what is only written there counts as well', () => {
  const findings = [{ code: 'capacity/cache-full:full', line: 2, subject: ['lists', 'list'] }];
  ruleTester(cacheFull).invalid([
    { design: design('memory: 1 GB, eviction: none', 'in: lists, key: user, item: 1 kB, count: 2.1M'), findings },
    { design: design('memory: 1 GB, eviction: none', 'in: db, key: user, item: 1 kB, count: 2.1M'), findings },
  ]);
});
