import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { placeOf } from '../say.js';

export const sticky = defineRule({
  id: 'scaling/sticky',
  severity: 'warning',
  varies: 'Info where the stickiness is merely needless.',
  what: 'A balancer binds users to instances, where that stands in the way of scaling or is needed by nobody.',
  why: 'Bound users stay where they are: an instance added in a rush gets new users only, and one full of busy users stays full.',
  fix: 'Keep the state of users where every instance finds it, and let the balancer send each request where there is room.',
  tradeOff: 'A shared store of sessions is asked with every request, and is one more part that must be up.',
  source: 'AWS documentation, "Sticky sessions for your Application Load Balancer"; The Twelve-Factor App, VI.',
  messages: {
    scaleOut: (d: { balancer: string; service: string; min: number; max: number }) =>
      `"${d.balancer}" keeps users on their instance of "${d.service}": of the ${d.max} that an autoscaler may start, only the first ${d.min} get those who are there already.`,
    rehashed: (d: { balancer: string; service: string }) =>
      `"${d.balancer}" finds the instance of "${d.service}" by the user’s address: each time one is added or removed, most users come to another, and their state is not there.`,
    needless: (d: { balancer: string; service: string }) =>
      `"${d.balancer}" binds users to instances of "${d.service}", and any of them would do: the state is not in the instance.`,
  },
  good: `
sysdrill: 1
title: Any instance will do
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2 }, shop: { is: service, replicas: { min: 4, max: 20, at: 60%, delay: 2min }, session: shared } }
flows: { look: { rate: 1 /s, path: [ web -> edge -> shop ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Bound, and meant to scale
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, sticky: cookie }, shop: { is: service, replicas: { min: 4, max: 20, at: 60%, delay: 2min }, session: local } }
flows: { look: { rate: 1 /s, path: [ web -> edge -> shop ] } }
`,
    codes: ['scaling/sticky:scaleOut'],
  },
  check({ model }, report) {
    for (const { first, flows } of byStep(allCalls(model))) {
      const balancer = model.components.get(first.call.from);
      const service = model.components.get(first.call.visit.component);
      if (balancer === undefined || !('algorithm' in balancer) || balancer.is === 'rate-limiter' || service?.is !== 'service') continue;
      const bound = balancer.sticky === true || balancer.stickyBy !== undefined;
      const hashed = !bound && balancer.algorithm === 'ip-hash';
      if ((!bound && !hashed) || first.call.hold !== undefined) continue;
      const { autoscale, session } = service;
      const data = { balancer: balancer.id, service: service.id };
      const evidence = { session: session ?? null, algorithm: balancer.algorithm ?? null, flows };
      const told = { at: placeOf(balancer, 'sticky', 'algorithm'), subject: [balancer.id, service.id, ...flows], evidence };
      if (session === 'local' && autoscale !== undefined && autoscale.max > autoscale.min) {
        if (hashed) report('rehashed', { ...told, data });
        else report('scaleOut', { ...told, data: { ...data, min: autoscale.min, max: autoscale.max } });
      } else if (bound && !service.stateful && (session === 'shared' || session === 'token'))
        report('needless', { ...told, data, severity: 'info' });
    }
  },
});
