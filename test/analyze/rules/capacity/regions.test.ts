import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { modelOf } from '../../judge.js';
import { raised } from '../raised.js';

const apart = (parts: { web?: string; api?: string; db?: string; op?: string; target?: string }): string => `
requirements: { quality: { Q1: { flow: f, ${parts.target ?? 'p99: 20ms'} } } }
regions: { eu: { zones: [a] }, us: { zones: [a] } }
network: { us <-> eu: 90ms }
components:
  web: { is: client${parts.web ?? ''} }
  api: { is: service, at: ${parts.api ?? 'eu'}, replicas: 2, concurrency: 8, time: 1ms }
  db: { is: database, at: us, time: 1ms, concurrency: 100${parts.db ?? ''} }
data: { row: { in: db, key: id } }
flows: { f: { rate: 300 /s, path: [ web -> api, api -> db: { ${parts.op ?? 'read'}: row } ] } }
`;

test('a caller in another region holds its slots for the whole way there and back', () => {
  expect(raised('capacity/at-peak', apart({}))).toEqual(['error slots api']);
  const used = analyze(modelOf(`sysdrill: 1\n${apart({})}`)).capacity.components.get('api' as never)!;
  expect(used.saturation).toBeCloseTo((300 * 0.092) / 16, 9);
  expect(raised('capacity/at-peak', apart({ api: 'us' }))).toEqual([]);
});

test('no target is met from the other side of an ocean', () => {
  expect(raised('capacity/latency-floor', apart({}))).toEqual(['error below f']);
  expect(raised('capacity/latency-floor', apart({ target: 'p99: 200ms' }))).toEqual([]);
});

test.each([
  ['a few users far away do not decide a p99', ', from: { us: 99.5%, eu: 0.5% }', 'p99: 80ms', []],
  ['they decide a p999', ', from: { us: 99.5%, eu: 0.5% }', 'p999: 80ms', ['error below f']],
  ['half of them far away', '', 'p99: 80ms', ['error below f']],
  ['the mean is between', '', 'mean: 80ms', []],
])('callers in both regions: %s', (_what, web, target, said) => {
  expect(raised('capacity/latency-floor', apart({ web, target, api: '[eu, us], replicas: 8' }).replace('replicas: 2, ', ''))).toEqual(said);
});

test('callers in both regions hold slots for the mean of both ways', () => {
  const model = modelOf(`sysdrill: 1\n${apart({ web: ', from: { us: 75%, eu: 25% }', api: '[eu, us]' })}`);
  const { network } = model;
  const used = analyze(model).capacity.components.get('api' as never)!;
  expect(used.saturation).toBeCloseTo((300 * (0.002 + 0.25 * 0.09 + 0.75 * network.sameZone)) / 32, 9);
});

test.each([
  ['sync', 'write', ['error below f']],
  ['sync', 'read', []],
  ['async', 'write', []],
])('a store that copies between regions: %s, %s', (mode, op, said) => {
  const both = apart({ api: '[eu, us]', op, target: 'p99: 80ms' });
  const db = `at: [eu, us], replication: { mode: single-leader, copies: 2, sync: async, across: { mode: ${mode}, lag: 1s } }`;
  expect(raised('capacity/latency-floor', both.replace('db: { is: database, at: us', `db: { is: database, ${db}`))).toEqual(said);
});

test('users of a region where nothing stands go to the nearest one that serves them', () => {
  const api = (target: string, web: string): readonly string[] => raised('capacity/latency-floor', apart({ api: 'us', web, target }));
  expect(api('p99: 80ms', ', from: { us: 100% }')).toEqual([]);
  expect(api('p99: 80ms', ', from: { us: 60%, eu: 40% }')).toEqual(['error below f']);
  expect(api('p99: 80ms', ', from: { us: 99.5%, eu: 0.5% }')).toEqual([]);
  expect(api('mean: 30ms', ', from: { us: 60%, eu: 40% }')).toEqual(['error below f']);
});
