import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { sizeUnknown } from '../../unknown.js';
import { placeOf } from '../say.js';

export const orderConsumers = defineRule({
  id: 'delivery/order-consumers',
  severity: 'error',
  what: 'A queue hands messages out in order, and several consumers work on them side by side.',
  why: 'The second message may be done before the first: the order that the queue kept is lost at its door.',
  fix: 'Order by key, so that one consumer at a time has each key; or work with one consumer and one slot.',
  tradeOff: 'One consumer is a bound on the throughput; with keys a hot one cannot be spread.',
  source: 'G. Hohpe, B. Woolf, "Enterprise Integration Patterns" (2003): competing consumers, resequencer.',
  messages: {
    parallel: (d: { queue: string; consumer: string; slots: number; data: string; order: string }) =>
      `"${d.consumer}" works on ${d.slots} messages of "${d.queue}" at once; "${d.data}" must stay in order by ${d.order}.`,
  },
  good: `
sysdrill: 1
title: In order by key
requirements: { quality: { Q1: { data: entry, order: account } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }, line: { is: queue, ordering: key, dead-letter: true }, crew: { is: worker, replicas: 4, concurrency: 8, idempotent: true } }
data: { entry: { in: db, key: [account, seq] } }
flows: { book: { rate: 1 /s, path: [ web -> api -> db: { write: entry }, db ~> line ~> crew ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: In order up to the door
requirements: { quality: { Q1: { data: entry, order: account } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }, line: { is: queue, ordering: total, dead-letter: true }, crew: { is: worker, replicas: 4, concurrency: 8, idempotent: true } }
data: { entry: { in: db, key: [account, seq] } }
flows: { book: { rate: 1 /s, path: [ web -> api -> db: { write: entry }, db ~> line ~> crew ] } }
`,
    codes: ['delivery/order-consumers:parallel'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const { data: id, order } of model.requirements.quality) {
      const home = id && model.data.get(id)?.in;
      if (id === undefined || order === undefined || home === undefined) continue;
      const sends = calls.filter(({ call }) => call.from === home || (call.operation?.kind === 'publish' && call.operation.data === id));
      const queues = new Set(sends.map(({ call }) => call.visit.component));
      for (const { first, flows } of byStep(calls.filter(({ call }) => queues.has(call.from)))) {
        const queue = model.components.get(first.call.from);
        const crew = model.components.get(first.call.visit.component);
        if (queue?.is !== 'queue' || queue.ordering !== 'total' || crew?.is !== 'worker') continue;
        if (crew.concurrency === undefined || sizeUnknown(model, crew.id)) continue;
        const slots = crew.replicas * crew.concurrency;
        const data = { queue: queue.id, consumer: crew.id, slots, data: id, order };
        const subject = [crew.id, queue.id, id, ...flows];
        const fix = settle(queue.id, 'ordering', 'key', `Order "${queue.id}" by key`);
        const at = placeOf(crew, 'concurrency', 'replicas');
        if (slots > 1) report('parallel', { at, subject, data, evidence: { slots, order }, fix });
      }
    }
  },
});
