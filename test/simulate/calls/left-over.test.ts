import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { Caches } from '#simulate/caches/caches.js';
import type { TimedFault } from '#simulate/faults/agenda.js';
import { drive } from '#simulate/kernel/drive.js';
import { run } from '#simulate/kernel/engine.js';
import { World } from '#simulate/kernel/world.js';
import { atOnce } from '#simulate/pieces.js';
import type { Plan } from '#simulate/plan/plan.js';
import { outlook } from '#simulate/plan/utilisation.js';
import { prepare } from '#simulate/simulate.js';
import { settleWrites } from '#simulate/stations/followed-writes.js';
import { COUNT } from '#simulate/statistics/station-counts.js';
import type { Arrivals } from '#simulate/workload/arrivals.js';
import { design } from '../../helpers/design.js';

/** Calls that are given up at every depth, with whatever else may be under way then. */
const text = (stampede: string, replication: string) => `
sysdrill: 1
title: what is given up
network: none
regions: { r: { zones: [a, b, c] } }
components:
  web: { is: client }
  api: { is: service, replicas: 2, concurrency: 20, pool: 2, time: { mean: 5ms, shape: exponential } }
  b: { is: service, replicas: 2, concurrency: 4, queue: 10, connections: 30, time: { mean: 10ms, shape: exponential } }
  hot: { is: cache, memory: 20 kB, ttl: 1s, stampede: ${stampede}, time: 1ms }
  db: { is: database, zones: [a, b, c], concurrency: 4, time: { mean: 10ms, p99: 60ms }, replication: { ${replication} } }
  q: { is: queue, redeliver-after: 50ms, attempts: 3, bound: 200, when-full: wait }
  w: { is: worker, replicas: 2, concurrency: 2, batch: 4, time: { mean: 20ms, shape: exponential }, idempotent: true }
  psp: { is: external, availability: 95%, time: { mean: 30ms, shape: exponential } }
data:
  row: { in: db, key: id, count: 500, item: 1 kB, popularity: { zipf: 0.9 } }
flows:
  f:
    rate: 40/s
    path:
      - { web -> api: { timeout: 150ms, retries: 1, backoff: 10ms } }
      - { api -> hot: { read: row, hit: 80% } }
      - { api -> db: { read: row, when: miss, timeout: 15ms, retries: 1, hedge: 10ms } }
      - { any: [ { api -> psp: { timeout: 20ms } }, { api -> db: { write: row, undo: back } }, { do: part } ], optional: true }
      - { api -> b: { timeout: 20ms, retries: 2, breaker: true, optional: true } }
      - { b -> psp: { timeout: 25ms, hold: 1s } }
      - { b -> db: { read: row, when: timeout, times: 2, at-once: all } }
      - { api -> db: { write: row, undo: back, timeout: 30ms } }
      - api -> q
      - q ~> w
      - { w -> psp: { timeout: 30ms, retries: 1 } }
  part: { path: [ { together: [ { api -> db: { write: row, timeout: 25ms, undo: back } }, { api -> b: { hedge: 10ms } } ] } ] }
  back: { path: [ { api -> db: { write: row, timeout: 30ms, retries: 2 } } ] }
`;

const fails = (component: string, at: number): TimedFault => ({
  what: { kind: 'instance', component: ComponentId(component), instances: 1 },
  at,
  for: 1,
});

/** Runs for a while, then without arrivals until nothing happens any more. */
function drained(source: string): World {
  const model = design(source);
  const { program, specs } = prepare(model);
  const factors = program.flows.map(() => 1);
  const view = outlook(model, program, specs, factors);
  const world = new World(program, 5);
  world.caches = new Caches(world, view.keys.caches);
  const faults = ['db', 'api', 'w', 'b'].map((component, i) => fails(component, 2 + 2 * i));
  const plan: Plan = {
    ...{ warmup: 0, duration: 12, least: 12, events: 1e6, patience: 0, faults, excess: 1 },
    ...{ ease: 1, fixed: true, steepest: 1, reaction: 0, pace: 0 },
  };
  const wishes = { connections: program.calls.holds.map(() => 0), instances: [], profileFrom: 0, unsteady: false, failures: [] };
  const asked = { satisfied: () => true, enough: () => false, lasting: false, onProgress: () => undefined };
  const course = atOnce(drive(world, plan, { ...wishes, ...asked, factors, profiles: factors.map(() => ({ kind: 'flat' }) as const) }));
  expect(course.end).toBe('done');
  expect(course.counts.of(1, COUNT.visits)).toBeGreaterThan(300);
  run(world, { time: Float64Array.of(Infinity) } as Arrivals, 10_000, 1_000_000);
  settleWrites(world);
  return world;
}

/** Records of a pool that are in use. */
function used(pool: object): number {
  const { next, freeHead } = pool as { next: Int32Array; freeHead: number };
  let free = 0;
  for (let each = freeHead; each >= 0; each = next[each]!) free++;
  return next.length - free;
}

describe('once nothing comes any more', () => {
  test.each([
    ['single-flight', 'mode: single-leader, copies: 3, sync: sync, failover: automatic, switch: 500ms'],
    ['early-refresh', 'mode: leaderless, copies: 3, read: 2, write: 2'],
    ['serve-stale', 'mode: chain, copies: 3'],
  ])('nobody is left of what was given up, and nobody holds anything: %s, %s', (stampede, replication) => {
    const world = drained(text(stampede, replication));
    const clocks = world.messages.pumps.filter((token) => token >= 0).length;
    expect(world.tokens.live).toBe(clocks);
    for (const pool of [world.requests, world.attempts, world.trace, world.messages]) expect(used(pool)).toBe(0);
    const { slots, cores, finite, ids } = world.stations;
    world.program.instances.of.forEach((station, instance) => {
      const held = finite[station] === 0 ? [0, 0] : [slots[station]! - world.free[instance]!, cores[station]! - world.coresFree[instance]!];
      expect([ids[station], ...held, world.open[instance], world.held.open[instance]]).toEqual([ids[station], 0, 0, 0, 0]);
    });
    expect([...world.pools.free].every((free) => free === 2)).toBe(true);
    expect([...world.length, ...world.depth, ...world.taken, ...world.flows.pending].every((each) => each === 0)).toBe(true);
    expect(world.log.left.every((each) => each === 0)).toBe(true);
  });
});
