import { ownFlows, targetsOf } from '../../analysis.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { waitedFor } from '../../visited.js';
import { list, nines, placeOf } from '../say.js';

/** From three nines on, 43 minutes a month, a few planned interruptions are too many. */
const NINES = 0.999;

export const recreate = defineRule({
  id: 'operation/recreate',
  severity: 'warning',
  what: 'A new version stops all instances before it starts any, in a flow that must hardly ever be away.',
  why: 'Every release is then an outage of the whole flow, as long as a start takes, and longer when the new version does not start.',
  fix: 'Replace instances a few at a time (`deploy: rolling`), beside the old ones (`blue-green`), or for a few users first (`canary`).',
  tradeOff: 'Two versions run side by side for a while: data and interfaces must suit both.',
  source: 'Kubernetes documentation, "Deployments: strategy"; J. Humble, D. Farley, "Continuous Delivery" (2010), chapter 10.',
  messages: {
    outage: (d: { service: string; flows: readonly string[]; target: number }) =>
      `Each new version of "${d.service}" takes ${list(d.flows)} down while it starts; ${nines(d.target)} is asked.`,
  },
  good: `
sysdrill: 1
title: A few at a time
requirements: { quality: { Q1: { flow: read, availability: 99.95% } } }
components: { web: { is: client }, api: { is: service, replicas: 3, deploy: rolling } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: All at once
requirements: { quality: { Q1: { flow: read, availability: 99.95% } } }
components: { web: { is: client }, api: { is: service, replicas: 3, deploy: recreate } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['operation/recreate:outage'],
  },
  check({ model }, report) {
    const strict = ownFlows(model).flatMap((flow) => {
      const target = Math.max(0, ...targetsOf(model, flow.id).map(({ availability }) => availability ?? 0));
      return target < NINES ? [] : [{ id: flow.id, target, waits: waitedFor(model, flow) }];
    });
    for (const service of model.components.values()) {
      if (!('deploy' in service) || service.deploy !== 'recreate') continue;
      const hit = strict.filter(({ waits }) => waits.has(service.id));
      if (hit.length === 0) continue;
      const flows = hit.map(({ id }) => id);
      const data = { service: service.id, flows, target: Math.max(...hit.map(({ target }) => target)) };
      const fix = { title: `Replace instances of "${service.id}" a few at a time`, edits: [setAttribute(service.id, 'deploy', 'rolling')] };
      report('outage', {
        fix,
        at: placeOf(service, 'deploy'),
        subject: [service.id, ...flows],
        data,
        evidence: { deploy: 'recreate', target: data.target },
      });
    }
  },
});
