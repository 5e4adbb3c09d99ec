import { mustLast } from '../../consistency/must-last.js';
import { carriedOnly, forgotten } from '../../consistency/steps.js';
import { defineRule } from '../../define-rule.js';

type Told = { from: string; to: string; data: string };

export const handedOver = defineRule({
  id: 'delivery/handed-over',
  severity: 'error',
  what: 'Data that must not be lost is handed over, and the user is answered before anything has kept it.',
  why: 'The one who hands over has it in memory only: when it crashes, or the other side is down, the data is gone and nobody knows.',
  fix: 'Wait until a store or a queue has accepted it (`->`), and hand over only what comes after.',
  tradeOff: 'The answer waits for one more round trip, and fails when that part is down.',
  source: 'G. Hohpe, B. Woolf, "Enterprise Integration Patterns" (2003): guaranteed delivery.',
  messages: {
    memory: (d: Told) => `"${d.from}" hands "${d.data}" over to "${d.to}" and answers; until it arrives it is in memory only.`,
    unaccepted: (d: Told) => `"${d.from}" answers without waiting until "${d.to}" has accepted "${d.data}".`,
  },
  good: `
sysdrill: 1
title: Accepted, then answered
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, inbox: { is: queue, dead-letter: true }, crew: { is: worker, idempotent: true }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> inbox: { publish: order }, inbox ~> crew -> db: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Answered, then perhaps accepted
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, inbox: { is: queue, dead-letter: true }, crew: { is: worker, idempotent: true }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api ~> inbox: { publish: order }, inbox ~> crew -> db: { write: order } ] } }
`,
    codes: ['delivery/handed-over:unaccepted'],
  },
  check({ model }, report) {
    const strict = mustLast(model);
    for (const { send, channel, data, flows } of forgotten(model, strict)) {
      const told = { from: send.from, to: channel, data };
      report('memory', { at: send.origin, subject: [channel, data, send.from, ...flows], data: told, evidence: { flows } });
    }
    for (const { send, channel, data, flows } of carriedOnly(model, strict).filter((each) => !each.send.waits)) {
      const told = { from: send.from, to: channel, data };
      report('unaccepted', { at: send.origin, subject: [channel, data, send.from, ...flows], data: told, evidence: { flows } });
    }
  },
});
