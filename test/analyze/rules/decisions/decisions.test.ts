import { cases, design } from '../raised.js';

const flows =
  'edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] }\nlook: { rate: 1 /s, path: [ web -> api -> db: { read: note } ] }';
const decided = (db: string, decision: string): string => design({ db, flows, rest: `decisions: [ { about: db, ${decision} } ]` });
const leader = 'replication: { mode: single-leader, copies: 3, sync: sync }';
const quorum = (read: number): string => `replication: { mode: leaderless, copies: 3, read: ${read}, write: 2 }`;

cases('decisions/contradicted', [
  ['a word that nothing can be held against', decided(leader, 'chose: postgres, over: [mysql], costs: [licence]'), []],
  ['it is what it was chosen over', decided(leader, 'chose: postgres, over: [single-leader], costs: [licence]'), ['warning isOther db']],
  ['itself as the alternative is another matter', decided(leader, 'chose: single-leader, over: [single-leader], costs: [licence]'), []],
]);

cases('decisions/one-sided', [
  ['one thing at a time', decided(leader, 'chose: sql, over: []'), ['info noOther db']],
  ['no price', decided(leader, 'chose: sql, over: [graph]'), ['info noCost db']],
]);

cases('decisions/gain-not-there', [
  [
    'quorums that meet are consistent',
    decided(quorum(2), 'chose: leaderless, over: [single-leader], gains: [consistency], costs: [latency]'),
    [],
  ],
  [
    'quorums that do not are not',
    decided(quorum(1), 'chose: leaderless, over: [single-leader], gains: [consistency], costs: [latency]'),
    ['warning denied db'],
  ],
  [
    'one leader takes all writes',
    decided(leader, 'chose: single-leader, over: [leaderless], gains: [write-availability], costs: [latency]'),
    ['warning denied db'],
  ],
  [
    'writes that wait for all',
    decided(leader, 'chose: single-leader, over: [leaderless], gains: [write-latency], costs: [latency]'),
    ['warning denied db'],
  ],
  ['a mirror lasts', decided('raid: 1', 'chose: sql, over: [graph], gains: [durability], costs: [latency]'), []],
  ['one disk does not', decided('kind: sql', 'chose: sql, over: [graph], gains: [durability], costs: [latency]'), ['warning denied db']],
]);

cases('decisions/cost-not-there', [
  [
    'followers are behind',
    design({
      db: 'replication: { mode: single-leader, copies: 3, sync: async }',
      flows: `${flows.split('\n')[0]}\nlook: { rate: 1 /s, path: [ web -> api, api -> db: { read: note, from: replica } ] }`,
      rest: 'decisions: [ { about: db, chose: single-leader, over: [leaderless], costs: [stale-reads] } ]',
    }),
    [],
  ],
  ['the leader is not', decided(leader, 'chose: single-leader, over: [leaderless], costs: [stale-reads]'), ['info fresh db']],
]);

cases('decisions/unused', [
  [
    'about a flow',
    design({ flows, rest: 'decisions: [ { about: edit, chose: synchronous, over: [asynchronous], costs: [latency] } ]' }),
    [],
  ],
  ['about data', design({ flows, rest: 'decisions: [ { about: note, chose: sql, over: [graph], costs: [latency] } ]' }), []],
  [
    'a monitor stands beside the paths',
    design({
      components: 'watch: { is: monitor, watches: [edit] }',
      flows,
      rest: 'decisions: [ { about: watch, chose: pull, over: [push], costs: [load] } ]',
    }),
    [],
  ],
]);
