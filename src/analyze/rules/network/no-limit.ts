import { defineRule } from '../../define-rule.js';
import { limitEntrances } from '../../network/fixes.js';
import { unlimited } from '../../network/unlimited.js';
import { list } from '../say.js';

export const noLimit = defineRule({
  id: 'network/no-limit',
  severity: 'warning',
  what: 'Nothing between the clients and the first service limits how much one of them may send.',
  why: 'One broken or hostile client then takes the capacity of all the others, at no cost to itself.',
  fix: 'Put a limit on the gateway or balancer (`limit: 2000 /s`), or ask a rate limiter before anything else is done.',
  tradeOff: 'Limits need a store of counters that is fast and shared, and they refuse honest users in a burst.',
  source: 'Google Cloud Architecture Center, "Rate-limiting strategies and techniques".',
  messages: {
    open: (d: { entries: readonly string[]; services: readonly string[]; flows: readonly string[] }) =>
      `Nothing limits what a client may send through ${list(d.entries)}${d.services.join() === d.entries.join() ? '' : ` to ${list(d.services)}`}${d.flows.length === 0 ? '' : ` in ${list(d.flows)}`}.`,
  },
  good: `
sysdrill: 1
title: A limit at the entrance
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, limit: 2000 /s }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: An open entrance
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2 }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> edge -> api ] } }
`,
    codes: ['network/no-limit:open'],
  },
  check({ model, analysis }, report) {
    for (const { entries, services, flows } of unlimited(model)) {
      const at = model.components.get(entries[0]!)!.origin;
      const subject = [...new Set([...entries, ...services, ...flows])];
      const fix = limitEntrances(model, entries, analysis.capacity);
      // Where a limiter stands in the way of other flows, it is said of which it does not.
      const through = [...model.flows.keys()].filter((id) =>
        entries.some((entry) => analysis.capacity.components.get(entry)?.byFlow.has(id)),
      );
      const data = { entries, services, flows: through.every((id) => flows.includes(id)) ? [] : flows };
      report('open', { at, subject, data, evidence: { entries, services, flows }, fix });
    }
  },
});
