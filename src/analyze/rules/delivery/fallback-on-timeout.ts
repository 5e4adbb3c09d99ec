import { doubtfulFallbacks } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setOnCall } from '../../fix.js';

export const fallbackOnTimeout = defineRule({
  id: 'delivery/fallback-on-timeout',
  severity: 'error',
  what: 'After a timeout the same write is sent to somebody else, as if the first had failed.',
  why: 'A timeout says nothing about the outcome: the first may have done it, and then both have, and the card is charged twice.',
  fix: 'Fall back on `error` only; after a timeout ask the first what became of it, under the key of the request.',
  tradeOff: 'The user waits, or is told later, while the outcome is being asked for.',
  source:
    'Stripe, "Designing robust and predictable APIs with idempotency" (2017); Amazon Builders’ Library, "Avoiding fallback in distributed systems".',
  messages: {
    twice: (d: { first: string; second: string; data: string }) =>
      `When "${d.first}" does not answer in time, "${d.data}" is written at "${d.second}" too; it may then be done by both.`,
  },
  good: `
sysdrill: 1
title: Another provider after an error
components: { web: { is: client }, pay: { is: service, replicas: 2 }, one: { is: external }, two: { is: external } }
data: { charge: { in: one, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> one: { write: charge, timeout: 2s }, pay -> two: { write: charge, when: error } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Another provider after a timeout
components: { web: { is: client }, pay: { is: service, replicas: 2 }, one: { is: external }, two: { is: external } }
data: { charge: { in: one, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> one: { write: charge, timeout: 2s }, pay -> two: { write: charge, when: timeout } ] } }
`,
    codes: ['delivery/fallback-on-timeout:twice'],
  },
  check({ model }, report) {
    for (const { first, second, data, flows } of doubtfulFallbacks(model)) {
      const told = { first: first.visit.component, second: second.visit.component, data };
      report('twice', {
        at: second.origin,
        subject: [told.second, told.first, data, ...flows],
        data: told,
        evidence: { flows, timeout: first.timeout ?? null },
        fix: { title: `Ask "${told.second}" only after a definite failure`, edits: [setOnCall(second, 'when', 'error')] },
      });
    }
  },
});
