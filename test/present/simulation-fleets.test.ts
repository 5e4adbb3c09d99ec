import { expect, test } from 'vitest';
import { fleetLines } from '#present/simulation-fleets.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare, constant, DATA } from '../helpers/lines.js';

const plain = { columns: 200, color: false };

test('instances over time and pools are told for every component that has them', () => {
  const text = bare(
    `  api: { is: service, replicas: { min: 2, max: 6, at: 50%, delay: 20s }, concurrency: 100, cores: 1, pool: 3, time: ${constant(10)} }
  db: { is: database, concurrency: 50, time: ${constant(5)} }`,
    '{ rate: 80/s, arrivals: { steps: [ { at: 0s, load: 1 }, { at: 60s, load: 2 } ] }, path: [ web -> api, { api -> db: { read: row } } ] }',
    DATA,
  );
  const report = simulate(design(text), { duration: 300, warmup: 30 });
  const [instances, pool] = fleetLines(report, plain);

  expect(instances).toMatch(/^ {2}api at 1x: 2 to 4 instances, 3\.\d+ on average\. \[[▁-█]+\]$/);
  expect(pool).toMatch(/^ {2}api at 1x: [\d.]+% of its connections to db are in use; /);
});

test('nothing is said where there is neither', () => {
  const text = bare(`  api: { is: service, replicas: 2, concurrency: 10, time: ${constant(10)} }`, '{ rate: 80/s, path: [ web -> api ] }');
  expect(fleetLines(simulate(design(text), { duration: 30 }), plain)).toEqual([]);
});
