import { defineKind } from '../define-kind.js';
import { count, flag, rate, time, word } from '../leaves.js';
import { INSTANCE, tier, tierAttributes, workAttributes } from '../parts.js';

export const rateLimiter = defineKind({
  is: 'rate-limiter',
  doc: 'Lets a set rate through and refuses the rest.',
  example: `
  limit: { is: rate-limiter, algorithm: token-bucket, rate: 2000/s, burst: 500, per: user, replicas: 2, shared: true }`,
  attributes: () => ({
    ...tierAttributes,
    ...workAttributes,
    algorithm: word(
      ['token-bucket', 'leaky-bucket', 'fixed-window', 'sliding-window'],
      'How it counts: tokens that come at the rate and are spent (token-bucket), a line that drips at the rate (leaky-bucket), a number for each stretch of time (fixed-window), or for any stretch of that length (sliding-window, an exact log).',
    ),
    rate: rate('Requests let through.'),
    burst: count(
      'Tokens that a bucket holds, so that as many are let through at once (what comes in one second, unless said); of a leaky bucket, requests that may wait in it (none, unless said).',
    ),
    window: time('Length of a fixed or a sliding window; 1 s unless said. Fixed windows begin at whole multiples of it.'),
    per: word(
      ['all', 'user', 'ip', 'key'],
      'Who has a limit of their own: everyone together, each user, each address, or each key of a caller. A simulation counts the users of a closed flow, or `users` of the client, who are all alike; each has one address and one key.',
    ),
    shared: flag('Whether its instances count together; else each lets the whole rate through.'),
    over: word(['refuse', 'delay'], 'What happens to a request above the limit; one that is delayed keeps its slot here, and its turn.'),
  }),
  defaults: { ...INSTANCE, replicas: { value: '1', source: 'the language: what is not said stands once' } },
  build: ({ replicas, ...said }, common, regionCount) => ({
    ...common,
    ...said,
    ...tier({ ...said, replicas }, regionCount),
    is: 'rate-limiter',
  }),
});
