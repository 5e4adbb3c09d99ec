import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { saysUnknown } from '../../unknown.js';
import { duration, placeOf } from '../say.js';

export const dnsBalancing = defineRule({
  id: 'network/dns-balancing',
  severity: 'warning',
  what: 'Names alone spread clients over the instances of a service, and nothing takes a dead one out of the answers.',
  why: 'Resolvers keep handing out the address of a dead instance, so that its share of the users fails until it is back.',
  fix: 'Put a balancer with health checks in front of the instances, or let the name service check them (`failover`).',
  tradeOff: 'A balancer is a hop and a part more; checks in the name service still wait for answers that were kept.',
  source: 'RFC 1794, "DNS support for load balancing" (1995); Amazon Route 53 Developer Guide, "health checks and DNS failover".',
  messages: {
    dead: (d: { dns: string; service: string; instances: number; ttl: string }) =>
      `"${d.dns}" hands out the ${d.instances} instances of "${d.service}" in turn and checks none of them${d.ttl}.`,
  },
  good: `
sysdrill: 1
title: Names that are checked
components: { web: { is: client }, names: { is: dns, routing: round-robin, ttl: 60s, failover: 30s }, api: { is: service, replicas: 4 } }
flows: { read: { rate: 1 /s, path: [ web -> names, web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Names alone
components: { web: { is: client }, names: { is: dns, routing: round-robin, ttl: 60s }, api: { is: service, replicas: 4 } }
flows: { read: { rate: 1 /s, path: [ web -> names, web -> api ] } }
`,
    codes: ['network/dns-balancing:dead'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    const told = new Set<string>();
    for (const { call: ask, flow } of calls) {
      const dns = model.components.get(ask.visit.component);
      if (dns?.is !== 'dns' || dns.failover !== undefined || (dns.routing !== 'round-robin' && dns.routing !== 'weighted')) continue;
      for (const { call } of calls.filter((each) => each.flow === flow && [ask.from, dns.id].includes(each.call.from))) {
        const service = model.components.get(call.visit.component);
        if (service?.is !== 'service' || service.replicas < 2 || told.has(`${dns.id} ${service.id}`)) continue;
        told.add(`${dns.id} ${service.id}`);
        if (saysUnknown(model, `components.${dns.id}.failover`)) {
          report.notChecked([dns.id, service.id], 'whether it takes the dead out of its answers is not known');
          continue;
        }
        const ttl = dns.ttl === undefined ? '' : `; answers are kept for ${duration(dns.ttl)}`;
        const data = { dns: dns.id, service: service.id, instances: service.replicas, ttl };
        const evidence = { routing: dns.routing, ttl: dns.ttl ?? null, instances: service.replicas };
        const fix = settle(dns.id, 'failover', '30s', `"${dns.id}" checks what it hands out`);
        report('dead', { at: placeOf(dns, 'routing'), subject: [dns.id, service.id, flow.id], data, evidence, fix });
      }
    }
  },
});
