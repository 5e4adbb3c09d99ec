import { orderLosses } from '../../consistency/messages.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';

type Told = { channel: string; data: string; asked: string; by: string };

export const orderLost = defineRule({
  id: 'delivery/order-lost',
  severity: 'error',
  what: 'Data whose order matters passes a queue or stream that does not keep that order.',
  why: 'Consumers work side by side: the cancellation overtakes the order, the answer comes before the question.',
  fix: 'Use a stream partitioned by the key within which order is asked, or a queue that orders by it.',
  tradeOff: 'Each key is then dealt with by one consumer at a time: a hot key cannot be spread.',
  source: 'Apache Kafka documentation, "Introduction": order is kept within a partition.',
  messages: {
    otherKey: (d: Told) => `"${d.channel}" keeps order by ${d.by}; "${d.data}" must stay in order by ${d.asked}.`,
    none: (d: Told) => `"${d.channel}" keeps no order; "${d.data}" must stay in order by ${d.asked}.`,
  },
  good: `
sysdrill: 1
title: In order by chat
requirements: { quality: { Q1: { data: message, order: chat } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }, out: { is: stream, partitions: 8, key: chat, dead-letter: true }, crew: { is: worker, idempotent: true } }
data: { message: { in: db, key: [chat, seq] } }
flows: { send: { rate: 1 /s, path: [ web -> api -> db: { write: message }, db ~> out ~> crew ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: In order by sender
requirements: { quality: { Q1: { data: message, order: chat } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }, out: { is: stream, partitions: 8, key: sender, dead-letter: true }, crew: { is: worker, idempotent: true } }
data: { message: { in: db, key: [chat, seq] } }
flows: { send: { rate: 1 /s, path: [ web -> api -> db: { write: message }, db ~> out ~> crew ] } }
`,
    codes: ['delivery/order-lost:otherKey'],
  },
  check({ model }, report) {
    for (const { channel, data, asked, by, call } of orderLosses(model)) {
      const at = model.components.get(channel)?.written.get('key') ?? call.origin;
      const told = { at, subject: [channel, data], data: { channel, data, asked, by: by ?? '' }, evidence: { asked, by: by ?? null } };
      if (by === undefined) report.notChecked([channel, data], 'what decides its partitions is not said');
      else if (by === null) report('none', told);
      else
        report('otherKey', { ...told, fix: { title: `Partition "${channel}" by ${asked}`, edits: [setAttribute(channel, 'key', asked)] } });
    }
  },
});
