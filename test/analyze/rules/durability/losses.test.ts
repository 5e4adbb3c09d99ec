import { cases, design } from '../raised.js';

const write = 'edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] }';
const some = 'Q1: { data: note, loss: 5s }';
const none = 'Q1: { data: note, loss: none }';
const follower = (lag: string): string => `replication: { mode: single-leader, copies: 2, sync: async, failover: automatic${lag} }`;

cases('durability/loss-window', [
  ['exactly what is allowed', design({ quality: some, db: follower(', lag: 5s'), flows: write }), []],
  [
    'a lag nobody states',
    design({ quality: some, db: follower(''), flows: write }),
    ['? db: how far what it acknowledges is ahead of what lasts is not said'],
  ],
  ['one copy, backed up daily', design({ quality: some, db: 'backup: 1 day', flows: write }), ['error backup db']],
  ['one copy, never backed up', design({ quality: some, flows: write }), ['error noBackup db']],
  ['mirrored disks, flushed each second', design({ quality: some, db: 'raid: 1, flush: 1s', flows: write }), []],
  ['mirrored disks, flushed each minute', design({ quality: some, db: 'raid: 1, flush: 1min', flows: write }), ['error flush db']],
  ['a leader that waits', design({ quality: some, db: 'replication: { mode: single-leader, copies: 2, sync: sync }', flows: write }), []],
  [
    'written behind',
    design({
      quality: some,
      db: 'raid: 1',
      components: 'hot: { is: cache, copies: 2, pattern: write-behind, flush: 10s }',
      flows: 'edit: { rate: 1 /s, path: [ web -> api -> hot: { write: note }, hot ~> db: { write: note } ] }',
    }),
    ['error writeBehind hot'],
  ],
  [
    'of a flow that names no data',
    design({ quality: 'Q1: { flow: edit, loss: 5s }', db: follower(', lag: 6s'), flows: write }),
    ['error lag db'],
  ],
  ['none at all is told elsewhere', design({ quality: none, db: follower(', lag: 6s'), flows: write }), []],
]);

const regions = 'east: { zones: [a] }, west: { zones: [a] }';
const across = (lag: string): string =>
  `at: [east, west], replication: { mode: leaderless, copies: 3, read: 2, write: 2, across: { mode: async${lag} } }`;
const region = (loss: string): string => `Q1: { flow: edit, survives: region, within: 1min, loss: ${loss} }`;
cases('durability/region-loss', [
  ['as far behind as allowed', design({ quality: region('2s'), regions, db: across(', lag: 2s'), flows: write }), []],
  ['farther', design({ quality: region('1s'), regions, db: across(', lag: 2s'), flows: write }), ['error longer db']],
  [
    'nobody says how far',
    design({ quality: region('1s'), regions, db: across(''), flows: write }),
    ['? db: how far the other regions may be behind is not said'],
  ],
  [
    'a zone is another matter',
    design({ quality: 'Q1: { flow: edit, survives: zone, within: 1min, loss: none }', regions, db: across(', lag: 2s'), flows: write }),
    [],
  ],
]);

const disk = (more: string): { components: string; data: string; flows: string } => ({
  components: `disk: { is: file-system${more} }`,
  data: 'photo: { in: disk, key: id }',
  flows: 'add: { rate: 1 /s, path: [ web -> api -> disk: { write: photo } ] }',
});
cases('durability/lone-files', [
  [
    'a file system is one machine unless said otherwise',
    design({ quality: 'Q1: { data: photo, loss: none }', ...disk('') }),
    ['error once disk'],
  ],
  ['mirrored disks', design({ quality: 'Q1: { data: photo, loss: none }', ...disk(', raid: 1') }), []],
  ['what may be lost', design(disk('')), []],
]);

cases('durability/raid-zero', [
  ['told as lost', design({ quality: none, db: 'raid: 0', flows: write }), []],
  ['a second copy makes up for it', design({ db: 'raid: 0, replication: { copies: 2 }', flows: write }), []],
  [
    'only what is derived lies there',
    design({ db: 'raid: 0', data: 'note: { in: db, key: id, of: fact }\nfact: { in: api, key: id }', flows: write }),
    [],
  ],
]);

const copies = (more: string): string => `flush: 1s, ${more}replication: { mode: single-leader, copies: 3, sync: sync }`;
cases('durability/unflushed', [
  [
    'copies in three zones',
    design({ quality: none, regions: 'east: { zones: [a, b, c] }', db: copies('zones: [a, b, c], '), flows: write }),
    [],
  ],
  [
    'copies in one zone',
    design({ quality: none, regions: 'east: { zones: [a, b, c] }', db: copies('zones: [a], '), flows: write }),
    ['error power db'],
  ],
  ['one copy without a mirror is told as lost', design({ quality: none, db: 'flush: 1s', flows: write }), []],
]);

const copied = 'replication: { mode: single-leader, copies: 3, sync: sync }';
cases('durability/no-backup', [
  ['what may be lost', design({ db: copied, flows: write }), []],
  ['one copy is told as lost', design({ quality: none, flows: write }), []],
  [
    'what is derived can be derived again',
    design({ quality: none, db: copied, data: 'note: { in: db, key: id, of: fact }\nfact: { in: api, key: id }', flows: write }),
    [],
  ],
]);

const leaders = (sync: string): string => `replication: { mode: multi-leader, copies: 3${sync} }`;
cases('durability/lost-writes', [
  [
    'a leader that answers before the others have it',
    design({ quality: none, db: leaders(', sync: async'), flows: write }),
    ['error asyncLeaders db'],
  ],
  ['a leader that waits for another', design({ quality: none, db: leaders(', sync: semi-sync'), flows: write }), []],
  [
    'several leaders, and nobody says what they wait for',
    design({ quality: none, db: leaders(''), flows: write }),
    ['? db: how many copies have a write when it is acknowledged is not said'],
  ],
]);
