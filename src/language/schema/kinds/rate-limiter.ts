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
    algorithm: word(['token-bucket', 'leaky-bucket', 'fixed-window', 'sliding-window'], 'How it counts.'),
    rate: rate('Requests let through.'),
    burst: count('Requests let through at once.'),
    window: time('Length of a fixed or a sliding window.'),
    per: word(
      ['all', 'user', 'ip', 'key'],
      'Who has a limit of their own: everyone together, each user, each address, or each key of a caller.',
    ),
    shared: flag('Whether its instances count together; else each lets the whole rate through.'),
    over: word(['refuse', 'delay'], 'What happens to a request above the limit.'),
  }),
  defaults: { ...INSTANCE, replicas: { value: '1', source: 'the language: what is not said stands once' } },
  build: ({ replicas, ...said }, common, regionCount) => ({
    ...common,
    ...said,
    ...tier({ ...said, replicas }, regionCount),
    is: 'rate-limiter',
  }),
});
