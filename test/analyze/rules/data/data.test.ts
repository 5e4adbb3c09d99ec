import { cases, design } from '../raised.js';

const look = (step: string): string => `look: { rate: 1 /s, path: [ web -> api, api -> db: { ${step} } ] }`;
const sharded = 'shards: { count: 8, by: hash }';

cases('data/unused', [
  [
    'only an undo touches it',
    design({
      data: 'note: { in: db, key: id }\nlog: { in: db, key: id }',
      flows: `edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note, undo: back } ] }\nback: { path: [ api -> db: { write: log, once: id } ] }`,
    }),
    [],
  ],
  [
    'announced is touched',
    design({
      data: 'note: { in: db, key: id }',
      components: 'out: { is: stream, dead-letter: true }',
      flows: 'tell: { rate: 1 /s, path: [ web -> api -> out: { publish: note } ] }',
    }),
    [],
  ],
  ['where no step names data, nothing is told', design({ flows: 'look: { rate: 1 /s, path: [ web -> api -> db ] }' }), []],
]);

cases('data/no-index', [
  ['the first part of the key', design({ data: 'note: { in: db, key: [user, id] }', flows: look('read: note, by: user') }), []],
  [
    'the second part of the key',
    design({ data: 'note: { in: db, key: [user, id] }', flows: look('read: note, by: id') }),
    ['warning scan note'],
  ],
  ['falling keys', design({ data: 'note: { in: db, key: [-time, id] }', flows: look('read: note, by: time') }), []],
  [
    'the first part of an index',
    design({ data: 'note: { in: db, key: id, indexes: [ { by: [tag, time] } ] }', flows: look('read: note, by: tag') }),
    [],
  ],
  ['a search engine', design({ db: 'kind: search', flows: look('read: note, by: word') }), []],
  ['a key that nobody states', design({ data: 'note: { in: db }', flows: look('read: note, by: word') }), []],
]);

const unique = (more: string): string => `user: { in: db, key: id, indexes: [ { by: name, unique: true${more} } ] }`;
cases('data/unique-across-shards', [
  ['one shard', design({ data: unique(', scope: local'), flows: look('read: user') }), []],
  [
    'not said',
    design({ db: sharded, data: unique(''), flows: look('read: user') }),
    ['? user: whether the index by name spans the shards is not said'],
  ],
  [
    'split by what is unique',
    design({ db: 'shards: { count: 8, by: hash, key: name }', data: unique(', scope: local'), flows: look('read: user') }),
    [],
  ],
]);

cases('data/shard-key', [
  ['no key at all', design({ db: sharded, data: 'note: { in: db }', flows: look('read: note') }), ['warning keyless note']],
  ['nobody asks for it', design({ db: sharded, data: 'note: { in: db }\nother: { in: db, key: id }', flows: look('read: other') }), []],
  ['split by what the item is about', design({ db: 'shards: { count: 4, by: functional, key: area }', flows: look('read: note') }), []],
]);

const kept = (keep: string, item = 'item: 1 kB, '): string => `order: { in: db, key: id, ${item}${keep}changes: append }`;
const buy = 'buy: { rate: 10 /s, path: [ web -> api -> db: { write: order } ] }';
// 10 a second of 1 kB are 315 GB a year.
cases('data/disk-full', [
  ['half a year of room for a third of a year of data', design({ db: 'disk: 160 GB', data: kept('keep: 120 day, '), flows: buy }), []],
  ['half a year of room for good', design({ db: 'disk: 160 GB', data: kept(''), flows: buy }), ['warning soon db']],
  ['half a year of room for a year of data', design({ db: 'disk: 160 GB', data: kept('keep: 1 year, '), flows: buy }), ['error early db']],
  ['no disk is stated', design({ data: kept(''), flows: buy }), []],
  [
    'no size is stated',
    design({ db: 'disk: 160 GB', data: kept('', ''), flows: buy }),
    ['? db: the size or the number of "order" is not said'],
  ],
]);
