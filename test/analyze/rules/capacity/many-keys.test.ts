import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { modelOf } from '../../judge.js';

const used = (items: number, shards: number): number | null => {
  const model = modelOf(`sysdrill: 1
components:
  web: { is: client }
  api: { is: service, replicas: 10, concurrency: 100, time: 1ms }
  db: { is: database, time: 1ms, concurrency: 1, shards: { count: ${shards}, by: hash }, replication: { mode: single-leader, copies: 1 } }
data: { row: { in: db, key: id } }
flows: { read: { rate: 100 /s, path: [ web -> api, api -> db: { read: row, items: ${items} } ] } }
`);
  return analyze(model).capacity.components.get('db' as never)!.utilisation;
};

test.each([
  [1, 4, 0.025],
  [3, 4, 0.075],
  [50, 4, 0.1],
  [50, 1, 0.1],
])('%d keys of %d shards', (items, shards, share) => expect(used(items, shards)).toBeCloseTo(share, 9));
