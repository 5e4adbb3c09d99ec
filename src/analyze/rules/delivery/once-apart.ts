import { recordApart } from '../../consistency/sagas.js';
import { defineRule } from '../../define-rule.js';

export const onceApart = defineRule({
  id: 'delivery/once-apart',
  severity: 'error',
  what: 'The key that makes a request harmless twice is recorded in another transaction than what the request does.',
  why: 'A crash between the two leaves a key without its effect, so that the retry is refused; or an effect without its key, so that it is done twice.',
  fix: 'Write the key and the effect in one transaction (`atomic`).',
  tradeOff: 'Key and effect have to live in one store, and the transaction is longer by one write.',
  source:
    'Stripe, "Designing robust and predictable APIs with idempotency" (2017); B. Leach, "Implementing Stripe-like idempotency keys in Postgres" (2017).',
  messages: {
    apart: (d: { record: string; effect: string; key: string }) =>
      `"${d.record}" records ${d.key} apart from "${d.effect}", which it guards: a crash in between leaves one without the other.`,
  },
  good: `
sysdrill: 1
title: Together
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { idem: { in: db, key: request, unique: true }, order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api: { timeout: 2s, retries: 1, once: request }, atomic: [ api -> db: { write: idem }, api -> db: { write: order } ] ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One after the other
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { idem: { in: db, key: request, unique: true }, order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api: { timeout: 2s, retries: 1, once: request }, api -> db: { write: idem }, api -> db: { write: order } ] } }
`,
    codes: ['delivery/once-apart:apart'],
  },
  check({ model }, report) {
    for (const { record, key, effect, flows } of recordApart(model)) {
      const told = { record: record.operation?.data ?? '', effect, key };
      report('apart', {
        at: record.origin,
        subject: [told.record, effect, record.visit.component, ...flows],
        data: told,
        evidence: { key, flows },
      });
    }
  },
});
