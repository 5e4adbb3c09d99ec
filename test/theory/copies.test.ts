import { describe, expect, test } from 'vitest';
import { capacityOf } from '#analyze/capacity/capacity.js';
import { simulate } from '#simulate/simulate.js';

import { design as modelOf } from '../helpers/design.js';
import { DATA } from '../helpers/lines.js';

/** Writes of 10 ms at `rate` a second to copies of 4 slots and 4 cores in three zones, 6 ms apart. */
const written = (attributes: string, rate: number, step = 'write: row'): string => `
sysdrill: 1
title: what copies cost
regions: { r: { zones: [ a, b, c ] } }
network: { same-zone: 0ms, other-zone: 6ms, client: 0ms }
components:
  web: { is: client }
  db: { ${attributes}, concurrency: 4, cores: 4, time: { mean: 10ms, shape: constant }, zones: [ r/a, r/b, r/c ] }
${DATA}
flows:
  f: { rate: ${rate}/s, path: [ web -> db: { ${step} } ] }
`;
const led = (sync: string): string =>
  `is: database, kind: sql, replication: { mode: single-leader, copies: 3, sync: ${sync}, failover: automatic, switch: 5s }`;
const plain = (mode: string): string => `is: database, kind: key-value, replication: { mode: ${mode}, copies: 3 }`;

const CASES = [
  // Work of all copies in the mean, slots held beside it, and milliseconds of an answer without waiting, at 40 writes a second.
  ['async: followers work later', led('async'), 'write: row', 0.1, 0, 10],
  ['semi-sync: the leader keeps its slot for one', led('semi-sync'), 'write: row', 0.1, (40 * 0.016) / 4 / 3, 26],
  ['sync: the leader keeps its slot for all', led('sync'), 'write: row', 0.1, (40 * 0.016) / 4 / 3, 26],
  ['several leaders', plain('multi-leader'), 'write: row', 0.1, 0, 10],
  [
    'no leader: side by side',
    'is: database, kind: key-value, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }',
    'write: row',
    0.1,
    0,
    10,
  ],
  ['a read of the leader', led('sync'), 'read: row', 0.1 / 3, 0, 10],
] as const;

describe('what copies cost: the closed forms and the simulation agree', () => {
  test.each(CASES)('%s', (_, attributes, step, work, held, milliseconds) => {
    const model = modelOf(written(attributes, 40, step));
    const { components, floors } = capacityOf(model);
    const { byCopy, utilisation, saturation } = components.get('db' as never)!;
    // By copy: a follower applies every write; the leader also waits.
    if (byCopy !== null) {
      expect((byCopy.leader + 2 * byCopy.follower) / 3).toBeCloseTo(work + held, 6);
      expect(saturation).toBeCloseTo(byCopy.leader, 6);
    } else expect(utilisation).toBeCloseTo(work, 6);
    expect(floors.get('f' as never)! * 1000).toBeCloseTo(milliseconds, 6);

    const seen = simulate(model, { seed: 5, duration: 200, warmup: 2, peak: false });
    expect(seen.components['db']!.utilisation! / work).toBeCloseTo(1, 1);
    expect(seen.components['db']!.held!).toBeCloseTo(held, 2);
    // The leaderless answer waits for the second of three, across zones; nothing waits where nothing is awaited.
    if (!attributes.includes('leaderless')) expect(seen.flows['f']!.latency.p50! * 1000).toBeCloseTo(milliseconds, 0);
  });

  test('a leader is full of waiting where the closed forms say so, and not before', () => {
    // 26 ms of 4 slots: 153.8 writes a second; its cores alone would take 400.
    const { headroom, limit } = capacityOf(modelOf(written(led('sync'), 40))).components.get('db' as never)!;
    expect([limit, headroom! * 40]).toEqual(['slots', expect.closeTo(4 / 0.026, 6)]);
    const queue = (rate: number): number =>
      simulate(modelOf(written(led('sync'), rate)), { seed: 5, duration: 60, warmup: 0, peak: false }).components['db']!.queueLength!;
    expect(queue(120)).toBeLessThan(5);
    // 46 a second more than it can take: the line grows by that.
    expect(queue(200) / ((200 - 4 / 0.026) * 30)).toBeCloseTo(1, 0);
  });

  test('a transaction waits for its copies once', () => {
    const atomic = written(led('sync'), 40).replace(
      'web -> db: { write: row }',
      '{ atomic: [ web -> db: { write: row }, web -> db: { write: row } ] }',
    );
    const model = modelOf(atomic);
    // 2 x 10 ms of own work, and 16 ms for the copies.
    const { leader, follower } = capacityOf(model).components.get('db' as never)!.byCopy!;
    expect([leader, follower]).toEqual([expect.closeTo((40 * 0.036) / 4, 9), expect.closeTo((40 * 0.02) / 4, 9)]);
    const { utilisation, held } = simulate(model, { seed: 5, duration: 200, warmup: 2, peak: false }).components['db']!;
    expect(utilisation! + held!).toBeCloseTo((leader + 2 * follower) / 3, 2);
  });

  test.each([
    ['coordinator', 'is: coordinator, copies: 3', 0.1],
    ['file-system', 'is: file-system, copies: 3', 0.1],
  ])('every copy of a %s does the work', (_, attributes, work) => {
    const model = modelOf(written(attributes, 40, 'write: row'));
    expect(capacityOf(model).components.get('db' as never)!.utilisation).toBeCloseTo(work, 6);
    expect(simulate(model, { seed: 5, duration: 100, warmup: 2, peak: false }).components['db']!.utilisation! / work).toBeCloseTo(1, 1);
  });

  test('a store that follows another applies its writes, and nobody waits for it', () => {
    const text = written(led('async'), 40).replace(
      'data:',
      '  copy: { is: database, kind: sql, replica-of: db, concurrency: 4, cores: 4, time: { mean: 20ms, shape: constant }, zones: [ r/a ] }\ndata:',
    );
    const model = modelOf(text);
    expect(capacityOf(model).components.get('copy' as never)!.demand.peak).toBe(40);
    expect(capacityOf(model).components.get('copy' as never)!.utilisation).toBeCloseTo(0.2, 6);
    const { components, flows } = simulate(model, { seed: 5, duration: 100, warmup: 2, peak: false });
    expect(components['copy']!.utilisation! / 0.2).toBeCloseTo(1, 1);
    expect(flows['f']!.latency.p50! * 1000).toBeCloseTo(10, 0);
  });
});
