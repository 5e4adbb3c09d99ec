import { consumed } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { duration, placeOf } from '../say.js';

export const shortRetention = defineRule({
  id: 'delivery/short-retention',
  severity: 'warning',
  what: 'Messages are dropped before a consumer that is down has come back.',
  why: 'What was sent during the outage is deleted unread; no retry brings it back.',
  fix: 'Keep messages for longer than the longest outage you expect, a weekend of it included.',
  tradeOff: 'Longer retention takes disk, and a consumer that comes back late has more to catch up with.',
  source: 'Apache Kafka documentation, "Topic configs": retention.ms.',
  messages: {
    gone: (d: { queue: string; keeps: number; consumer: string; repair: number }) =>
      `"${d.queue}" keeps messages for ${duration(d.keeps)}; "${d.consumer}" is down for ${duration(d.repair)} when it fails.`,
  },
  good: `
sysdrill: 1
title: A week
components: { web: { is: client }, api: { is: service, replicas: 2 }, out: { is: stream, retention: 7 day, dead-letter: true }, crew: { is: worker, repair: 1h, idempotent: true } }
flows: { tell: { rate: 1 /s, path: [ web -> api -> out, out ~> crew ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Half an hour
components: { web: { is: client }, api: { is: service, replicas: 2 }, out: { is: stream, retention: 30min, dead-letter: true }, crew: { is: worker, repair: 1h, idempotent: true } }
flows: { tell: { rate: 1 /s, path: [ web -> api -> out, out ~> crew ] } }
`,
    codes: ['delivery/short-retention:gone'],
  },
  check({ model }, report) {
    for (const { queue, consumers } of consumed(model)) {
      const repairs = consumers.map((id) => ({ consumer: id, repair: model.components.get(id)?.repair ?? 0 }));
      const worst = repairs.reduce((a, b) => (b.repair > a.repair ? b : a));
      const keeps = queue.retention;
      if (keeps === undefined || keeps >= worst.repair) continue;
      const data = { queue: queue.id, keeps, ...worst };
      const evidence = { retention: keeps, repair: worst.repair };
      const fix = settle(
        queue.id,
        'retention',
        `${Math.ceil(worst.repair)}s`,
        `Keep messages of "${queue.id}" for as long as a repair takes`,
      );
      report('gone', { at: placeOf(queue, 'retention'), subject: [queue.id, worst.consumer], data, evidence, fix });
    }
  },
});
