import { expect, test } from 'vitest';
import { judge } from './judge.js';

/** A shop on which every rule is silent: the ground on which one thing at a time is broken. */
const SOUND = `
sysdrill: 1
title: A small shop
requirements:
  quality:
    Q1: { flow: buy, availability: 99.9%, survives: zone, within: 30s }
    Q2: { flow: look, availability: 99.9%, survives: zone }
    Q3: { data: order, loss: none, reads: read-your-writes, isolation: serializable }
    Q4: { data: cart, reads: read-your-writes }
    Q5: { data: goods, fresh: 5min }
estimates:
  visitors: 1M user
  looks: visitors * 50 look/user/day = 580 /s
  stored: looks * 1 kB * 1 year = 18 TB
regions: { west: { zones: [a, b, c] } }
components:
  phone:  { is: client }
  edge:   { is: load-balancer, replicas: 3, limit: 5000 /s }
  shop:   { is: service, replicas: 9, concurrency: 20, cores: 4, time: 5ms }
  hot:    { is: cache, pattern: cache-aside, ttl: 1min, copies: 3, memory: 8 GB, time: 1ms }
  goods:  { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2 }, shards: { count: 4, by: hash }, time: 10ms, concurrency: 10 }
  orders: { is: database, replication: { mode: single-leader, copies: 3, sync: semi-sync, failover: automatic, switch: 20s }, isolation: serializable, time: 5ms, concurrency: 20 }
  one:    { is: external, availability: 99.8%, time: 200ms, rate-limit: 200 /s }
  two:    { is: external, availability: 99.9%, time: 200ms }
  mails:  { is: queue, delivery: at-least-once, dead-letter: true }
  mailer: { is: worker, replicas: 6, concurrency: 20, time: 20ms, idempotent: true }
data:
  goods:  { in: goods, key: id, item: 1 kB, count: 10M, changes: update, popularity: { zipf: 0.9 }, sequential: true }
  cart:   { in: goods, key: user, changes: update }
  order:  { in: orders, key: id, changes: append }
  charge: { in: one, key: order }
flows:
  look:
    rate: looks
    peak: 2x
    path:
      - phone -> edge -> shop: { timeout: 2s, retries: 1, once: request }
      - shop -> hot: { read: goods, hit: 90%, timeout: 50ms }
      - shop -> goods: { read: goods, when: miss, timeout: 200ms }
      - shop -> goods: { read: cart, timeout: 200ms }
  buy:
    rate: looks / 50
    peak: 4x
    deadline: 10s
    path:
      - phone -> edge -> shop: { timeout: 9s, retries: 1, once: request }
      - shop -> orders: { write: order, timeout: 500ms, retries: 1, once: order-id }
      - shop -> one: { write: charge, timeout: 2s, once: order-id }
      - shop -> two: { write: charge, when: error, timeout: 2s, once: order-id }
      - shop -> orders: { read: order, timeout: 500ms }
      - shop ~> mails ~> mailer
`;

test('nothing is wrong with the shop', () => {
  const { findings, bugs, notChecked } = judge(SOUND);
  expect({ findings: findings.map(({ message }) => message), bugs, notChecked }).toEqual({ findings: [], bugs: [], notChecked: [] });
});

/** What is broken, how, and all that is then said: code and main subject. */
const MUTANTS: readonly (readonly [what: string, from: string, to: string, said: readonly string[]])[] = [
  ['one balancer', 'load-balancer, replicas: 3', 'load-balancer, replicas: 1', ['spof/lone-instance:instance edge']],
  ['all in one zone', 'load-balancer, replicas: 3', 'load-balancer, replicas: 3, zones: [b]', ['spof/one-zone:part edge']],
  [
    'a quorum over two zones',
    'switch: 20s }, isolation',
    'switch: 20s }, zones: [a, b], need: 2, isolation',
    ['spof/one-zone:part orders'],
  ],
  [
    'no second provider',
    '      - shop -> two: { write: charge, when: error, timeout: 2s, once: order-id }\n',
    '',
    ['spof/lone-instance:provider one'],
  ],
  ['nobody takes over', 'failover: automatic', 'failover: manual', ['spof/lone-instance:leader orders']],
  ['a slow switch', 'switch: 20s', 'switch: 45s', ['availability/slow-failover:late orders']],
  [
    'a target beyond the parts',
    'flow: buy, availability: 99.9%',
    'flow: buy, availability: 99.9999%',
    ['availability/below-target:missed buy'],
  ],
  [
    'a region to survive',
    'flow: look, availability: 99.9%, survives: zone',
    'flow: look, availability: 99.9%, survives: region',
    ['spof/one-region:undeclared look'],
  ],
  ['too few instances', 'replicas: 9, concurrency: 20, cores: 4', 'replicas: 3, concurrency: 20, cores: 1', ['capacity/at-peak:work shop']],
  [
    'no room for a lost zone',
    'replicas: 9, concurrency: 20, cores: 4',
    'replicas: 8, concurrency: 20, cores: 1',
    ['capacity/after-loss:zone shop'],
  ],
  [
    'slots held by a slow provider',
    '{ is: external, availability: 99.8%, time: 200ms, rate-limit: 200 /s }',
    '{ is: external, availability: 99.8%, time: 5s }',
    ['capacity/at-peak:slots shop'],
  ],
  [
    'a store that cannot carry the misses of all',
    'time: 10ms, concurrency: 10',
    'time: 30ms, concurrency: 10',
    ['capacity/after-loss:cache hot'],
  ],
  ['a quota below the peak', 'rate-limit: 200 /s', 'rate-limit: 20 /s', ['capacity/at-peak:quota one']],
  [
    'workers that never catch up',
    'worker, replicas: 6, concurrency: 20, time: 20ms',
    'worker, replicas: 6, concurrency: 1, time: 900ms',
    ['capacity/at-peak:work mailer'],
  ],
  ['a cache too small for its claim', 'memory: 8 GB', 'memory: 8 MB', ['capacity/hit-ratio:impossible hot']],
  ['a copy too old', 'fresh: 5min', 'fresh: 30s', ['consistency/stale-read:old goods']],
  ['reads from a follower', 'read: order, timeout', 'read: order, from: replica, timeout', ['consistency/stale-read:replica order']],
  ['quorums that do not meet', 'read: 2, write: 2', 'read: 1, write: 2', ['consistency/quorum-overlap:disjoint goods']],
  ['weaker transactions', 'isolation: serializable, time', 'isolation: snapshot, time', ['consistency/isolation:weaker orders']],
  ['asynchronous followers', 'sync: semi-sync', 'sync: async', ['durability/lost-writes:asyncFailover orders']],
  ['a retry without a key', 'retries: 1, once: order-id', 'retries: 1', ['delivery/retry-without-once:twice orders']],
  ['no dead letter', ', dead-letter: true', '', ['delivery/no-dead-letter:missing mails']],
  ['twice is not once', 'idempotent: true', 'idempotent: false', ['delivery/not-idempotent:twice mailer']],
  [
    'a fallback in doubt',
    'shop -> two: { write: charge, when: error',
    'shop -> two: { write: charge, when: timeout',
    ['spof/lone-instance:provider one', 'delivery/fallback-on-timeout:twice two'],
  ],
  ['ranges of rising keys', 'count: 4, by: hash', 'count: 4, by: range', ['scaling/sequential-key:hot goods']],
  [
    'an inner call that outlasts the outer',
    'read: cart, timeout: 200ms',
    'read: cart, timeout: 3s',
    ['resilience/timeout-order:attempt shop'],
  ],
  ['no limit', ', limit: 5000 /s', '', ['network/no-limit:open edge']],
  ['a claim off by a thousand', '= 18 TB', '= 18 GB', ['estimates/claim:slip stored']],
];

test.each(MUTANTS)('%s', (_what, from, to, expected) => {
  const mutant = SOUND.replace(from, to);
  expect(mutant).not.toBe(SOUND);
  const { findings } = judge(mutant);
  expect(findings.map(({ code, subject }) => `${code} ${subject[0]}`)).toEqual(expected);
});
