import { defineKind } from '../define-kind.js';
import { count, rate, word } from '../leaves.js';
import { INSTANCE, tier, tierAttributes, workAttributes } from '../parts.js';

export const rateLimiter = defineKind({
  is: 'rate-limiter',
  doc: 'Lets a set rate through and refuses the rest.',
  attributes: {
    ...tierAttributes,
    ...workAttributes,
    algorithm: word(['token-bucket', 'leaky-bucket', 'fixed-window', 'sliding-window'], 'How it counts.'),
    rate: rate('Requests let through.'),
    burst: count('Requests let through at once.'),
  },
  defaults: { ...INSTANCE, replicas: { value: '1', source: 'the language: what is not said stands once' } },
  build: ({ replicas, ...said }, common, regionCount) => ({
    ...common,
    ...said,
    ...tier({ ...said, replicas }, regionCount),
    is: 'rate-limiter',
  }),
});
