import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { findSlice, sliceSpecs } from '#simulate/compile/slice.js';
import { stationSpec } from '#simulate/compile/station-spec.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';

const LARGE = `
sysdrill: 1
title: a large tier
regions:
  here: { zones: [a, b, c] }
components:
  web: { is: client }
  edge: { is: load-balancer, algorithm: random, health-check: 2s }
  api: { is: service, replicas: 60, concurrency: 20, time: { mean: 100ms, shape: exponential } }
  db: { is: database, kind: key-value, replication: { mode: leaderless, copies: 3, read: 1, write: 2 }, shards: { count: 12, by: hash }, concurrency: 8, time: 2ms }
data:
  row: { in: db, key: id }
flows:
  f: { rate: 6000/s, path: [ web -> edge -> api, { api -> db: { read: row } } ] }
`;

const specs = () => [...design(LARGE).components.values()].map(stationSpec);
const needs = { demand: [0, 0, 0.52, 0.1], waitedFor: new Set([0, 1, 2, 3]), whole: new Set<string>() };

describe('one k-th of a design', () => {
  test('has one k-th of every capacity, in whole instances of every zone', () => {
    const sliced = sliceSpecs(specs(), 4, needs)!;
    expect(sliced.map((spec) => [spec.component.id, spec.instances, spec.shards, spec.copies, spec.slots])).toEqual([
      ['web', 1, 1, 1, Infinity],
      ['edge', 1, 1, 1, Infinity],
      ['api', 15, 1, 1, 20],
      ['db', 1, 3, 3, 8],
    ]);
  });

  test('does not exist where it would have another capacity; one that exists is found instead', () => {
    const tight = { ...needs, demand: [0, 0, 0.9, 0.9] };
    expect(sliceSpecs(specs(), 7, tight)).toBeUndefined();
    expect(findSlice(specs(), 7, tight)).toBe(6);
  });

  test('keeps all instances where one will fail', () => {
    const sliced = sliceSpecs(specs(), 4, { ...needs, demand: [0, 0, 0.05, 0.1], whole: new Set(['api']) })!;
    expect([sliced[2]!.instances, sliced[2]!.slots]).toEqual([60, 5]);
  });

  test('loses as much with a zone as the whole', () => {
    const model = design(
      LARGE.replace('algorithm: random,', 'replicas: 2, algorithm: random,')
        .replace('replicas: 60', 'replicas: 58')
        .replace('count: 12', 'count: 13'),
    );
    const parts = [...model.components.values()].map(stationSpec);
    const zonal = sliceSpecs(parts, 4, { ...needs, demand: [0, 0, 0.1, 0.1], zonal: true })!;
    expect(zonal.map(({ instances, shards }) => [instances, shards])).toEqual([
      [1, 1],
      [2, 1],
      [15, 1],
      [1, 3],
    ]);
    const fault = { what: { kind: 'zone' as const, zone: 'here/a' as never }, at: 10, for: 10 };
    const failing = (events: number) => simulate(model, { duration: 30, faults: [fault], events }).faults[0]!.flows['f']!.during!.errors;
    expect(Math.abs(failing(300_000) - failing(1e9)) / 6000).toBeLessThan(0.02);
  });

  test('takes no slots away where few would be left and they are used', () => {
    expect(sliceSpecs(specs(), 4, { ...needs, whole: new Set(['api']) })).toBeUndefined();
  });

  test('tells the rates and numbers of the whole, and nearly its latencies', () => {
    const model = design(LARGE);
    const db = ComponentId('db');
    const faults = [{ what: { kind: 'cold' as const, component: db }, at: 10, for: 10 }];
    const whole = simulate(model, { duration: 30, faults, events: 1e9 });
    const part = simulate(model, { duration: 30, faults, events: 300_000 });
    expect(whole.slice).toBe(1);
    expect(part.slice).toBeGreaterThan(2);
    for (const [a, b, share] of [
      [whole.flows['f']!.served, part.flows['f']!.served, 0.02],
      [whole.flows['f']!.latency.p99!, part.flows['f']!.latency.p99!, 0.05],
      [whole.components['api']!.throughput, part.components['api']!.throughput, 0.02],
      [whole.components['api']!.utilisation, part.components['api']!.utilisation, 0.03],
    ] as const) {
      expect(Math.abs(a - b) / a).toBeLessThan(share);
    }
  });
});
