import { dualWrites, unnamedDuals } from '../../consistency/messages.js';
import { defineRule } from '../../define-rule.js';

type Told = { from: string; store: string; queue: string; data: string };

export const dualWrite = defineRule({
  id: 'delivery/dual-write',
  severity: 'warning',
  varies: 'Info where the message says nothing of what it is about, and brings no derived data up to date.',
  what: 'A service writes data to a store and announces it on a queue by itself, one after the other.',
  why: 'A crash between the two leaves data that nobody was told of, or an announcement of data that is not there; no retry mends it.',
  fix: 'Announce out of the store: change capture or an outbox written in the same transaction (`store ~> queue`).',
  tradeOff: 'Announcements come a moment later, and at least once rather than exactly once.',
  source: 'C. Richardson, "Microservices Patterns" (2018), chapter 3: transactional outbox.',
  messages: {
    apart: (d: Told) =>
      `"${d.from}" writes "${d.data}" to "${d.store}" and announces it on "${d.queue}" separately: a crash in between does one of the two.`,
    derived: (d: Told & { derived: string }) =>
      `"${d.from}" writes "${d.data}" to "${d.store}" and then puts a message into "${d.queue}" itself: after a crash in between, "${d.derived}" never hears of it.`,
    unnamed: (d: Told) =>
      `"${d.from}" writes "${d.data}" to "${d.store}" and then puts a message into "${d.queue}" itself: a crash in between leaves "${d.data}" with no message.`,
  },
  good: `
sysdrill: 1
title: Announced out of the store
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }, news: { is: stream, dead-letter: true }, crew: { is: worker, idempotent: true } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> db: { write: order }, db ~> news: { publish: order }, news ~> crew ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Written and announced
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database }, news: { is: stream, dead-letter: true }, crew: { is: worker, idempotent: true } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> db: { write: order }, api ~> news: { publish: order }, news ~> crew ] } }
`,
    codes: ['delivery/dual-write:apart'],
  },
  check({ model }, report) {
    for (const { write, message, data, flows } of dualWrites(model)) {
      const told = { from: message.from, store: write.visit.component, queue: message.visit.component, data };
      report('apart', {
        at: message.origin,
        subject: [told.from, told.store, told.queue, data, ...flows],
        data: told,
        evidence: { flows },
      });
    }
    for (const { write, message, data, flows, derived } of unnamedDuals(model)) {
      const told = { from: message.from, store: write.visit.component, queue: message.visit.component, data };
      const about = { at: message.origin, subject: [told.from, told.store, told.queue, data, ...flows], evidence: { flows } };
      if (derived === undefined) report('unnamed', { ...about, data: told, severity: 'info' });
      else report('derived', { ...about, data: { ...told, derived } });
    }
  },
});
