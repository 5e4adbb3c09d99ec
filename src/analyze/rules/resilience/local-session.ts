import { targetsOf } from '../../analysis.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { astray } from '../../resilience/astray.js';
import { saysUnknown } from '../../unknown.js';
import { visitedBy } from '../../visited.js';
import { list, percent, placeOf } from '../say.js';

export const localSession = defineRule({
  id: 'resilience/local-session',
  severity: 'warning',
  what: 'Sessions live in one instance each, and the flow must survive the loss of an instance.',
  why: 'The other instances serve on, but the users of the lost one are logged out, and what they had under way is gone.',
  fix: 'Keep sessions in a store that all instances share (`session: shared`), on several (`replicated`), or with the user (`token`).',
  tradeOff: 'A shared store is asked with each request and must itself survive; a token cannot be called back before it expires.',
  source: 'The Twelve-Factor App, VI: sticky sessions are a violation; session state belongs in a store with time-expiration.',
  messages: {
    gone: (d: { service: string; share: number; flows: readonly string[] }) =>
      `Each lost instance of "${d.service}" takes the sessions of ${percent(d.share)} of the users of ${list(d.flows)} with it.`,
  },
  good: `
sysdrill: 1
title: Sessions in a shared store
requirements: { quality: { Q1: { flow: buy, survives: instance } } }
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, sticky: true }, shop: { is: service, replicas: 4, session: shared } }
flows: { buy: { rate: 1 /s, path: [ web -> edge -> shop ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Sessions in one instance each
requirements: { quality: { Q1: { flow: buy, survives: instance } } }
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, sticky: true }, shop: { is: service, replicas: 4, session: local } }
flows: { buy: { rate: 1 /s, path: [ web -> edge -> shop ] } }
`,
    codes: ['resilience/local-session:gone'],
  },
  check({ model }, report) {
    const visited = visitedBy(model);
    // Sessions that do not even find their instance are told there, and kept in one store they outlive it, too.
    const told = astray(model).filter(({ balancer }) => !saysUnknown(model, `components.${balancer.id}.sticky`));
    const lost = new Set(told.map(({ service }) => service.id));
    for (const service of model.components.values()) {
      // One instance alone is a single point, which is said there.
      if (service.is !== 'service' || service.session !== 'local' || service.replicas < 2 || lost.has(service.id)) continue;
      const flows = (visited.get(service.id) ?? []).filter((flow) => targetsOf(model, flow).some(({ survives }) => survives !== undefined));
      if (flows.length === 0) continue;
      const share = 1 / service.replicas;
      const data = { service: service.id, share, flows };
      const fix = {
        title: `Keep the sessions of "${service.id}" on all its instances`,
        edits: [setAttribute(service.id, 'session', 'replicated')],
      };
      report('gone', { fix, at: placeOf(service, 'session'), subject: [service.id, ...flows], data, evidence: { share, flows } });
    }
  },
});
