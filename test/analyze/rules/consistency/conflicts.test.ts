import { cases, design } from '../raised.js';

const write = 'edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note } ] }';
const both = 'edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> db: { read: note } ] }';
const leaderless = (more: string): string => `replication: { mode: leaderless, copies: 3, read: 2, write: 2${more} }`;
const noLoss = 'Q1: { data: note, loss: none }';
const two = 'east: { zones: [a] }, west: { zones: [a] }';
const led = (more: string): string =>
  `at: [east, west], replication: { mode: single-leader, copies: 2, sync: sync, across: { mode: async, lag: 1s${more} } }`;

cases('consistency/write-conflict', [
  ['what may be lost may be thrown away', design({ db: leaderless(', conflict: last-write-wins'), flows: write }), []],
  [
    'what is only added does not conflict',
    design({
      quality: noLoss,
      db: leaderless(', conflict: last-write-wins'),
      data: 'note: { in: db, key: id, changes: append }',
      flows: write,
    }),
    [],
  ],
  ['a leaderless store that does not say', design({ quality: noLoss, db: leaderless(''), flows: write }), []],
  [
    'several leaders that do not say',
    design({ quality: noLoss, db: 'replication: { mode: multi-leader, copies: 2 }', flows: write }),
    ['? db: what happens to writes that meet is not said'],
  ],
  [
    'regions that each take writes, and nothing brings them together',
    design({
      quality: noLoss,
      regions: two,
      db: `at: [east, west], ${leaderless(', across: { mode: async, lag: 1s, conflict: none }')}`,
      flows: write,
    }),
    ['error unresolved db'],
  ],
  [
    'regions that each have a leader, and the later clock wins',
    design({ quality: noLoss, regions: two, db: led(', conflict: last-write-wins'), flows: write }),
    ['error thrown db'],
  ],
  [
    'regions that each have a leader, and all writers stand in one',
    design({
      quality: noLoss,
      regions: two,
      components: 'books: { is: service, at: [east] }',
      db: led(', conflict: last-write-wins'),
      flows: 'edit: { rate: 1 /s, path: [ web -> books -> db: { write: note } ] }',
    }),
    [],
  ],
  [
    'writes that go home meet there',
    design({
      quality: noLoss,
      regions: two,
      db: `at: [east, west], ${leaderless(', across: { mode: async, lag: 1s, conflict: none }')}`,
      data: 'note: { in: db, key: id, changes: update, home: id }',
      flows: 'edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note, route: home } ] }',
    }),
    [],
  ],
]);

const lww = leaderless(', conflict: last-write-wins, clock-skew: 100ms');
cases('consistency/clock-skew', [
  [
    'told once, as the write that is lost',
    design({ quality: 'Q1: { data: note, reads: read-your-writes, loss: none }', db: lww, flows: both }),
    [],
  ],
  [
    'clocks that agree',
    design({
      quality: 'Q1: { data: note, reads: read-your-writes }',
      db: leaderless(', conflict: last-write-wins, clock-skew: 0s'),
      flows: both,
    }),
    [],
  ],
  ['eventual reads are fine', design({ quality: 'Q1: { data: note, reads: eventual }', db: lww, flows: both }), []],
]);

const leader = (more: string): string =>
  `replication: { mode: single-leader, copies: 3, sync: sync, failover: automatic, switch: 20s${more} }`;
const linear = 'Q1: { data: note, reads: linearizable }';
cases('consistency/no-lease', [
  ['nothing is said of a lease', design({ quality: linear, db: leader(''), flows: both }), ['info unproved db']],
  ['less is asked', design({ quality: 'Q1: { data: note, reads: read-your-writes }', db: leader(''), flows: both }), []],
  [
    'nobody takes over by itself',
    design({ quality: linear, db: 'replication: { mode: single-leader, copies: 3, sync: sync, failover: manual }', flows: both }),
    [],
  ],
  [
    'a follower that comes later than the answers',
    design({ quality: linear, db: leader('').replace('sync: sync', 'sync: async'), flows: both }),
    ['warning forgets db'],
  ],
  [
    'that is told as a lost write where none may be lost',
    design({
      quality: 'Q1: { data: note, reads: linearizable, loss: none }',
      db: leader('').replace('sync: sync', 'sync: async'),
      flows: both,
    }),
    [],
  ],
  ['a lease as long as the switch', design({ quality: linear, db: leader(', lease: 20s'), flows: both }), []],
  ['a lease beyond the switch', design({ quality: linear, db: leader(', lease: 21s'), flows: both }), ['warning outlives db']],
]);

const locks = (fencing: string): string => `locks: { is: lock-service, copies: 3, lease: 10s${fencing} }`;
cases('consistency/no-fencing', [
  [
    'unknown is not judged',
    design({
      components: locks(', fencing: unknown'),
      flows: 'edit: { rate: 1 /s, path: [ web -> api, api -> locks, api -> db: { write: note } ] }',
    }),
    [],
  ],
  [
    'not said is worth a word',
    design({ components: locks(''), flows: 'edit: { rate: 1 /s, path: [ web -> api, api -> locks, api -> db: { write: note } ] }' }),
    ['info unsaid locks'],
  ],
  [
    'what was written before the lock',
    design({
      components: locks(', fencing: false'),
      flows: 'edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> locks ] }',
    }),
    [],
  ],
  [
    'only read',
    design({
      components: locks(', fencing: false'),
      flows: 'look: { rate: 1 /s, path: [ web -> api, api -> locks, api -> db: { read: note } ] }',
    }),
    [],
  ],
]);
