import { defineRule } from '../../define-rule.js';
import { place } from '../../reliability/placement.js';
import { mustBeUp, visitedBy } from '../../visited.js';
import { placeOf } from '../say.js';

export const besideThePath = defineRule({
  id: 'spof/beside-the-path',
  severity: 'warning',
  what: 'What the parts agree through stands in no path, and one loss takes it away.',
  why: 'No figure of a flow shows it, but without it nobody is elected, no lock is given and no instance is found: the next failure is the outage.',
  fix: 'Give it three or five members, over three zones.',
  tradeOff: 'Every decision then waits for a majority, which may be in another zone.',
  source: 'Google, "Site Reliability Engineering" (2016), chapter 23: managing critical state.',
  messages: {
    lone: (d: { component: string }) => `"${d.component}" is one machine, and what depends on it stops with it.`,
    zone: (d: { component: string; zone: string; there: number; copies: number }) =>
      `${d.there} of the ${d.copies} members of "${d.component}" are in zone ${d.zone}; without it the rest is no majority.`,
  },
  good: `
sysdrill: 1
title: Three members over three zones
requirements: { quality: { Q1: { flow: read, survives: zone } } }
regions: { r: { zones: [a, b, c] } }
components: { web: { is: client }, api: { is: service, replicas: 3, state: leader-elected }, agree: { is: coordinator, copies: 3 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Two members of three in one zone, and a lone registry
requirements: { quality: { Q1: { flow: read, survives: zone } } }
regions: { r: { zones: [a, b, c] } }
components: { web: { is: client }, api: { is: service, replicas: 3, state: leader-elected }, agree: { is: coordinator, copies: 3, zones: [a, b] }, names: { is: registry } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['spof/beside-the-path:zone', 'spof/beside-the-path:lone'],
  },
  check({ model }, report) {
    const visited = visitedBy(model);
    if (![...model.flows.keys()].some((flow) => mustBeUp(model, flow))) return;
    const bySurvival = model.requirements.quality.some(({ survives }) => survives === 'zone' || survives === 'region');
    for (const component of model.components.values()) {
      const { id, is, regions } = component;
      if ((is !== 'coordinator' && is !== 'lock-service' && is !== 'registry') || visited.has(id) || regions.length > 1) continue;
      const { copies } = component;
      const at = placeOf(component, 'copies', 'zones');
      if (copies === 1) report('lone', { at, subject: [id], data: { component: id }, evidence: { copies } });
      const most = place(component).sets[0]![0]!.places.find(({ count }) => count > copies - (Math.floor(copies / 2) + 1));
      if (copies < 2 || most?.zone === undefined || !bySurvival) continue;
      const data = { component: id, zone: most.zone, there: most.count, copies };
      report('zone', {
        at: placeOf(component, 'zones', 'copies'),
        subject: [id, most.zone],
        data,
        evidence: { copies, there: most.count },
      });
    }
  },
});
