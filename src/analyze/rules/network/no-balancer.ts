import { defineRule } from '../../define-rule.js';
import { unpicked } from '../../reliability/pickers.js';
import { mustBeUp } from '../../visited.js';
import { list } from '../say.js';

export const noBalancer = defineRule({
  id: 'network/no-balancer',
  severity: 'warning',
  varies: 'Info where no target asks that the flow be there.',
  what: 'Users call a service by themselves, and nothing in between picks an instance of it that is up.',
  why: 'A user has one address. When the instance behind it dies that user fails, however many others are up; a second instance stands in only for those who find it.',
  fix: 'Put a load balancer with health checks (or a gateway) between them, or let a name service check what it hands out (`dns` with `failover`).',
  tradeOff: 'One more hop and one more part, which needs a stand-in of its own.',
  source: 'B. Beyer et al., "Site Reliability Engineering" (2016), chapter 19: load balancing at the frontend.',
  messages: {
    direct: (d: { from: string; service: string; instances: number; flows: readonly string[] }) =>
      d.instances === 1
        ? `"${d.from}" calls "${d.service}" at the address of its one instance: nothing in between could pick another when that is down.`
        : `"${d.from}" calls ${d.instances} instances of "${d.service}" with nothing in between that picks one that is up; the figures of ${list(d.flows)} take it that every user finds one.`,
  },
  good: `
sysdrill: 1
title: A balancer in between
requirements: { quality: { Q1: { flow: read, availability: 99.9% } } }
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2 }, api: { is: service, replicas: 4 } }
flows: { read: { rate: 10 /s, path: [ web -> edge -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Four addresses
requirements: { quality: { Q1: { flow: read, availability: 99.9% } } }
components: { web: { is: client }, api: { is: service, replicas: 4 } }
flows: { read: { rate: 10 /s, path: [ web -> api ] } }
`,
    codes: ['network/no-balancer:direct'],
  },
  check({ model }, report) {
    for (const { service, instances, call, flows } of unpicked(model)) {
      const severity = flows.some((flow) => mustBeUp(model, flow)) ? 'warning' : 'info';
      const data = { from: call.from, service, instances, flows };
      report('direct', { at: call.origin, subject: [service, call.from, ...flows], data, evidence: { instances, flows }, severity });
    }
  },
});
