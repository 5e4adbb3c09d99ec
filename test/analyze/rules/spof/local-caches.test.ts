import { describe, expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { modelOf } from '../../judge.js';
import { raised } from '../raised.js';

const design = (near: string, api = 'replicas: 4', rest = ''): string => `
requirements: { quality: { Q1: { flow: read, availability: 99.9%, survives: zone } } }
regions: { r: { zones: { a: { availability: 99.9% }, b: { availability: 99.9% } } } }
components:
  web: { is: client }
  api: { is: service, ${api}, availability: 99.9%, concurrency: 100, time: 1ms }
  near: { is: cache, ${near}, availability: 99%, time: 1ms, concurrency: 1 }
  db: { is: database, availability: 99.99%, time: 1ms, concurrency: 500, replication: { mode: leaderless, copies: 3, read: 1, write: 2 } }
data: { row: { in: db, key: id, changes: never${rest} } }
flows: { read: { rate: 2000 /s, path: [ web -> api, api -> near: { read: row, hit: 99% }, api -> db: { read: row, when: miss } ] } }
`;
/** Nobody reads on behind it, so that it gates the flow. */
const only = (near: string): string =>
  design(near).replace('api -> near: { read: row, hit: 99% }, api -> db: { read: row, when: miss }', 'api -> near: { read: row }');

describe('a cache that lives inside its callers', () => {
  test('is no single point: it is up as long as the instance it lives in', () => {
    expect(raised('spof/lone-instance', only('copies: 1'))).toEqual(['error instance near']);
    expect(raised('spof/lone-instance', only('local: true'))).toEqual([]);
    expect(raised('spof/one-zone', only('local: true'))).toEqual([]);
  });

  test('adds no failure of its own to what the flow is served', () => {
    const served = (text: string): number => analyze(modelOf(`sysdrill: 1\n${text}`)).availability.get('read' as never)!.value;
    const without = design('local: true').replace(/, api -> near[^}]*}, api -> db: { read: row, when: miss }/, '');
    expect(served(only('local: true'))).toBeCloseTo(served(without), 12);
    expect(served(only('copies: 1'))).toBeLessThan(0.9991);
  });

  test('loses with a zone those that stood in it: the rest serve all', () => {
    const busy = design('local: true, zones: [a, b]').replace('2000 /s', '3000 /s');
    expect(raised('capacity/after-loss', busy)).toEqual(['error zone near']);
    expect(raised('capacity/after-loss', busy.replace('3000 /s', '1900 /s'))).toEqual([]);
  });

  test('is asked without a connection: no pool is held against it', () => {
    const pool = (near: string): readonly string[] =>
      raised(
        'capacity/small-pool',
        design(near, 'replicas: 4, pool: 1').replace('time: 1ms, concurrency: 1 ', 'time: 20ms, concurrency: 99 '),
      );
    expect(pool('copies: 4')).toEqual(['error small api']);
    expect(pool('local: true')).toEqual([]);
  });

  test('expires in each instance by itself: the store meets the misses of one', () => {
    const hot = (near: string): string =>
      design(near, 'replicas: 4', ', count: 1M, popularity: { zipf: 1 }').replace(
        'time: 1ms, concurrency: 500',
        'time: 20ms, concurrency: 2',
      );
    expect(raised('resilience/stampede', hot('copies: 2, ttl: 1h'))).toEqual(['warning herd near']);
    expect(raised('resilience/stampede', hot('local: true, ttl: 1h'))).toEqual([]);
  });
});
