import { defineRule } from '../../define-rule.js';
import { STAND_IN_HELP, standIn } from '../../reliability/fixes.js';
import { severityOf, singlePoints } from '../../reliability/single-points.js';
import { saysUnknown } from '../../unknown.js';
import { placeOf, shares } from '../say.js';

export const loneInstance = defineRule({
  id: 'spof/lone-instance',
  severity: 'error',
  what: 'One machine of ours, by failing alone, fails requests of a flow.',
  why: 'The flow is then never up for longer than that machine is, and every restart and every deployment of it is an outage.',
  fix: 'Run at least one more instance than must be up, in another zone, with something in front that leaves out the dead one.',
  tradeOff: 'A second instance costs money, and state that lived in the first must be shared, copied or failed over.',
  source: 'Minimal cut sets of order one: R. E. Barlow, F. Proschan, "Statistical Theory of Reliability and Life Testing" (1975).',
  messages: {
    instance: (d: { component: string; flows: string }) => `One lost instance of "${d.component}" fails ${d.flows}.`,
    leader: (d: { component: string; flows: string }) =>
      `Nobody takes over by itself when the leader of "${d.component}" fails; until somebody does, ${d.flows} fails.`,
    provider: (d: { component: string; flows: string }) =>
      `"${d.component}" is somebody else's and has no stand-in; when it is down, ${d.flows} fails, which alone breaks the availability asked for.`,
  },
  good: `
sysdrill: 1
title: Two instances
regions: { r: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 10 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One instance
requirements: { quality: { Q1: { flow: read, availability: 99.99% } } }
components: { web: { is: client }, api: { is: service }, psp: { is: external, availability: 99.9% } }
flows: { read: { rate: 10 /s, path: [ web -> api -> psp ] } }
`,
    codes: ['spof/lone-instance:instance', 'spof/lone-instance:provider'],
  },
  check({ model, analysis }, report) {
    for (const [flow, { searched }] of analysis.availability)
      if (!searched) report.notChecked([flow], 'the flow is beyond the step budget');
    for (const { cut, flows } of singlePoints(model, analysis, ['instance', 'component'])) {
      if (cut.kind !== 'instance' && cut.kind !== 'component') continue;
      const severity = severityOf(flows);
      const component = model.components.get(cut.component);
      if (component === undefined || (cut.kind === 'component' && severity !== 'error')) continue;
      const subject = [component.id, ...flows.map(({ flow }) => flow)];
      const leader = component.is === 'database' && ['single-leader', 'chain'].includes(component.replication.mode) && component.copies > 1;
      if (leader && saysUnknown(model, `components.${component.id}.replication.failover`)) {
        report.notChecked(subject, 'whether a follower takes over by itself is not known');
        continue;
      }
      const at = leader ? placeOf(component, 'replication.failover', 'replication') : placeOf(component, 'replicas', 'copies', 'need');
      const evidence = { flows: flows.map(({ flow, share }) => [flow, share]), availability: component.availability ?? null };
      const told = { at, subject, data: { component: component.id, flows: shares(flows) }, evidence, severity };
      const kind = cut.kind === 'component' ? 'provider' : leader ? 'leader' : 'instance';
      report(kind, { ...told, fix: kind === 'provider' ? undefined : standIn(model, component, leader), help: STAND_IN_HELP[kind] });
    }
  },
});
