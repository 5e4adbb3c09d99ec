import { test } from 'vitest';
import { stampede } from '#analyze/rules/resilience/stampede.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (
  hot: string,
  rate: number,
  db = 'time: 20ms, concurrency: 16',
  popularity = ', popularity: { zipf: 1 }',
): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 99 }, hot: { is: cache, shards: 8, copies: 2${hot} }, db: { is: database, shards: 8, ${db} } }
data: { page: { in: db, key: id, count: 1M${popularity} } }
flows: { read: { rate: ${rate} /s, path: [ web -> api, api -> hot: { read: page, hit: 99% }, api -> db: { read: page, when: miss } ] } }
`;

test('the first of a million draws 1 / 14.39 of the reads; 16 at once are 11.2k reads a second of 20.5 ms', () => {
  const findings = [{ code: 'resilience/stampede:herd', line: 2, subject: ['hot', 'db', 'page'] }];
  ruleTester(stampede)
    .valid([
      design(', ttl: 1h', 11_200),
      design(', ttl: 1h, stampede: serve-stale', 20_000),
      design('', 20_000),
      design(', ttl: 1h', 20_000, 'concurrency: 16'),
      design(', ttl: 1h', 20_000, 'time: 20ms, concurrency: 16', ''),
    ])
    .invalid([{ design: design(', ttl: 1h', 11_300), findings, fixed: design(', ttl: 1h, stampede: single-flight', 11_300) }]);
});
