import { expect, test } from 'vitest';
import { judge } from '../../judge.js';
import { cases, design } from '../raised.js';

const estimated = (sheet: string): string => `
estimates: { ${sheet} }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { look: { rate: reads, path: [ web -> api ] } }
`;

cases('estimates/unused', [
  ['used by another that is used', estimated('users: 1M user, reads: users * 10 / day'), []],
  ['a conclusion', estimated('reads: 1M / day, stored: reads * 1 kB * 1 year = 365 GB'), []],
  ['the budget is held against what the parts cost', estimated('reads: 1M / day, budget: 500 USD/month'), []],
  ['neither', estimated('reads: 1M / day, stored: reads * 1 kB * 1 year'), ['info idle stored']],
]);

const target = 'Q1: { flow: look, p99: 1s }';
cases('estimates/no-peak', [
  ['no target', design({ flows: 'look: { rate: 1 /s, path: [ web -> api ] }' }), []],
  [
    'bursts are stated',
    design({ quality: target, flows: 'look: { rate: 1 /s, arrivals: { burst: 5, on: 10s, off: 90s }, path: [ web -> api ] }' }),
    [],
  ],
  [
    'a machine is even',
    design({ quality: target, components: 'clock: { is: scheduler, replicas: 2 }', flows: 'look: { rate: 1 /s, path: [ clock ~> api ] }' }),
    [],
  ],
  [
    'only what is handed over',
    design({ quality: 'Q1: { flow: look, until: db, p99: 1s }', flows: 'look: { rate: 1 /s, path: [ web -> api ~> db ] }' }),
    [],
  ],
]);

cases('estimates/claim', [
  [
    'what was worked out from the right figure is not wrong because that was written down wrongly',
    estimated('users: 50M user, writes: users * 2 / day = 500 /s, reads: writes * 10 = 11.5k /s'),
    ['error off writes'],
  ],
  [
    'what is off by itself is',
    estimated('users: 50M user, writes: users * 2 / day = 500 /s, reads: writes * 10 = 90k /s'),
    ['error off writes', 'error off reads'],
  ],
]);

test('a sum that comes to nothing, or a claim of nothing, is no number of times too large or small', () => {
  const said = (sheet: string) =>
    judge(`sysdrill: 1${estimated(sheet)}`)
      .findings.filter(({ rule }) => rule === 'estimates/claim')
      .map(({ message }) => message);
  expect(said('none: 0 user, reads: none * 2 / day = 500 /s')).toEqual(['"reads" is said to be 500 /s, and its sum comes to nothing.']);
  expect(said('some: 9M user, reads: some * 2 / day = 0 /s')).toEqual([
    '"reads" is said to be 0 /s, and its sum comes to more than nothing.',
  ]);
});
