import { defineKind } from '../define-kind.js';
import { flag, rate } from '../leaves.js';
import { serviceTime } from '../service-time.js';

export const external = defineKind({
  is: 'external',
  doc: 'Somebody else’s system: its own availability and time, nothing of ours.',
  attributes: {
    time: serviceTime('How long it takes to answer.'),
    'rate-limit': rate('Requests it lets through.'),
    idempotent: flag('Whether the same request twice has the effect of one.'),
  },
  build: (said, common) => ({ ...common, is: 'external', time: said.time, rateLimit: said.rateLimit, idempotent: said.idempotent }),
});
