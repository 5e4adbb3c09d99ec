import { test } from 'vitest';
import { oneWriter } from '#analyze/rules/scaling/one-writer.js';
import { ruleTester } from '#evaluate/rule-tester/rule-tester.js';

const design = (db: string, rate: number, step = 'write: row'): string => `sysdrill: 1
components: { web: { is: client }, api: { is: service, replicas: 9 }, db: { is: database, cores: 10, ${db} } }
data: { row: { in: db, key: id } }
flows: { log: { rate: ${rate} /s, path: [ web -> api, api -> db: { ${step} } ] } }
`;
const LED = 'replication: { mode: single-leader, copies: 3, sync: async, failover: automatic }';

test('seventy per cent of writes is near; reads, shards, quorums and assumed times are not told', () => {
  ruleTester(oneWriter)
    .valid([
      design(`time: 10ms, ${LED}`, 690),
      design(`time: 10ms, ${LED}`, 900, 'read: row'),
      design(`time: 10ms, shards: 2, ${LED}`, 900),
      design('time: 10ms, replication: { mode: leaderless, copies: 3 }', 900),
      design(LED, 1900),
      // Full is told as full.
      design(`time: 10ms, ${LED}`, 1100),
    ])
    .invalid([
      { design: design(`time: 10ms, ${LED}`, 700), findings: [{ code: 'scaling/one-writer:near', line: 2, subject: ['db', 'log'] }] },
    ]);
});
