import { defineKind } from '../define-kind.js';
import { flag, rate } from '../leaves.js';
import { serviceTime } from '../service-time.js';

export const external = defineKind({
  is: 'external',
  doc: 'Somebody else’s system: its own availability and time, nothing of ours.',
  example: `
  psp: { is: external, availability: 99.9%, time: { mean: 600ms, p99: 2s }, rate-limit: 500/s, idempotent: true }`,
  attributes: () => ({
    time: serviceTime('How long it takes to answer.'),
    'rate-limit': rate('Requests it lets through: a bucket of tokens that holds what comes in one second; what comes above is refused.'),
    idempotent: flag('Whether the same request twice has the effect of one.'),
  }),
  build: (said, common) => ({ ...common, ...said, is: 'external' }),
});
