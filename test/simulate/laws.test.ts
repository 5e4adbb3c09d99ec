import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, EXPONENTIAL } from '../helpers/lines.js';

const THREE_TIERS = `
sysdrill: 1
title: three tiers
regions:
  here: { zones: [a, b, c] }
requirements:
  quality:
    Q1: { flow: read, p99: 200ms }
components:
  web: { is: client }
  edge: { is: load-balancer, algorithm: power-of-two, health-check: 5s, replicas: 2 }
  api: { is: service, replicas: 3, concurrency: 16, cores: 4, queue: 50, time: { mean: 4ms, p99: 20ms } }
  hot: { is: cache, shards: 3, copies: 2 }
  db: { is: database, kind: key-value, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, shards: { count: 4, by: hash }, time: 2ms }
  events: { is: queue }
  mailer: { is: worker, replicas: 2, concurrency: 4, time: 15ms }
data:
  row: { in: db, key: id }
flows:
  read:
    rate: 400/s
    peak: 2x
    path:
      - web -> edge -> api: { timeout: 1s, retries: 1 }
      - api -> hot: { read: row, hit: 80% }
      - api -> db: { read: row, when: miss, timeout: 100ms, retries: 1, backoff: 10ms }
  write:
    rate: 50/s
    path:
      - web -> edge -> api
      - api -> db: { write: row }
      - api ~> events ~> mailer
`;

describe('the laws every run obeys', () => {
  const report = simulate(design(THREE_TIERS), { seed: 3, duration: 200 });

  test.each(['api', 'hot', 'db', 'events'])('Little: the number in line at %s is its rate times its wait', (id) => {
    const { queueLength, waiting } = report.components[id]!;
    const rate = id === 'events' ? report.components['mailer']!.throughput : report.components[id]!.throughput;
    expect(Math.abs(queueLength - rate * waiting)).toBeLessThan(0.02 * queueLength + 1e-3);
  });

  test('flow balance: what comes in goes through', () => {
    const { read, write } = report.flows as Record<string, { served: number; offered: number }>;
    const { components } = report;
    const total = read!.offered + write!.offered;
    expect(Math.abs(components['api']!.throughput - total) / total).toBeLessThan(0.01);
    expect(Math.abs(components['hot']!.throughput - read!.offered) / read!.offered).toBeLessThan(0.01);
    expect(Math.abs(components['mailer']!.throughput - write!.offered) / write!.offered).toBeLessThan(0.02);
    const db = 2 * 0.2 * read!.offered + 3 * write!.offered;
    expect(Math.abs(components['db']!.throughput - db) / db).toBeLessThan(0.02);
  });

  test('utilisation: the share of time at work is rate times service time over capacity', () => {
    const { api, mailer } = report.components;
    expect(Math.abs(api!.utilisation - (api!.throughput * 0.004) / 12)).toBeLessThan(0.02 * api!.utilisation);
    expect(Math.abs(mailer!.utilisation - (mailer!.throughput * 0.015) / 8)).toBeLessThan(0.05 * mailer!.utilisation);
  });

  test('utilisation and demand of the closed form agree', () => {
    for (const id of ['hot', 'db', 'mailer']) {
      const { utilisation, held, demand } = report.components[id]!;
      expect(Math.abs(utilisation + held - demand!)).toBeLessThan(0.05 * demand!);
    }
  });

  test('what is slow is told by component, and adds up to no more than the slow answers take', () => {
    const { spent, latency } = report.flows['read']!;
    expect(Object.keys(spent)).toEqual(expect.arrayContaining(['api', 'hot', 'db']));
    const sum = Object.values(spent).reduce((total, each) => total + each, 0);
    expect(sum).toBeGreaterThan(0.8 * latency.p99!);
    expect(sum).toBeLessThan(2 * latency.p99!);
  });
});

describe('properties', () => {
  test('the same seed gives the same bytes, another seed others', () => {
    const run = (seed: number) => JSON.stringify(simulate(design(THREE_TIERS), { seed, duration: 5 }));
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
  });

  test('progress is told and changes nothing', () => {
    const told: number[] = [];
    const quiet = simulate(design(THREE_TIERS), { duration: 5 });
    const loud = simulate(design(THREE_TIERS), { duration: 5, onProgress: (share) => void told.push(share) });
    expect(JSON.stringify(loud)).toBe(JSON.stringify(quiet));
    expect(told.at(-1)).toBe(1);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
  });

  test('a part drawn for one flow does not move another: common random numbers', () => {
    const faster = THREE_TIERS.replace('time: 15ms', 'time: 5ms');
    const [a, b] = [THREE_TIERS, faster].map((text) => simulate(design(text), { duration: 20 }));
    expect(a!.flows['read']).toEqual(b!.flows['read']);
  });

  test('what is under way and what comes is what is served, what fails and what is under way, whatever the load, the line, the timeout and the failure', () => {
    const some = fc.record({
      rate: fc.integer({ min: 1, max: 60 }),
      slots: fc.integer({ min: 1, max: 3 }),
      shed: fc.integer({ min: 3, max: 20 }),
      timeout: fc.integer({ min: 1, max: 400 }),
      retries: fc.integer({ min: 0, max: 2 }),
      replicas: fc.integer({ min: 1, max: 3 }),
      seed: fc.integer({ min: 0, max: 1_000_000 }),
      kill: fc.boolean(),
    });
    fc.assert(
      fc.property(some, ({ rate, slots, shed, timeout, retries, replicas, seed, kill }) => {
        const model = design(
          bare(
            `  s: { is: service, replicas: ${replicas}, concurrency: ${slots}, shed: ${shed}, time: { mean: 100ms, shape: exponential } }`,
            `{ rate: ${rate}/s, deadline: 1s, path: [ { web -> s: { timeout: ${timeout}ms, retries: ${retries} } } ] }`,
          ),
        );
        const component = [...model.components.keys()][1]!;
        const faults = kill ? [{ what: { kind: 'instance' as const, component, instances: 1 }, at: 5, for: 5 }] : [];
        const report = simulate(model, { seed, duration: 20, faults });
        const { offered, served, errors, inFlight, inFlightBefore } = report.flows['f']!;
        const failed = Object.values(errors).reduce((sum, each) => sum + each, 0);
        expect(inFlightBefore + (offered - served - failed) * report.simulated).toBeCloseTo(inFlight, 6);
        expect(inFlight).toBeGreaterThanOrEqual(0);
        const { utilisation, queueLength } = report.components['s']!;
        expect(utilisation).toBeLessThanOrEqual(1 + 1e-9);
        expect(queueLength).toBeLessThanOrEqual(replicas * Math.max(0, shed - slots) + 1e-9);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('what must not hang or fill the memory', () => {
  test('overload without bounds ends with a verdict, not with figures', () => {
    const text = bare(`  s: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL} }`, '{ rate: 2/s, path: [ web -> s ] }');
    const report = simulate(design(text), {});
    expect(report.stability).toMatchObject({ verdict: 'unstable', component: 's' });
    expect(Math.abs(report.stability.growth! - 1)).toBeLessThan(0.05);
    expect(Math.abs(report.flows['f']!.served - 1)).toBeLessThan(0.02);
    expect(report.flows['f']!.latency.p99).toBeNull();
    expect(report.unresolved).toContainEqual({ path: 'flows.f.latency.p99', why: 'unstable' });
    expect(report.knee).toMatchObject({ load: 0.5, component: 's' });
  });

  test('pending work is bounded', () => {
    const text = bare(`  s: { is: service, replicas: 1, concurrency: 1, time: ${EXPONENTIAL} }`, '{ rate: 100000/s, path: [ web -> s ] }');
    const report = simulate(design(text), { duration: 60, warmup: 60 });
    expect(report.stability).toMatchObject({ verdict: 'overflow', component: 's' });
    // It is too much before anything is measured: by how much is what the closed form says.
    expect(report.simulated).toBe(0);
    expect(report.stability.growth).toBeCloseTo(99_999, -1);
  });

  test.each([
    ['a rate of zero', '{ rate: 0/s, path: [ web -> s ] }', '1ms'],
    ['no time at all', '{ rate: 10/s, path: [ web -> s ] }', '0s'],
    ['users who never think, and no time', '{ users: 3, think: 0s, path: [ web -> s ] }', '0s'],
  ])('%s', (_, flow, time) => {
    const report = simulate(design(bare(`  s: { is: service, replicas: 1, concurrency: 1, time: ${time} }`, flow)), { events: 100_000 });
    expect(report.flows['f']!.errors).toEqual({});
    expect(report.events).toBeLessThanOrEqual(130_000);
  });
});
