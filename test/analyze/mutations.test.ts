import { expect, test } from 'vitest';
import { judge } from './judge.js';
import { SOUND } from './sound-design.js';

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
    ['spof/lone-instance:provider one', 'excess/unused-part:idle two'],
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
    'slots held by waiting on a provider',
    'replicas: 9, concurrency: 20, cores: 4',
    'replicas: 9, concurrency: 3, cores: 3',
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
  ['weaker transactions', 'isolation: serializable, backup', 'isolation: snapshot, backup', ['consistency/isolation:weaker orders']],
  ['asynchronous followers', 'sync: semi-sync', 'sync: async', ['durability/lost-writes:asyncFollowers orders']],
  ['a retry without a key', 'retries: 1, once: order-id', 'retries: 1', ['delivery/retry-without-once:twice orders']],
  ['no dead letter', ', dead-letter: true', '', ['delivery/no-dead-letter:missing mails']],
  ['twice is not once', 'idempotent: true', 'idempotent: false', ['delivery/not-idempotent:twice mailer']],
  [
    'a fallback in doubt',
    'shop -> two: { write: charge, when: error',
    'shop -> two: { write: charge, when: timeout',
    ['spof/lone-instance:provider one', 'delivery/fallback-on-timeout:twice two'],
  ],
  [
    'an announcement beside the write',
    'orders ~> mails ~> mailer',
    'shop ~> mails: { publish: order }\n      - mails ~> mailer',
    ['delivery/dual-write:apart shop'],
  ],
  [
    'an order that a queue does not keep',
    'reads: read-your-writes, isolation',
    'order: user, reads: read-your-writes, isolation',
    ['delivery/order-lost:none mails'],
  ],
  ['faster than an idle system', 'flow: buy, availability', 'flow: buy, p99: 100ms, availability', ['capacity/latency-floor:below buy']],
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
