import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { astray } from '../../resilience/astray.js';
import { saysUnknown } from '../../unknown.js';
import { placeOf } from '../say.js';

export const stateWithoutAffinity = defineRule({
  id: 'scaling/state-without-affinity',
  severity: 'error',
  varies: 'A warning where the service is stateful and does not say that its sessions are local.',
  what: 'Each instance keeps the state of its own users, and the balancer in front sends a user to any of them.',
  why: 'With n instances, all but one of n requests meet an instance that does not know the user.',
  fix: 'Keep sessions in a store that all instances share, or with the user in a signed token; else make the balancer sticky.',
  tradeOff: 'A shared store is asked with every request; sticky users load instances unevenly and lose their state with one.',
  source: 'The Twelve-Factor App, VI: processes are stateless and share nothing; nginx documentation, "Session persistence".',
  messages: {
    lost: (d: { balancer: string; service: string; instances: number }) =>
      `"${d.service}" keeps the state of a user in one of ${d.instances} instances, and "${d.balancer}" sends the next request to any of them.`,
  },
  good: `
sysdrill: 1
title: Sessions in a shared store
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2 }, shop: { is: service, replicas: 4, session: shared } }
flows: { look: { rate: 1 /s, path: [ web -> edge -> shop ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Sessions in one of four instances
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2 }, shop: { is: service, replicas: 4, session: local } }
flows: { look: { rate: 1 /s, path: [ web -> edge -> shop ] } }
`,
    codes: ['scaling/state-without-affinity:lost'],
  },
  check({ model }, report) {
    for (const { balancer, service, flows } of astray(model)) {
      const from = balancer.id;
      if (saysUnknown(model, `components.${from}.sticky`)) {
        report.notChecked([service.id, from, ...flows], 'whether users stay on their instance is not known');
        continue;
      }
      const data = { balancer: from, service: service.id, instances: service.replicas };
      const at = placeOf(service, 'session', 'stateful');
      const severity = service.session === 'local' ? 'error' : 'warning';
      const evidence = { instances: service.replicas, algorithm: balancer.algorithm ?? null, flows };
      const edits = [setAttribute(service.id, 'session', 'shared')];
      const fix = service.session === 'local' ? { title: `Keep the sessions of "${service.id}" in a shared store`, edits } : undefined;
      report('lost', { fix, at, subject: [service.id, from, ...flows], data, evidence, severity });
    }
  },
});
