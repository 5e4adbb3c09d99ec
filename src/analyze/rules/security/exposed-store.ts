import { defineRule } from '../../define-rule.js';
import { clientCalls, INNER } from '../../network/edge.js';

export const exposedStore = defineRule({
  id: 'security/exposed-store',
  severity: 'error',
  what: 'Clients talk to a store, a queue or a coordination service directly.',
  why: 'Whoever reaches it reaches all of it: nothing checks what a user may see, and no limit stands before the part that is hardest to multiply.',
  fix: 'Put a service in front that checks who asks for what; hand out signed links for large objects.',
  tradeOff: 'One hop more, and one more tier to run.',
  source: 'OWASP API Security Top 10 (2023), API1: Broken Object Level Authorization; Redis documentation, "Redis security".',
  messages: {
    direct: (d: { client: string; store: string; kind: string }) => `"${d.client}" talks to the ${d.kind} "${d.store}" directly.`,
  },
  good: `
sysdrill: 1
title: A service in front
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Straight to the database
components: { web: { is: client }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> db: { read: note } ] } }
`,
    codes: ['security/exposed-store:direct'],
  },
  check({ model }, report) {
    for (const { call, flow } of clientCalls(model)) {
      const store = model.components.get(call.visit.component)!;
      if (!INNER.has(store.is)) continue;
      const told = { client: call.from, store: store.id, kind: store.is };
      report('direct', {
        at: call.origin,
        subject: [store.id, call.from, flow.id],
        data: told,
        evidence: { kind: store.is, flow: flow.id },
      });
    }
  },
});
