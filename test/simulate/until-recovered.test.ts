import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { type SimulationOptions, simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, EXPONENTIAL } from '../helpers/lines.js';

/** Capacity 100 a second; one retry; work is not cancelled. */
const line = (rate: number) =>
  bare(
    `  s: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL.replace('1s', '10ms')} }`,
    `{ rate: ${rate}/s, path: [ web -> s: { timeout: 1s, retries: 1 } ] }`,
  );

const stalled = (rate: number, options: SimulationOptions = {}) =>
  simulate(design(line(rate)), {
    faults: [{ what: { kind: 'slow', component: ComponentId('s'), factor: 100 }, at: 20, for: 10 }],
    duration: 300,
    warmup: 10,
    seed: 5,
    peak: false,
    ...options,
  });

describe('a run that ends when all is as before', () => {
  test('ends early where it recovers, and says so as the whole run does', () => {
    const whole = stalled(30);
    const early = stalled(30, { untilRecovered: true });
    expect(early.simulated).toBeLessThan(0.6 * whole.simulated);
    expect(early.simulated).toBeGreaterThan(30);
    const last = ({ timeline }: typeof whole) => timeline.slice(-3).reduce((sum, { flows }) => sum + flows['f']!.served, 0) / 3;
    for (const report of [whole, early]) expect(last(report)).toBeGreaterThan(26);
    expect(early.timeline.map(({ flows }) => flows)).toEqual(whole.timeline.slice(0, early.timeline.length).map(({ flows }) => flows));
  });

  test('lasts to its end where what it serves does not come back', () => {
    const report = stalled(80, { untilRecovered: true });
    expect(report.simulated).toBeCloseTo(300, 6);
    expect(report.timeline.at(-1)!.flows['f']!.served).toBeLessThan(40);
  });
});

describe('a failure whose times are chosen', () => {
  const far = (rate: string) => `
sysdrill: 1
title: a slow fail-over
regions: { here: { zones: [a, b] } }
network: none
components:
  web: { is: client }
  s: { is: service, replicas: 2, zones: [a, b], concurrency: 100000, time: 1ms }
  db: { is: database, zones: [a, b], replication: { mode: single-leader, copies: 2, sync: sync, failover: automatic, switch: 30s }, concurrency: 100000, time: 1ms }
data: { row: { in: db, key: id } }
flows:
  f: { rate: ${rate}, path: [ web -> s, { s -> db: { write: row } } ] }
`;

  test('is not cut so short that the fail-over is not seen to its end, however much that takes', () => {
    const report = simulate(design(far('3k/s')), { faults: [{ what: { kind: 'zone', zone: 'here/a' as never } }], peak: false });
    const [fault] = report.faults;
    expect(fault!.for).toBeGreaterThan(30);
    expect(fault!.flows['f']!.after!.served).toBeGreaterThan(2900);
  });

  test('is told as over too soon where so many requests come that it had to be cut', () => {
    const zone = { kind: 'zone' as const, zone: 'here/a' as never };
    // One slot cannot be divided, so that no slice of it can be followed instead.
    const whole = far('300k/s').replaceAll('concurrency: 100000, time: 1ms', 'concurrency: 1, time: 1us');
    const short = simulate(design(whole), { faults: [{ what: zone }], peak: false });
    expect(short.faults[0]!.for).toBeLessThan(30);
    expect(short.unresolved).toContainEqual({ path: 'faults', why: 'too short' });
    const told = simulate(design(far('300/s')), { faults: [{ what: zone, at: 10, for: 5 }], peak: false });
    expect(told.unresolved.filter(({ path }) => path === 'faults')).toEqual([]);
  });
});
