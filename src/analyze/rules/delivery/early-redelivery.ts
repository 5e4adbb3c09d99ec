import { allCalls, byStep } from '../../consistency/deliveries.js';
import { longest } from '../../consistency/longest.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { duration, placeOf } from '../say.js';

export const earlyRedelivery = defineRule({
  id: 'delivery/early-redelivery',
  severity: 'warning',
  what: 'A queue gives a message out again before the consumer that has it can be done.',
  why: 'Two consumers then do the same work, and when things are slow every message is done twice: the load doubles just when it hurts.',
  fix: 'Hide a message for longer than the consumer may take with all its attempts, or let the consumer extend the time.',
  tradeOff: 'After a crash a message lies hidden for longer before anybody else takes it.',
  source: 'Amazon SQS Developer Guide, "Amazon SQS visibility timeout".',
  messages: {
    again: (d: { queue: string; consumer: string; after: number; takes: number }) =>
      `"${d.queue}" gives a message out again after ${duration(d.after)}; "${d.consumer}" may wait ${duration(d.takes)} for what it calls.`,
  },
  good: `
sysdrill: 1
title: Hidden for a minute
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, redeliver-after: 1min, dead-letter: true }, crew: { is: worker, idempotent: true }, shop: { is: external } }
flows: { tell: { rate: 1 /s, path: [ web -> api -> jobs, jobs ~> crew, crew -> shop: { timeout: 5s, retries: 5 } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Hidden for ten seconds
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, redeliver-after: 10s, dead-letter: true }, crew: { is: worker, idempotent: true }, shop: { is: external } }
flows: { tell: { rate: 1 /s, path: [ web -> api -> jobs, jobs ~> crew, crew -> shop: { timeout: 5s, retries: 5 } ] } }
`,
    codes: ['delivery/early-redelivery:again'],
  },
  check({ model }, report) {
    for (const { first, flows } of byStep(allCalls(model).filter(({ call }) => model.components.get(call.from)?.is === 'queue'))) {
      const queue = model.components.get(first.call.from);
      const takes = longest(first.call.visit);
      if (queue?.is !== 'queue' || queue.redeliverAfter === undefined || queue.redeliverAfter >= takes) continue;
      const data = { queue: queue.id, consumer: first.call.visit.component, after: queue.redeliverAfter, takes };
      const subject = [queue.id, data.consumer, ...flows];
      const fix = settle(queue.id, 'redeliver-after', `${Math.ceil(takes)}s`, `Hide messages of "${queue.id}" for as long as one may take`);
      report('again', {
        at: placeOf(queue, 'redeliver-after'),
        subject,
        data,
        evidence: { redeliverAfter: data.after, takes, flows },
        fix,
      });
    }
  },
});
