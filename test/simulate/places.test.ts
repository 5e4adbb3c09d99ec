import { describe, expect, test } from 'vitest';
import type { ZoneId } from '#model/ids.js';
import { constant, run } from '../helpers/lines.js';

describe('places', () => {
  const two = `
sysdrill: 1
title: two zones
regions:
  r: { zones: [a, b] }
network: { same-zone: 1ms, other-zone: 10ms, client: 40ms }
components:
  web: { is: client }
  api: { is: service, replicas: 2, zones: [a, b], concurrency: 1000, time: ${constant(5)} }
  db: { is: database, concurrency: 1000, zones: [a], time: ${constant(2)} }
data:
  row: { in: db, key: id }
flows:
  f: { rate: 50/s, path: [ web -> api, { api -> db: { read: row } } ] }
`;

  test('ways cost what the table says', () => {
    const { latency } = run(two).flows['f']!;
    expect(latency.mean! * 1000).toBeCloseTo(40 + 5 + 2 + (1 + 10) / 2, 0);
    expect(latency.max! * 1000).toBeCloseTo(57, 0);
  });

  test('a zone takes down what stands in it, and nothing else', () => {
    const faults = [{ what: { kind: 'zone' as const, zone: 'r/b' as ZoneId }, at: 20, for: 20 }];
    const report = run(two, { duration: 60, faults });
    expect(report.faults[0]!.flows['f']!.during!.errors).toBeLessThan(0.5);
    const store = [{ what: { kind: 'zone' as const, zone: 'r/a' as ZoneId }, at: 20, for: 20 }];
    const { during, before, recovery } = run(two, { duration: 60, faults: store }).faults[0]!.flows['f']!;
    expect(before!.errors).toBe(0);
    expect(during!.served).toBe(0);
    expect(recovery).toBe(0);
  });
});
