import { describe, expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import type { SimulationOptions } from '#simulate/options.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../../helpers/design.js';
import { expectNear } from '../../helpers/lines.js';

const text = (path: string, more = '') => `
sysdrill: 1
title: a saga
network: none
components:
  web: { is: client }
  s: { is: service, replicas: 2, concurrency: 10000, time: 1ms }
  a: { is: database, concurrency: 10000, time: 1ms }
  b: { is: database, concurrency: 10000, time: 1ms }
  c: { is: database, concurrency: 10000, time: 1ms }
  logs: { is: database, concurrency: 10000, time: 1ms }
  far: { is: external, time: 1ms }
  late: { is: external, time: { mean: 200ms, shape: constant } }
data:
  x: { in: a, key: id }
  y: { in: b, key: id }
  z: { in: c, key: id }
flows:
  f: { rate: 20/s, ${more}path: [ web -> s, ${path} ] }
  both: { path: [ s -> late, s -> a: { write: x, undo: back-a } ] }
  back-a: { path: [ s -> a: { write: x } ] }
  back-b: { path: [ s -> b: { write: y }, s -> logs ] }
`;
const far = [{ what: { kind: 'component' as const, component: ComponentId('far') }, at: 0, for: 1e6 }];
const saga = (path: string, options: SimulationOptions = { faults: far }, more = '') => {
  const report = simulate(design(text(path, more)), { warmup: 0, duration: 100, seed: 4, ...options });
  const { offered, undone } = report.flows['f']!;
  const visits = (id: string) => report.components[id]!.throughput / offered;
  return { ...report.flows['f']!, undoneShare: undone / offered, visits };
};

const expectVisits = (visits: (id: string) => number, expected: Readonly<Record<string, number>>): void => {
  for (const [id, times] of Object.entries(expected)) expect(visits(id)).toBeCloseTo(times, 1);
};

describe('undo', () => {
  const ab = 's -> a: { write: x, undo: back-a }, s -> b: { write: y, undo: back-b }';

  test('takes back what was done before the step that failed, and counts as load', () => {
    const { undoneShare, visits, served, handedOverFailures } = saga(`${ab}, s -> far`);
    expect(served).toBe(0);
    expect(undoneShare).toBeCloseTo(2, 2);
    expectVisits(visits, { a: 2, b: 2, logs: 1 });
    expect(handedOverFailures).toBe(0);
  });

  test('takes nothing back where nothing failed, nor what was never done', () => {
    expect(saga(`${ab}, s -> far`, {}).undone).toBe(0);
    const early = saga('s -> a: { write: x, undo: back-a }, s -> far, s -> b: { write: y, undo: back-b }');
    expect(early.undoneShare).toBeCloseTo(1, 2);
    expectVisits(early.visits, { a: 2, b: 0 });
  });

  test('is done by nobody where a failure is taken care of', () => {
    for (const way of ['s -> far: { optional: true }', 's -> far, s -> c: { write: z, when: error }'])
      expect(saga(`${ab}, ${way}`).undone).toBe(0);
  });

  test('holds for steps inside a visit that is over, and inside one that fails and is taken care of', () => {
    const inside = simulate(
      design(`
sysdrill: 1
title: two levels
network: none
components:
  web: { is: client }
  s: { is: service, replicas: 2, concurrency: 10000, time: 1ms }
  t: { is: service, replicas: 2, concurrency: 10000, time: 1ms }
  a: { is: database, concurrency: 10000, time: 1ms }
  far: { is: external, time: 1ms }
data:
  x: { in: a, key: id }
flows:
  over: { rate: 10/s, path: [ web -> s, s -> t, t -> a: { write: x, undo: back }, s -> far ] }
  cared: { rate: 10/s, path: [ web -> s, s -> t: { optional: true }, t -> a: { write: x, undo: back }, t -> far ] }
  back: { path: [ s -> a: { write: x } ] }
`),
      { warmup: 0, duration: 100, faults: far },
    );
    expect(inside.flows['over']!.undone).toBeCloseTo(inside.flows['over']!.offered, 1);
    expect(inside.flows['cared']!.undone).toBeCloseTo(inside.flows['cared']!.offered, 1);
    expect(inside.flows['cared']!.served).toBeGreaterThan(0.98 * inside.flows['cared']!.offered);
  });

  test('goes for a step whose outcome is not known as well, and for that of a retry once', () => {
    const once = saga('s -> late: { write: x, undo: back-a, timeout: 50ms, retries: 2 }', {});
    expect(once.undoneShare).toBeCloseTo(1, 2);
    expectVisits(once.visits, { a: 1 });
  });

  test('counts every repetition that was done, one after another or side by side', () => {
    for (const side of [1, 'all']) {
      const { undoneShare, visits } = saga(`s -> a: { write: x, undo: back-a, times: 5, at-once: ${side} }, s -> far`);
      expect(undoneShare).toBeCloseTo(5, 1);
      expectVisits(visits, { a: 10 });
    }
  });

  test('reaches what a branch did that nobody waits for any more', () => {
    const together = saga('{ together: [ s -> far, { do: both } ] }');
    expectNear(together.undoneShare, 1, 0.01);
    const loser = saga('{ any: [ s -> b: { write: y, undo: back-b }, { do: both } ] }', {});
    expectNear(loser.undoneShare, 1, 0.01);
    expect(loser.visits('logs')).toBe(0);
  });

  test('is not for what still waited for a connection when another branch was first: it was never sent', () => {
    const branches = ['s -> far', 's -> late: { write: x, undo: back-a }', 's -> late: { write: x, undo: back-a }'];
    const one = text(`{ any: [ ${branches.join(', ')} ] }`)
      .replace('replicas: 2,', 'replicas: 1, pool: 1,')
      .replace('late: { is: external,', 'late: { is: database, concurrency: 10000,')
      .replace('rate: 20/s', 'rate: 1/s, arrivals: constant');
    const report = simulate(design(one), { warmup: 0, duration: 100, seed: 4 });
    expect(report.components['late']!.throughput).toBeCloseTo(1, 1);
    expect(report.flows['f']!.undone).toBeCloseTo(1, 1);
  });

  test('that fails itself is told among what fails unseen, and the next one is done all the same', () => {
    const stuck = text(`${ab}, s -> far`).replace(
      'back-b: { path: [ s -> b: { write: y }, s -> logs ] }',
      'back-b: { path: [ s -> far ] }',
    );
    const report = simulate(design(stuck), { warmup: 0, duration: 100, faults: far, seed: 4 });
    const { offered, undone, handedOverFailures } = report.flows['f']!;
    expectNear(undone, offered, 0.01);
    expectNear(handedOverFailures, offered, 0.01);
  });

  test('does not make the answer wait, and a deadline that passes undoes nothing by itself', () => {
    const slow = saga('s -> a: { write: x, undo: back-a }, s -> late', {}, 'deadline: 100ms, ');
    expect(slow.errors['deadline']).toBeGreaterThan(19);
    expect(slow.undone).toBe(0);
    const failed = saga('s -> a: { write: x, undo: back-a }, s -> late: { timeout: 150ms }', {}, 'deadline: 100ms, ');
    expect(failed.undoneShare).toBeCloseTo(1, 2);
  });

  test('is done by another instance when the one that ran the saga died', () => {
    const report = simulate(design(text('s -> a: { write: x, undo: back-a }, s -> late')), {
      warmup: 0,
      duration: 60,
      faults: [{ what: { kind: 'instance', component: ComponentId('s'), instances: 1 }, at: 30, for: 10 }],
      seed: 4,
    });
    const { errors, undone } = report.flows['f']!;
    expect(errors['reset']).toBeGreaterThan(0);
    expect(undone).toBeCloseTo(errors['reset']!, 9);
  });
});
