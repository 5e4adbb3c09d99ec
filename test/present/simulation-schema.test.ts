import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulationJson } from '#present/simulation-json.js';
import { type SimulationOptions, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { strict } from '../helpers/json-schema.js';

const valid = new Ajv2020({ allErrors: true }).compile(strict(JSON.parse(readFileSync('docs/simulation.schema.json', 'utf8'))));

const errorsOf = (text: string, options: SimulationOptions = {}): unknown => {
  valid(JSON.parse(simulationJson(simulate(design(text), { events: 60_000, ...options }))));
  return valid.errors ?? [];
};

const WIDE = `
sysdrill: 1
title: wide
requirements: { quality: { Q1: { flow: get, p99: 50ms }, Q2: { data: note, fresh: 10s } } }
components:
  web: { is: client }
  api: { is: service, replicas: { min: 2, max: 6, at: 50%, delay: 5s }, concurrency: 32, cores: 4, pool: 8, time: 2ms }
  hot: { is: cache, eviction: lru, memory: 100 kB, time: 0.2ms }
  db: { is: database, concurrency: 100, time: 2ms, availability: 99%, repair: 5s, shards: { count: 2, by: hash }, replication: { mode: single-leader, copies: 2, sync: async, lag: 400ms, failover: automatic, switch: 2s } }
  q: { is: queue, delivery: at-least-once, dead-letter: true }
  w: { is: worker, replicas: 2, concurrency: 4, time: 5ms }
data: { note: { in: db, key: id, item: 1 kB, changes: update, count: 1000, popularity: { zipf: 0.9 } } }
flows:
  put: { rate: 50/s, path: [ web -> api, { api -> db: { write: note, breaker: true, hedge: 20ms } }, api ~> q, q ~> w ] }
  get: { rate: 300/s, peak: 1.5x, path: [ web -> api, { api -> hot: { read: note, hit: 60% } }, { api -> db: { read: note, when: miss, from: replica } } ] }
`;
const DOWN = [{ what: { kind: 'component' as const, component: ComponentId('db') }, at: 3, for: 3 }];

test.each<[string, SimulationOptions]>([
  ['a quiet run', {}],
  ['a failure', { duration: 10, faults: DOWN }],
  ['failures that were drawn', { duration: 10, failures: 2000 }],
])('%s is as the schema says', (_, options) => {
  expect(errorsOf(WIDE, options)).toEqual([]);
});

test('the schema knows every member: one that it does not know is told', () => {
  const report = simulate(design(WIDE), { events: 20_000, peak: false });
  expect(valid(JSON.parse(JSON.stringify(report)))).toBe(true);
  expect(valid(JSON.parse(JSON.stringify({ ...report, more: 1 })))).toBe(false);
  expect(valid(JSON.parse(JSON.stringify({ ...report, flows: { get: {} } })))).toBe(false);
});
