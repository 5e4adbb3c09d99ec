import { consumed } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { saysUnknown } from '../../unknown.js';
import { list } from '../say.js';

export const noDeadLetter = defineRule({
  id: 'delivery/no-dead-letter',
  severity: 'warning',
  what: 'A queue or stream has nowhere to put a message that keeps failing.',
  why: 'One message that no consumer can deal with is delivered for ever, or blocks everything behind it in its partition.',
  fix: 'Set a message aside after a few attempts (`dead-letter: true`), watch how many there are, and be able to send them again.',
  tradeOff: 'What is set aside loses its place in the order, and somebody has to look at it.',
  source: 'Amazon SQS Developer Guide, "Using dead-letter queues"; G. Hohpe, B. Woolf, "Enterprise Integration Patterns" (2003).',
  messages: {
    missing: (d: { queue: string; consumers: readonly string[] }) =>
      `A message in "${d.queue}" that ${list(d.consumers)} cannot deal with is delivered again and again: there is no dead letter.`,
  },
  good: `
sysdrill: 1
title: Failing messages are put aside
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue, dead-letter: true }, mailer: { is: worker, idempotent: true } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> mailer ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Failing messages come back for ever
components: { web: { is: client }, api: { is: service, replicas: 2 }, jobs: { is: queue }, mailer: { is: worker, idempotent: true } }
flows: { send: { rate: 1 /s, path: [ web -> api ~> jobs ~> mailer ] } }
`,
    codes: ['delivery/no-dead-letter:missing'],
  },
  check({ model }, report) {
    for (const { queue, consumers } of consumed(model)) {
      if (queue.deadLetter === true) continue;
      const at = queue.written.get('dead-letter') ?? queue.origin;
      if (saysUnknown(model, `components.${queue.id}.dead-letter`))
        report.notChecked([queue.id], 'whether it has a dead letter is not known');
      else {
        const fix = { title: `Put what keeps failing in "${queue.id}" aside`, edits: [setAttribute(queue.id, 'dead-letter', true)] };
        report('missing', { at, subject: [queue.id, ...consumers], data: { queue: queue.id, consumers }, evidence: { consumers }, fix });
      }
    }
  },
});
