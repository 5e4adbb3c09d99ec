import { deliveredTwice } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { saysUnknown } from '../../unknown.js';
import { list } from '../say.js';

export const notIdempotent = defineRule({
  id: 'delivery/not-idempotent',
  severity: 'error',
  varies:
    'A warning where nothing is said, an error where the consumer says that it is not idempotent, or where a target asks for an effect once.',
  what: 'A message may be delivered twice to a consumer for which twice is not the same as once.',
  why: 'At-least-once delivery repeats a message whenever its acknowledgement is late or lost; counters count it twice, mails go out twice.',
  fix: 'Make the consumer recognise a message it has dealt with (a key kept with the effect), and say `idempotent: true`; or give its writes `once`.',
  tradeOff: 'The consumer stores keys and checks one for each message.',
  source: 'Apache Kafka documentation, "Message Delivery Semantics"; Amazon SQS Developer Guide, "At-least-once delivery".',
  messages: {
    twice: (d: { consumer: string; queues: readonly string[] }) =>
      `"${d.consumer}" is not idempotent, and ${list(d.queues)} may deliver a message to it more than once.`,
    unsaid: (d: { consumer: string; queues: readonly string[] }) =>
      `${list(d.queues)} may deliver a message to "${d.consumer}" more than once, and nothing says what happens then.`,
  },
  good: `
sysdrill: 1
title: Twice is once
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, delivery: at-least-once, dead-letter: true }, mailer: { is: worker, idempotent: true } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> mailer ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Twice is twice
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, delivery: at-least-once, dead-letter: true }, mailer: { is: worker, idempotent: false }, counter: { is: worker } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> mailer, jobs ~> counter ] } }
`,
    codes: ['delivery/not-idempotent:twice', 'delivery/not-idempotent:unsaid'],
  },
  check({ model }, report) {
    for (const { consumer, queues, said, flows } of deliveredTwice(model)) {
      if (saysUnknown(model, `components.${consumer.id}.idempotent`)) {
        report.notChecked([consumer.id, ...queues], 'whether it is idempotent is not known');
        continue;
      }
      const at = consumer.written.get('idempotent') ?? consumer.origin;
      const fix = {
        title: `Make doing a message twice in "${consumer.id}" the same as once`,
        edits: [setAttribute(consumer.id, 'idempotent', true)],
      };
      const told = { at, subject: [consumer.id, ...queues], data: { consumer: consumer.id, queues }, evidence: { queues, flows }, fix };
      const once = model.requirements.quality.some(({ effect, flow }) => effect === 'once' && flow !== undefined && flows.includes(flow));
      if (said) report('twice', told);
      else report('unsaid', { ...told, severity: once ? 'error' : 'warning' });
    }
  },
});
