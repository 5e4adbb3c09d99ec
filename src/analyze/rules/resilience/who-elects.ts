import { defineRule } from '../../define-rule.js';
import { placeOf } from '../say.js';

export const whoElects = defineRule({
  id: 'resilience/who-elects',
  severity: 'warning',
  what: 'A service says that its instances elect a leader, and nothing in the design can decide an election.',
  why: 'Two instances that cannot hear each other both take themselves for the leader, and both act.',
  fix: 'Elect through something that needs a majority: a coordinator with three members, or a lock with a lease.',
  tradeOff: 'A coordinator is three more machines to run, and without its majority nobody leads.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapters 8 and 9: the truth is defined by the majority.',
  messages: {
    nobody: (d: { service: string; instances: number }) =>
      `The ${d.instances} instances of "${d.service}" elect a leader; no coordinator, lock or registry is there to decide between two.`,
  },
  good: `
sysdrill: 1
title: Elected by a majority of three
components: { web: { is: client }, match: { is: service, replicas: 3, state: leader-elected }, agree: { is: coordinator, copies: 3 } }
flows: { bid: { rate: 1 /s, path: [ web -> match ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Elected by nobody
components: { web: { is: client }, match: { is: service, replicas: 2, state: leader-elected } }
flows: { bid: { rate: 1 /s, path: [ web -> match ] } }
`,
    codes: ['resilience/who-elects:nobody'],
  },
  check({ model }, report) {
    const all = [...model.components.values()];
    if (all.some(({ is }) => is === 'coordinator' || is === 'lock-service' || is === 'registry')) return;
    for (const service of all) {
      if ((service.is !== 'service' && service.is !== 'function') || service.state !== 'leader-elected' || service.replicas < 2) continue;
      // Three and more may agree among themselves, as members of one consensus.
      if (service.replicas > 2) continue;
      const data = { service: service.id, instances: service.replicas };
      report('nobody', { at: placeOf(service, 'state'), subject: [service.id], data, evidence: { instances: service.replicas } });
    }
  },
});
