import { cases, design } from './raised.js';

const write = 'edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] }';
const both = 'edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> db: { read: note } ] }';
const noLoss = 'Q1: { data: note, loss: none }';

cases('durability/no-backup', [
  [
    'backup: unknown',
    design({ quality: noLoss, db: 'backup: unknown, replication: { mode: single-leader, copies: 3, sync: sync }', flows: write }),
    ['? db: whether it is backed up is not known'],
  ],
]);

cases('durability/loss-window', [
  [
    'backup: unknown',
    design({ quality: 'Q1: { data: note, loss: 5s }', db: 'backup: unknown', flows: write }),
    ['? db: how far what it acknowledges is ahead of what lasts is not said'],
  ],
]);

cases('security/no-auth', [
  [
    'auth: unknown',
    design({
      components: 'safe: { is: service, replicas: 2, auth: unknown }',
      flows: 'edit: { rate: 1 /s, path: [ web -> safe -> db: { write: note } ] }',
    }),
    ['? safe: whether it asks who writes is not known'],
  ],
]);

cases('network/dns-balancing', [
  [
    'failover: unknown',
    design({
      components: 'names: { is: dns, routing: round-robin, failover: unknown }',
      flows: 'look: { rate: 1 /s, path: [ web -> names, web -> api ] }',
    }),
    ['? names: whether it takes the dead out of its answers is not known'],
  ],
]);

cases('consistency/no-lease', [
  [
    'lease: unknown',
    design({
      quality: 'Q1: { data: note, reads: linearizable }',
      db: 'replication: { mode: single-leader, copies: 3, sync: sync, failover: automatic, lease: unknown }',
      flows: both,
    }),
    ['? db: whether it has a lease is not known'],
  ],
]);

cases('consistency/write-conflict', [
  [
    'conflict: unknown',
    design({ quality: noLoss, db: 'replication: { mode: leaderless, copies: 3, read: 2, write: 2, conflict: unknown }', flows: write }),
    ['? db: what happens to writes that meet is not said'],
  ],
]);

const sharded = 'shards: { count: 8, by: hash }';
cases('data/shard-key', [
  ['key: unknown', design({ db: `${sharded.replace('}', ', key: user }')}`, data: 'note: { in: db, key: unknown }', flows: write }), []],
]);
cases('data/no-index', [
  [
    'key: unknown',
    design({
      data: 'note: { in: db, key: unknown }',
      flows: 'look: { rate: 1 /s, path: [ web -> api, api -> db: { read: note, by: tag } ] }',
    }),
    [],
  ],
]);

cases('requirements/unmeasured', [
  ['within: unknown', design({ quality: 'Q1: { flow: edit, survives: zone, within: unknown }', flows: write }), []],
  ['rate: unknown', design({ quality: 'Q1: { flow: edit, p99: 1s }', flows: write.replace('1 /s', 'unknown') }), []],
]);

cases('consistency/kept-after-removal', [
  [
    'ttl: unknown',
    design({
      constraints: '{ text: A deleted post is gone within a minute, kind: legal }',
      components: 'edge: { is: cdn, ttl: unknown }',
      data: 'post: { in: db, key: id, changes: delete }',
      flows:
        'look: { rate: 1 /s, path: [ web -> edge: { read: post, hit: 90% }, edge -> api: { when: miss }, api -> db: { read: post } ] }',
    }),
    [],
  ],
]);

cases('delivery/exactly-once', [
  [
    'idempotent: unknown',
    design({
      components: 'out: { is: stream, delivery: exactly-once, dead-letter: true }\ncrew: { is: worker, idempotent: unknown }',
      flows: 'keep: { rate: 1 /s, path: [ web -> api -> out, out ~> crew -> db: { write: note } ] }',
    }),
    [],
  ],
]);
