import { expect, test } from 'vitest';
import { atPeak } from '#analyze/rules/capacity/at-peak.js';
import { oneWriter } from '#analyze/rules/scaling/one-writer.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';
import { judge } from '../../judge.js';

const LED = 'replication: { mode: single-leader, copies: 3, sync: async, failover: automatic }';
const design = (db: string, steps: string): string => `sysdrill: 1
components:
  web: { is: client }
  api: { is: service, replicas: 9, concurrency: 100, time: 1ms }
  db: { is: database, time: 10ms, concurrency: 10, ${db}, ${LED} }
data: { row: { in: db, key: id } }
flows: { log: { rate: 1000 /s, path: [ web -> api, ${steps} ] } }
`;
const full = { code: 'capacity/at-peak:work', line: 5, subject: ['db', 'log'] };

test('a leader full of writes takes shards, and not copies', () => {
  const steps = 'api -> db: { write: row, times: 2 }';
  ruleTester(atPeak).invalid([
    { design: design('shards: 1', steps), findings: [full], fixed: design('shards: 2', steps) },
    { design: design('shards: { count: 1, by: hash }', steps), findings: [full], fixed: design('shards: { count: 2, by: hash }', steps) },
  ]);
  ruleTester(oneWriter).valid([design('shards: 1', steps)]);
});

test('it is told in shards', () => {
  const { findings } = judge(design('shards: 1', 'api -> db: { write: row, times: 2 }'));
  expect(findings.filter(({ code }) => code === full.code).map(({ message, help }) => [message, help])).toEqual([
    [
      '"db" is asked for 2k visits a second at peak, 2 times what it can do with one shard; it takes 2 shards. All slots of "api" fill up with waiting for it.',
      'Split the data over more shards: each write goes to every copy, and a leader answers its reads alone.',
    ],
  ]);
});

test('so does one full of the reads that are sent to it', () => {
  const steps = 'api -> db: { read: row, times: 3 }';
  ruleTester(atPeak).invalid([{ design: design('shards: 1', steps), findings: [full], fixed: design('shards: 3', steps) }]);
});

test('reads of any copy do not hide that its writes nearly fill the leader', () => {
  const steps = 'api -> db: { write: row, when: 80% }, api -> db: { read: row, from: any }';
  ruleTester(atPeak).invalid([{ design: design('shards: 1', steps), findings: [full] }]);
  ruleTester(oneWriter).invalid([
    { design: design('shards: 1', steps), findings: [{ code: 'scaling/one-writer:near', line: 5, subject: ['db', 'log'] }] },
  ]);
});
