import { allCalls, byStep, changes } from '../../consistency/deliveries.js';
import { isChannelId } from '../../consistency/steps.js';
import { defineRule } from '../../define-rule.js';
import { saysUnknown } from '../../unknown.js';
import { list } from '../say.js';

export const exactlyOnce = defineRule({
  id: 'delivery/exactly-once',
  severity: 'warning',
  what: 'A channel is said to deliver exactly once, and its consumer changes something outside of it with nothing to recognise a repetition by.',
  why: 'The promise ends at the channel: a consumer that crashes after its write and before its acknowledgement writes again.',
  fix: 'Make the consumer idempotent, or write under a key (`once`) that the receiver keeps with its effect.',
  tradeOff: 'The receiver keeps keys and looks each one up before it writes.',
  source: 'Apache Kafka documentation, "Message delivery semantics": exactly once holds between topics, other systems have to cooperate.',
  messages: {
    outside: (d: { channel: string; consumer: string; data: readonly string[] }) =>
      `"${d.channel}" cannot deliver exactly once into what "${d.consumer}" does: a crash after the write repeats ${list(d.data)}.`,
  },
  good: `
sysdrill: 1
title: Recognised
components: { web: { is: client }, api: { is: service, replicas: 2 }, out: { is: stream, delivery: exactly-once, dead-letter: true }, crew: { is: worker }, bank: { is: external } }
data: { payout: { in: bank, key: id } }
flows: { pay: { rate: 1 /s, path: [ web -> api -> out, out ~> crew -> bank: { write: payout, once: payout-id } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Exactly once, up to the consumer
components: { web: { is: client }, api: { is: service, replicas: 2 }, out: { is: stream, delivery: exactly-once, dead-letter: true }, crew: { is: worker }, bank: { is: external } }
data: { payout: { in: bank, key: id } }
flows: { pay: { rate: 1 /s, path: [ web -> api -> out, out ~> crew -> bank: { write: payout } ] } }
`,
    codes: ['delivery/exactly-once:outside'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    const given = calls.filter(({ call }) => {
      const source = model.components.get(call.from);
      return source !== undefined && 'delivery' in source && source.delivery === 'exactly-once' && call.once === undefined;
    });
    for (const { first, flows } of byStep(given)) {
      const consumer = model.components.get(first.call.visit.component);
      if (consumer === undefined || ('idempotent' in consumer && consumer.idempotent === true)) continue;
      if (saysUnknown(model, `components.${consumer.id}.idempotent`)) continue;
      const writes = calls.filter(
        ({ call, flow, above }) =>
          flow === first.flow && above.includes(first.call) && changes(model, call) && !isChannelId(model, call.visit.component),
      );
      const data = [...new Set(writes.flatMap(({ call }) => (call.once === undefined ? (call.operation?.data ?? []) : [])))];
      if (data.length === 0) continue;
      const told = { channel: first.call.from, consumer: consumer.id, data: data.map((each) => `"${each}"`) };
      const subject = [consumer.id, first.call.from, ...data, ...flows];
      report('outside', { at: first.call.origin, subject, data: told, evidence: { data, flows } });
    }
  },
});
