import { callsOf } from '../../consistency/calls.js';
import { writesTo } from '../../consistency/steps.js';
import { defineRule } from '../../define-rule.js';
import { list } from '../say.js';

export const getWrites = defineRule({
  id: 'network/get-writes',
  severity: 'warning',
  what: 'An endpoint that reads by its method changes data before it answers.',
  why: 'Browsers, proxies and crawlers fetch such addresses by themselves, again and ahead of time, and caches answer instead of you.',
  fix: 'Change data under POST, PUT, PATCH or DELETE; hand over what is only counted (`~>`).',
  tradeOff: 'Links cannot do it any more: a form or a script has to.',
  source: 'RFC 9110, "HTTP semantics" (2022), section 9.2.1: safe methods.',
  messages: {
    unsafe: (d: { endpoint: string; data: readonly string[]; flow: string }) =>
      `"${d.endpoint}" is a GET, and "${d.flow}" writes ${list(d.data)} before it answers.`,
  },
  good: `
sysdrill: 1
title: Written by POST
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { add: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
api: { add: { method: POST, path: /notes } }
`,
  bad: {
    design: `
sysdrill: 1
title: Written by GET
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { note: { in: db, key: id } }
flows: { add: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
api: { add: { method: GET, path: /notes/add } }
`,
    codes: ['network/get-writes:unsafe'],
  },
  check({ model }, report) {
    for (const endpoint of model.api.values()) {
      const flow = endpoint.flow === undefined ? undefined : model.flows.get(endpoint.flow);
      if (endpoint.method !== 'GET' || flow === undefined) continue;
      const writes = callsOf(flow).filter((each) => each.awaited && writesTo(model, each) && each.call.when.kind !== 'miss');
      const data = [...new Set(writes.flatMap(({ call }) => call.operation?.data ?? []))];
      if (data.length === 0) continue;
      const told = { endpoint: endpoint.id, data: data.map((each) => `"${each}"`), flow: flow.id };
      report('unsafe', {
        at: endpoint.origin,
        subject: [flow.id, endpoint.id, ...data],
        data: told,
        evidence: { method: 'GET', data },
        fix: { title: `Make "${endpoint.id}" a POST`, edits: [{ set: ['api', endpoint.id, 'method'], value: 'POST' }] },
      });
    }
  },
});
