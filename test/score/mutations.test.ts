import { expect, test } from 'vitest';
import { cardOf, referenceText } from '../helpers/graded.js';

/** The strong designs broken on purpose: what was broken, and the item that must feel it. */
const BROKEN: readonly (readonly [problem: string, what: string, from: string | RegExp, to: string, item: string])[] = [
  [
    'url-shortener',
    'one instance of the service',
    'api:     { is: service, replicas: 24',
    'api:     { is: service, replicas: 1',
    'single-points',
  ],
  ['url-shortener', 'half the service', 'api:     { is: service, replicas: 24', 'api:     { is: service, replicas: 6', 'scaling'],
  [
    'url-shortener',
    'the balancer in one zone',
    'replicas: 3, zones: [a, b, c], tls: true',
    'replicas: 3, zones: [a], tls: true',
    'single-points',
  ],
  ['url-shortener', 'no dead letter', 'dead-letter: true, retention: 1 day', 'retention: 1 day', 'delivery'],
  ['url-shortener', 'retries without a key', /, once: (request-id|code)/g, '', 'delivery'],
  [
    'url-shortener',
    'quorums that do not meet',
    'read: 2, write: 2 }\n    shards: { count: 12',
    'read: 1, write: 1 }\n    shards: { count: 12',
    'reads',
  ],
  ['url-shortener', 'no limit at the edge', ', limit: 100k/s', '', 'edge'],
  ['url-shortener', 'a need that is not drawn', 'use-case: stats\n    rate: looks', 'rate: looks', 'needs-covered'],
  ['url-shortener', 'no endpoint', '  redirect: { method: GET, path: "/{code}" }\n', '', 'endpoints'],
  ['url-shortener', 'data without a key', 'link:  { in: links, key: code, item', 'link:  { in: links, item', 'data'],
  ['url-shortener', 'a claim off by a thousand', '= 9 TB', '= 9 GB', 'claims'],
  ['url-shortener', 'a rate out of the air', 'rate: reads', 'rate: 11.6k /s', 'driving'],
  ['url-shortener', 'a target too lax', 'availability: 99.99% }', 'availability: 99% }', 'targets-stated'],
  [
    'online-payment',
    'asynchronous copies',
    'copies: 3, sync: sync, failover: automatic, switch: 20s',
    'copies: 3, sync: async, failover: automatic, switch: 20s',
    'loss',
  ],
  ['online-payment', 'a slow take-over', 'switch: 20s', 'switch: 10min', 'survival'],
  ['online-payment', 'a manual take-over', 'failover: automatic, switch: 20s', 'failover: manual, switch: 20s', 'single-points'],
  [
    'online-payment',
    'no second provider',
    '      - pay -> psp2: { write: charge, when: error, once: payment-id, undo: refund, timeout: 2.5s, breaker: true }',
    '     ',
    'single-points',
  ],
  [
    'online-payment',
    // A receiver that is idempotent by its own word would know the repetition without the key.
    'a charge without a key, at a service that is not idempotent',
    /(\n {2}pay: [^\n]*)idempotent: true([\s\S]*?)retries: 1, once: idem-key/,
    '$1idempotent: false$2retries: 1',
    'delivery',
  ],
  [
    'online-payment',
    'the state read from a copy that lags',
    /sync: sync, failover: automatic, switch: 20s([\s\S]*)from: leader/,
    'sync: async, failover: automatic, switch: 20s$1from: replica',
    'guarantees',
  ],
  [
    'online-payment',
    'a decision that is not so',
    'chose: saga, over: [two-phase-commit]',
    'chose: two-phase-commit, over: [saga]',
    'decisions',
  ],
  [
    'online-payment',
    'a silent worker',
    'notifier: { is: worker, replicas: 30, zones: [a, b, c], concurrency: 32, cores: 2, time: 1ms',
    'notifier: { is: worker, zones: [a, b, c]',
    'sizes',
  ],
];

test.each(BROKEN)('%s, %s: costs points where it belongs', async (problem, _what, from, to, item) => {
  const text = await referenceText(problem, 'strong');
  const mutant = text.replace(from, to);
  expect(mutant).not.toBe(text);
  const whole = await cardOf(text, problem);
  const broken = await cardOf(mutant, problem);
  const short = broken.criteria.flatMap((one) => one.evidence).filter((line) => line.verdict === 'fail' || line.verdict === 'missing');
  expect(broken.score).toBeLessThan(whole.score);
  expect(short.map((line) => line.item)).toContain(item);
});
