import { callsOf } from '../../consistency/calls.js';
import { defineRule } from '../../define-rule.js';

export const postWithoutKey = defineRule({
  id: 'network/post-without-key',
  severity: 'warning',
  what: 'Clients try a POST again under a key, and the interface has no place for one.',
  why: 'The flow rests on a key that no caller can send: the second attempt creates a second thing.',
  fix: 'Say so in the interface (`idempotency-key: true`), or create by PUT under a key of the client.',
  tradeOff: 'Every caller has to make keys and keep them over its attempts.',
  source: 'Stripe API, "Idempotent requests"; RFC 9110, "HTTP semantics" (2022), section 9.2.2: idempotent methods.',
  messages: {
    keyless: (d: { endpoint: string; method: string; client: string; once: string }) =>
      `"${d.client}" tries "${d.endpoint}" again under ${d.once}, and as a ${d.method} without idempotency-key it takes none.`,
  },
  good: `
sysdrill: 1
title: A place for the key
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api: { timeout: 2s, retries: 1, once: request }, api -> db: { write: order } ] } }
api: { buy: { method: POST, path: /orders, idempotency-key: true } }
`,
  bad: {
    design: `
sysdrill: 1
title: No place for the key
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api: { timeout: 2s, retries: 1, once: request }, api -> db: { write: order } ] } }
api: { buy: { method: POST, path: /orders } }
`,
    codes: ['network/post-without-key:keyless'],
  },
  check({ model }, report) {
    for (const endpoint of model.api.values()) {
      const flow = endpoint.flow === undefined ? undefined : model.flows.get(endpoint.flow);
      const method = endpoint.method;
      if ((method !== 'POST' && method !== 'PATCH') || endpoint.idempotencyKey === true || flow === undefined) continue;
      const retried = callsOf(flow).find(
        ({ call }) => model.components.get(call.from)?.is === 'client' && call.retries > 0 && call.once !== undefined,
      );
      if (retried === undefined) continue;
      const told = { endpoint: endpoint.id, method, client: retried.call.from, once: retried.call.once! };
      const evidence = { method, retries: retried.call.retries, once: told.once };
      report('keyless', {
        at: endpoint.origin,
        subject: [flow.id, endpoint.id, retried.call.from],
        data: told,
        evidence,
        fix: { title: `"${endpoint.id}" takes a key`, edits: [{ set: ['api', endpoint.id, 'idempotency-key'], value: true }] },
      });
    }
  },
});
