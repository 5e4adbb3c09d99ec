import { mustLast } from '../../consistency/must-last.js';
import { carriedOnly } from '../../consistency/steps.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { placeOf } from '../say.js';

type Told = { channel: string; data: string };

export const loneBroker = defineRule({
  id: 'durability/lone-broker',
  severity: 'error',
  what: 'A channel is for a while the only place of data that must not be lost, and keeps it once, or answers before a second copy has it.',
  why: 'The broker accepted it and the user was told so; when it crashes before the consumer has stored it, it is gone.',
  fix: 'Keep messages on several brokers and acknowledge when a second one has them (`sync: semi-sync`); or store the data first.',
  tradeOff: 'Accepting a message waits for a second broker.',
  source: 'Apache Kafka documentation, "Replication" and "Producer configs": acks=all; RabbitMQ documentation, "Quorum queues".',
  messages: {
    once: (d: Told) => `"${d.channel}" keeps messages once, and "${d.data}" is nowhere else until its consumer has stored it.`,
    unconfirmed: (d: Told) => `"${d.channel}" accepts "${d.data}" before a second copy has it, and it is nowhere else.`,
  },
  good: `
sysdrill: 1
title: Three brokers, two of them before the answer
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, inbox: { is: queue, copies: 3, sync: semi-sync, dead-letter: true }, crew: { is: worker, idempotent: true }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> inbox: { publish: order }, inbox ~> crew -> db: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Three brokers, one of them before the answer
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, inbox: { is: queue, copies: 3, sync: async, dead-letter: true }, crew: { is: worker, idempotent: true }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> inbox: { publish: order }, inbox ~> crew -> db: { write: order } ] } }
`,
    codes: ['durability/lone-broker:unconfirmed'],
  },
  check({ model }, report) {
    for (const { send, channel, data, flows } of carriedOnly(model, mustLast(model))) {
      const broker = model.components.get(channel)!;
      if (!send.waits || !('copies' in broker) || !('delivery' in broker)) continue;
      const kind = broker.copies <= 1 ? 'once' : broker.sync === 'async' ? 'unconfirmed' : undefined;
      const told = { data: { channel, data }, subject: [channel, data, ...flows], evidence: { copies: broker.copies, flows } };
      const fix =
        kind === 'once'
          ? settle(channel, 'copies', 3, `Keep messages of "${channel}" on 3 brokers`)
          : settle(channel, 'sync', 'semi-sync', `"${channel}" accepts a message when a second broker has it`);
      if (kind !== undefined) report(kind, { ...told, fix, at: placeOf(broker, kind === 'once' ? 'copies' : 'sync') });
    }
  },
});
