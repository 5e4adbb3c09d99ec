import { expect, test } from 'vitest';
import { ComponentId } from '#model/ids.js';
import { simulationText } from '#present/simulation-text.js';
import { simulate } from '#simulate/simulate.js';
import { design } from '../helpers/design.js';
import { bare } from '../helpers/lines.js';

const TEXT = bare(
  `  hot: { is: cache, concurrency: 1000, memory: 1 MB }
  db: { is: database, kind: key-value, shards: { count: 4, by: hash }, concurrency: 100, time: 1ms }`,
  '{ rate: 500/s, path: [ { web -> hot: { read: row, hit: 90% } }, { web -> db: { read: row, when: miss } } ] }',
  'data:\n  row: { in: db, key: id, item: 1 kB, count: 5000, popularity: { zipf: 0.8 } }',
);

test('what is found is told beside the claim and the closed form, and how it came back after a loss', () => {
  const what = { kind: 'cold' as const, component: ComponentId('hot') };
  const report = simulate(design(TEXT), { duration: 60, faults: [{ what, at: 20, for: 20 }] });
  const text = simulationText('keys', report, { color: false, columns: 200 });
  const { measured, expected } = report.components['hot']!.hits![0]!;
  // Its contents go at a moment; how long that was to last says nothing where keys are followed.
  expect(text).toMatch(/^ {2}hot loses its contents at 20 s$/m);
  expect(text).toMatch(/^ {2}hot finds [\d.]+% ±[\d.]+% of row \(closed form [\d.]+%, the design says 90%\)$/m);
  expect(text).toContain(`hot finds ${Number((measured * 100).toPrecision(3))}%`);
  expect(text).toContain(`closed form ${Number((expected! * 100).toPrecision(3))}%`);
  expect(text).toMatch(/^ {2}db: shard [1-4] gets [\d.]+% of the visits, and works [\d.]+% of the time, [\d.]+% on average$/m);
  expect(text).toMatch(/found {2}[\d.]+% before, [\d.]+% at the lowest, nearly as before [\d.]+ s after the failure began/);
});

test('nothing is said of keys where none are known', () => {
  const plain = TEXT.replace(', count: 5000', '');
  const text = simulationText('keys', simulate(design(plain), { duration: 10 }), { color: false, columns: 200, verbose: true });
  expect(text).not.toMatch(/^Keys$/m);
  expect(text).toContain('of keys not enough is said to follow them');
});
