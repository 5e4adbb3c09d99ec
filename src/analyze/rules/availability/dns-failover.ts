import { targetsOf } from '../../analysis.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute, timeText } from '../../fix.js';
import { mustReturn } from '../../visited.js';
import { duration, placeOf } from '../say.js';

export const dnsFailover = defineRule({
  id: 'availability/dns-failover',
  severity: 'error',
  what: 'Names lead to the lost region for longer than the flow may be away.',
  why: 'Clients reach another region only when the name says so: after the failure is noticed, and after the answers that resolvers keep have expired.',
  fix: 'Shorten the lifetime of the record and the checks behind it, or use anycast, which changes routes instead of names.',
  tradeOff: 'A short lifetime means more look-ups, each of them a round trip; some resolvers keep answers longer all the same.',
  source: 'Amazon Route 53 Developer Guide, "Configuring DNS failover" and "Values for TTL".',
  messages: {
    late: (d: { dns: string; flow: string; takes: number; within: number }) =>
      `"${d.dns}" may give out a lost region for ${duration(d.takes)}; "${d.flow}" must be back within ${duration(d.within)}.`,
  },
  good: `
sysdrill: 1
title: Names change within a minute
requirements: { quality: { Q1: { flow: read, survives: region, within: 2min } } }
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, dns: { is: dns, routing: failover, failover: 30s, ttl: 30s }, api: { is: service, at: [east, west], replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Names change within an hour
requirements: { quality: { Q1: { flow: read, survives: region, within: 2min } } }
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, dns: { is: dns, routing: failover, failover: 30s, ttl: 1h }, api: { is: service, at: [east, west], replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['availability/dns-failover:late'],
  },
  check({ model }, report) {
    const names = [...model.components.values()].filter((each) => each.is === 'dns');
    for (const { flow, within } of mustReturn(model)) {
      const byUsers = flow.roots.some(({ component }) => model.components.get(component)?.is === 'client');
      if (!byUsers || !targetsOf(model, flow.id).some(({ survives }) => survives === 'region')) continue;
      for (const dns of names) {
        // What is not said counts as nothing, so that the sum is a floor.
        const takes = (dns.failover ?? 0) + (dns.ttl ?? 0);
        if (dns.routing === 'anycast' || takes <= within) continue;
        const at = (dns.ttl ?? 0) > (dns.failover ?? 0) ? placeOf(dns, 'ttl') : placeOf(dns, 'failover');
        const evidence = { failover: dns.failover ?? null, ttl: dns.ttl ?? null, takes, within };
        const left = within - (dns.failover ?? 0);
        const edits = [setAttribute(dns.id, 'ttl', timeText(left))];
        const fix = left < 1 ? undefined : { title: `Let answers of "${dns.id}" live for ${timeText(left)}`, edits };
        report('late', { fix, at, subject: [dns.id, flow.id], data: { dns: dns.id, flow: flow.id, takes, within }, evidence });
      }
    }
  },
});
