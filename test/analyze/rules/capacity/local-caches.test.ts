import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { modelOf } from '../../judge.js';
import { raised } from '../raised.js';

const design = (local: boolean): string => `
components:
  web: { is: client }
  api: { is: service, replicas: 10, concurrency: 100, time: 1ms }
  near: { is: cache, local: ${local}, time: 1ms, concurrency: 1 }
  db: { is: database, time: 1ms, concurrency: 1 }
data: { row: { in: db, key: id, changes: never } }
flows: { read: { rate: 5000 /s, path: [ web -> api, api -> near: { read: row, hit: 95% }, api -> db: { read: row, when: miss } ] } }
`;

test('a cache inside its callers is as many as they are', () => {
  const used = analyze(modelOf(`sysdrill: 1\n${design(true)}`)).capacity.components.get('near' as never)!;
  expect([used.instances, used.saturation]).toEqual([10, 0.5]);
  expect(raised('capacity/at-peak', design(true))).toEqual([]);
  expect(raised('capacity/at-peak', design(false))).toEqual(['error work near']);
});

test('its copies are not lost all at once', () => {
  expect(raised('capacity/after-loss', design(true))).toEqual([]);
  expect(raised('capacity/after-loss', design(false))).toEqual(['warning cache near']);
});
