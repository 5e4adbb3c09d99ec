import { describe, expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

const text = (step: string, { shards = 8, copies = 'mode: leaderless, copies: 3, read: 2, write: 2', rate = 100 } = {}) => `
sysdrill: 1
title: many keys in one call
network: none
components:
  app: { is: client }
  api: { is: service, replicas: 2, concurrency: 500, time: 1ms }
  db: { is: database, kind: wide-column, shards: ${shards}, replication: { ${copies} }, concurrency: 8, time: { mean: 4ms, shape: exponential } }
data:
  row: { in: db, key: id, indexes: [ { by: word, scope: local }, { by: owner, scope: global } ] }
flows:
  f: { rate: ${rate}/s, path: [ app -> api, { api -> db: ${step} } ] }
`;
const ONE = 'mode: none, copies: 1';
const run = (...about: Parameters<typeof text>) => {
  const model = design(text(...about));
  const { components, flows } = simulate(model, { duration: 40, seed: 2 });
  const { saturation } = analyze(model).capacity.components.get('db' as never)!;
  return { db: components['db']!, latency: flows['f']!.latency.mean!, saturation: saturation! };
};

describe('keys of one call on several shards', () => {
  test.each([
    ['as many visits as keys', '{ read: row, items: 5 }', 5],
    ['no more than there are shards', '{ read: row, items: 20 }', 8],
    ['an index beside the rows asks all shards', '{ read: row, by: word }', 8],
    ['a list of another index is in one place', '{ read: row, by: owner, items: 20 }', 1],
    ['a write goes to the shard of each key, and to an index with a key of its own', '{ write: row, items: 3 }', 4],
  ])('%s, and that is what is judged', (_, step, visits) => {
    const { db, saturation } = run(step, { copies: ONE });
    expect(db.throughput / 100).toBeGreaterThan(visits * 0.94);
    expect(db.throughput / 100).toBeLessThan(visits * 1.06);
    expect(Math.abs(db.utilisation / saturation - 1)).toBeLessThan(0.1);
    expect(db.demand).toBeCloseTo(saturation, 6);
  });

  test('each shard has its quorum', () => {
    const { db } = run('{ read: row, items: 5 }');
    expect(db.throughput / 100 / (5 * 2)).toBeCloseTo(1, 1);
  });

  test('the answer waits for the slowest shard', () => {
    // 1 ms, and the longest of eight exponential times of 4 ms: 4 ms * (1 + 1/2 + ... + 1/8) = 10.87 ms.
    const { latency } = run('{ read: row, items: 20 }', { copies: ONE });
    expect(latency).toBeGreaterThan(0.0119 * 0.96);
    expect(latency).toBeLessThan(0.0119 * 1.06);
  });

  test('what comes after a write of several keys is handed over once', () => {
    const model = design(`
sysdrill: 1
title: change capture
components:
  app: { is: client }
  db: { is: database, kind: wide-column, shards: 8, concurrency: 8, time: 1ms }
  log: { is: stream, partitions: 4 }
  job: { is: worker, replicas: 4, time: 1ms, idempotent: true }
data: { row: { in: db, key: id } }
flows:
  f: { rate: 100/s, path: [ { app -> db: { write: row, items: 3 } }, db ~> log ~> job ] }
`);
    const { components } = simulate(model, { duration: 40, seed: 2 });
    expect(components['db']!.throughput / 300).toBeCloseTo(1, 1);
    expect(components['job']!.throughput / 100).toBeCloseTo(1, 1);
  });

  test('a slice makes as many visits as the whole', () => {
    const model = design(
      text('{ read: row, items: 40 }', { shards: 40, rate: 2000 }).replace(
        'flows:',
        '  slow: { in: db, key: id }\nflows:\n  rare: { rate: 1/s, path: [ app -> api, { api -> db: { read: slow, time: 3s } } ] }',
      ),
    );
    const { slice, components } = simulate(model, { events: 400_000 });
    expect(slice).toBeGreaterThan(1);
    expect(components['db']!.throughput / (2000 * 40 * 2)).toBeCloseTo(1, 1);
  });
});
