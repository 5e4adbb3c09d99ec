import { cases, design } from '../raised.js';

const split = (shards: string, key: string): string =>
  design({
    db: `shards: { count: 8, ${shards} }`,
    data: `note: { in: db, ${key} }`,
    flows: 'log: { rate: 1 /s, path: [ web -> api, api -> db: { write: note } ] }',
  });

cases('scaling/sequential-key', [
  ['ranges of the moment it is written', split('by: range, key: time', 'key: [series, time]'), ['error hot db']],
  ['the moment comes first in the key', split('by: range', 'key: [time, id]'), ['error hot db']],
  ['moments that are handed out otherwise', split('by: range, key: time', 'key: [series, time], sequential: false'), []],
  [
    'ranges of what spreads',
    split('by: range, key: series', 'key: [series, time]'),
    ['? db: whether its keys are handed out in rising order is not said'],
  ],
  ['split by something else than its key', split('by: range, key: city', 'key: [series, time]'), []],
  ['a hash of the moment', split('by: hash, key: time', 'key: [series, time]'), []],
]);
