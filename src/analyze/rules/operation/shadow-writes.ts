import { allCalls, changes } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { stepSaysUnknown } from '../../unknown.js';
import { list, placeOf } from '../say.js';

export const shadowWrites = defineRule({
  id: 'operation/shadow-writes',
  severity: 'error',
  what: 'A new version gets a copy of the traffic, and the traffic writes.',
  why: 'A shadow is to be seen by nobody; one that writes does everything a second time: charges cards, sends mails.',
  fix: 'Shadow only what reads, or give the shadow stores and partners of its own.',
  tradeOff: 'Stand-ins for stores and partners must be built, and show less than the real ones.',
  source: 'Microsoft, "Engineering Fundamentals Playbook: shadow testing".',
  messages: {
    again: (d: { service: string; data: readonly string[]; stores: readonly string[] }) =>
      `The shadow of "${d.service}" writes ${list(d.data)} to ${list(d.stores)} a second time.`,
  },
  good: `
sysdrill: 1
title: A shadow that reads
components: { web: { is: client }, rank: { is: service, replicas: 2, deploy: shadow }, db: { is: database } }
data: { item: { in: db, key: id } }
flows: { list: { rate: 1 /s, path: [ web -> rank, rank -> db: { read: item } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A shadow that charges
components: { web: { is: client }, pay: { is: service, replicas: 2, deploy: shadow }, psp: { is: external } }
data: { charge: { in: psp, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> pay, pay -> psp: { write: charge, timeout: 2s } ] } }
`,
    codes: ['operation/shadow-writes:again'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const service of model.components.values()) {
      if (!('deploy' in service) || service.deploy !== 'shadow') continue;
      const { id } = service;
      // A key by which the receiver knows a repetition makes the second time harmless.
      const writes = calls.filter(
        ({ call }) => call.from === id && changes(model, call) && call.once === undefined && !stepSaysUnknown(model, call, 'once'),
      );
      if (writes.length === 0) continue;
      const data = [...new Set(writes.flatMap(({ call }) => call.operation?.data ?? []))];
      const stores = [...new Set(writes.map(({ call }) => call.visit.component))];
      report('again', {
        at: placeOf(service, 'deploy'),
        subject: [id, ...stores, ...data],
        data: { service: id, data, stores },
        evidence: { data, stores },
      });
    }
  },
});
