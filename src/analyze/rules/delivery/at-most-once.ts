import { mustLast } from '../../consistency/must-last.js';
import { carriedOnly } from '../../consistency/steps.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { placeOf } from '../say.js';

export const atMostOnce = defineRule({
  id: 'delivery/at-most-once',
  severity: 'error',
  what: 'Data that must not be lost is carried by a channel that delivers at most once.',
  why: 'A consumer that crashes with a message in hand takes it along: it is not delivered again.',
  fix: 'Deliver at least once, and make the consumer idempotent; or store the data before the message is sent.',
  tradeOff: 'The consumer gets some messages twice and has to recognise them.',
  source: 'Apache Kafka documentation, "Message delivery semantics".',
  messages: {
    dropped: (d: { channel: string; data: string }) =>
      `"${d.channel}" delivers at most once, and "${d.data}" is nowhere else: a crash of the consumer loses it.`,
  },
  good: `
sysdrill: 1
title: At least once
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, inbox: { is: queue, delivery: at-least-once, dead-letter: true }, crew: { is: worker, idempotent: true }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> inbox: { publish: order }, inbox ~> crew -> db: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: At most once
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, inbox: { is: queue, delivery: at-most-once, dead-letter: true }, crew: { is: worker, idempotent: true }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> inbox: { publish: order }, inbox ~> crew -> db: { write: order } ] } }
`,
    codes: ['delivery/at-most-once:dropped'],
  },
  check({ model }, report) {
    for (const { channel, data, flows } of carriedOnly(model, mustLast(model))) {
      const component = model.components.get(channel)!;
      if (!('delivery' in component) || component.delivery !== 'at-most-once') continue;
      const told = { channel, data };
      report('dropped', {
        at: placeOf(component, 'delivery'),
        subject: [channel, data, ...flows],
        data: told,
        evidence: { flows },
        fix: settle(channel, 'delivery', 'at-least-once', `Deliver "${channel}" at least once`),
      });
    }
  },
});
