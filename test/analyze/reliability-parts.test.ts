import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '#analyze/analysis.js';
import { everyKeyUpAcross } from '#analyze/reliability/binomial.js';
import { bounds } from '#analyze/reliability/bounds.js';
import { modelOf } from './judge.js';

const HOME = `
sysdrill: 1
title: Two regions, each the home of its users
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components:
  web: { is: client, from: { east: 70%, west: 30% } }
  db: { is: database, replication: { mode: single-leader, copies: 2, sync: sync, failover: automatic, switch: 0s }, at: [east, west], availability: 99% }
data: { row: { in: db, key: id, home: id } }
flows:
  near: { rate: 1 /s, path: [ web -> db: { read: row, route: home } ] }
  any: { rate: 1 /s, path: [ web -> db: { read: row, from: any } ] }
`;

test('what only its home region can serve fails with that region, for the share of the users at home there', () => {
  const { availability } = analyze(modelOf(HOME));
  const regions = (flow: string) =>
    availability.get(flow as never)!.cuts.flatMap((cut) => (cut.kind === 'region' ? [[cut.region, Number(cut.share.toFixed(9))]] : []));
  expect(regions('near')).toEqual([
    ['east', 0.7],
    ['west', 0.3],
  ]);
  expect(regions('any')).toEqual([]);
  expect(availability.get('near' as never)!.value).toBeLessThan(availability.get('any' as never)!.value);
});

test('several keys at once lie in the regions of their homes: each region that is lost has some of them', () => {
  const { availability } = analyze(modelOf(HOME.replace('route: home } ] }', 'route: home, items: 3 } ] }')));
  const lost = availability.get('near' as never)!.cuts.flatMap((cut) => (cut.kind === 'region' ? [[cut.region, cut.share]] : []));
  expect(lost).toEqual([
    ['east', expect.closeTo(1 - 0.3 ** 3, 9)],
    ['west', expect.closeTo(1 - 0.7 ** 3, 9)],
  ]);
});

/** Every state of the shards of two regions, one after another. */
function enumerated(regions: readonly { share: number; shards: number; up: number }[], keys: number): number {
  const shards = regions.flatMap(({ share, shards, up }) => Array.from({ length: shards }, () => ({ weight: share / shards, up })));
  let sum = 0;
  for (let state = 0; state < 2 ** shards.length; state++) {
    const ups = shards.map((_, i) => (state >> i) % 2 === 1);
    const probability = shards.reduce((product, { up }, i) => product * (ups[i] ? up : 1 - up), 1);
    sum += probability * shards.reduce((total, { weight }, i) => total + (ups[i] ? weight : 0), 0) ** keys;
  }
  return sum;
}

test('keys over the shards of several regions: as every state of the shards weighed by itself', () => {
  const region = fc.record({
    weight: fc.integer({ min: 1, max: 9 }),
    shards: fc.integer({ min: 1, max: 4 }),
    up: fc.double({ min: 0.5, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(region, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 9 }), (drawn, keys) => {
      const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
      const regions = drawn.map(({ weight, shards, up }) => ({ share: weight / total, shards, up }));
      const across = everyKeyUpAcross(
        regions.map(({ share, shards, up }) => ({ share, groups: [{ shards, up }] })),
        keys,
      );
      expect(across).toBeCloseTo(enumerated(regions, keys), 10);
    }),
    { numRuns: 60 },
  );
});

test('copies in another region stand in for the home of a key', () => {
  const { availability } = analyze(modelOf(HOME.replace('switch: 0s }', 'switch: 0s, across: { mode: async } }')));
  expect(availability.get('near' as never)!.cuts.filter(({ kind }) => kind === 'region')).toEqual([]);
});

test('where nobody says where users are, they are spread evenly', () => {
  const { availability } = analyze(modelOf(HOME.replace(', from: { east: 70%, west: 30% }', '')));
  expect(
    availability
      .get('near' as never)!
      .cuts.filter(({ kind }) => kind === 'region')
      .map(({ share }) => Number(share.toFixed(9))),
  ).toEqual([0.5, 0.5]);
});

const grown = (api: number, need: number, copies: number, zones: string): string => `
sysdrill: 1
title: Growing
regions: { r: { zones: [a, b, c] } }
components:
  web: { is: client }
  api: { is: service, replicas: ${api}, need: ${need}, zones: ${zones}, availability: 98% }
  hot: { is: cache, copies: ${copies}, shards: 3, availability: 97% }
  db: { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, shards: 4, availability: 99% }
data: { row: { in: db, key: id } }
flows: { f: { rate: 1 /s, path: [ web -> api, api -> hot: { read: row, hit: 80%, items: 4 }, api -> db: { read: row, when: miss } ] } }
`;

test('more instances never lower availability where as many are needed as before, and the bounds hold what is exact', () => {
  const size = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(size, size, size, fc.constantFrom('[a]', '[a, b]', '[a, b, c]'), (api, more, copies, zones) => {
      const need = Math.min(api, 2);
      const before = analyze(modelOf(grown(api, need, copies, zones))).availability.get('f' as never)!;
      const model = modelOf(grown(api + more, need, copies + 1, zones));
      const after = analyze(model).availability.get('f' as never)!;
      expect(after.value).toBeGreaterThanOrEqual(before.value - 1e-12);
      const { lower, upper } = bounds(model, model.flows.get('f' as never)!);
      expect(lower).toBeLessThanOrEqual(after.value + 1e-12);
      expect(upper).toBeGreaterThanOrEqual(after.value - 1e-12);
    }),
    { numRuns: 40, seed: 6 },
  );
});

test('pairs say what takes both: a zone they stand in, or what both wait for', () => {
  const { pairs } = analyze(
    modelOf(`
sysdrill: 1
title: Two ways to one store
regions: { r: { zones: [a, b] } }
components:
  web: { is: client }
  left: { is: service, replicas: 1, zones: [a] }
  right: { is: service, replicas: 1, zones: [a] }
  spare: { is: service, replicas: 1, zones: [b] }
  db: { is: database, replication: { mode: leaderless, copies: 2, read: 1, write: 1 }, zones: [a, b] }
data: { row: { in: db, key: id } }
flows:
  near: { rate: 1 /s, path: [ any: [ web -> left -> db: { read: row }, web -> right -> db: { read: row } ] ] }
  far: { rate: 1 /s, path: [ any: [ web -> left, web -> spare ] ] }
`),
  );
  const list = (flow: string) =>
    pairs
      .get(flow as never)!
      .pairs.map(({ units, share, shared }) => [units.map((unit) => ('zone' in unit ? unit.zone : unit.component)), share, shared]);
  expect(list('near')).toEqual([
    [['db', 'db'], 1, []],
    [['db', 'r/b'], 1, ['r']],
    [['left', 'right'], 1, ['r/a', 'db']],
  ]);
  expect(list('far')).toEqual(
    [
      [['left', 'r/b'], 1, ['r']],
      [['left', 'spare'], 1, []],
      [['r/a', 'r/b'], 1, ['r']],
      [['spare', 'r/a'], 1, ['r']],
    ].sort(),
  );
});

test('an availability asked until a component counts what lies behind the hand-over', () => {
  const model = modelOf(`
sysdrill: 1
title: Until it is sent
requirements: { quality: { Q1: { flow: f, availability: 99% }, Q2: { flow: f, until: crew, availability: 99% }, Q3: { flow: f, until: crew, availability: 80% } } }
components:
  web: { is: client }
  api: { is: service, replicas: 1, availability: 99.5% }
  jobs: { is: queue, copies: 1, availability: 99% }
  crew: { is: worker, replicas: 1, availability: 90% }
flows: { f: { rate: 1 /s, path: [ web -> api, api ~> jobs ~> crew ] } }
`);
  const { availability, promises } = analyze(model);
  expect(availability.get('f' as never)).toMatchObject({ value: expect.closeTo(0.995, 9), verdict: 'pass' });
  expect(promises.map(({ quality, until, served, verdict }) => [quality.id, until, Number(served.value.toFixed(9)), verdict])).toEqual([
    ['Q2', 'crew', Number((0.995 * 0.99 * 0.9).toFixed(9)), 'fail'],
    ['Q3', 'crew', Number((0.995 * 0.99 * 0.9).toFixed(9)), 'pass'],
  ]);
});

test('another region stands in for several keys as it does for one', () => {
  const judged = (regions: string) =>
    analyze(
      modelOf(`
sysdrill: 1
title: Several keys of a sharded store
regions: { us: { zones: [a, b] }, eu: { zones: [a, b] } }
components:
  web: { is: client }
  geo: { is: cache, at: ${regions}, copies: 2, shards: 8, availability: 99% }
data: { cell: { in: geo, key: id } }
flows: { near: { rate: 1 /s, path: [ web -> geo: { read: cell, items: 9 } ] } }
`),
    ).availability.get('near' as never)!;
  const [one, two] = [judged('[us]'), judged('[us, eu]')];
  expect(one.cuts.filter(({ kind }) => kind === 'region')).toHaveLength(1);
  expect(two.cuts.filter(({ kind }) => kind === 'region')).toEqual([]);
  expect(1 - two.value).toBeCloseTo((1 - one.value) ** 2, 9);
});
