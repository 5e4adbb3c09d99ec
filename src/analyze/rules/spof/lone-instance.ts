import { defineRule } from '../../define-rule.js';
import { type Lone, loneKind, wayOut } from '../../reliability/fixes.js';
import { severityOf, singlePoints } from '../../reliability/single-points.js';
import { saysUnknown } from '../../unknown.js';
import { placeOf, shares } from '../say.js';

export const loneInstance = defineRule({
  id: 'spof/lone-instance',
  severity: 'error',
  varies:
    'An error where a target is missed through it, by `survives` or by its minutes alone; a warning where nobody said what is asked of the flow; info where the targets hold all the same, or where it is a part of what misses one together (told as that). Told of a provider only as an error.',
  what: 'One machine of ours, by failing alone, fails requests of a flow.',
  why: 'The flow is then never up for longer than that machine is, and every restart and every deployment of it is an outage.',
  fix: 'Run at least one more instance than must be up, in another zone, with something in front that leaves out the dead one.',
  tradeOff: 'A second instance costs money, and state that lived in the first must be shared, copied or failed over.',
  source: 'Minimal cut sets of order one: R. E. Barlow, F. Proschan, "Statistical Theory of Reliability and Life Testing" (1975).',
  messages: {
    instance: (d: Lone) => `One lost instance of "${d.component}" fails ${d.flows}.`,
    leader: (d: Lone) => `Nobody takes over by itself when the leader of "${d.component}" fails; until somebody does, ${d.flows} fails.`,
    provider: (d: Lone) =>
      `"${d.component}" is somebody else's and has no stand-in; when it is down, ${d.flows} fails, which alone breaks the availability asked for.`,
  },
  good: `
sysdrill: 1
title: Two instances
regions: { r: { zones: [a, b] } }
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2 }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 10 /s, path: [ web -> edge -> api ] } }
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
      const severity = severityOf(flows);
      const component = 'component' in cut ? model.components.get(cut.component) : undefined;
      if (component === undefined || (cut.kind === 'component' && severity !== 'error')) continue;
      const subject = [component.id, ...flows.map(({ flow }) => flow)];
      const kind = loneKind(component, cut);
      if (kind === 'leader' && saysUnknown(model, `components.${component.id}.replication.failover`)) {
        report.notChecked(subject, 'whether a follower takes over by itself is not known');
        continue;
      }
      const at = placeOf(component, ...(kind === 'leader' ? ['replication.failover', 'replication'] : ['replicas', 'copies', 'need']));
      const evidence = { flows: flows.map(({ flow, share }) => [flow, share]), availability: component.availability ?? null };
      const told = { at, subject, data: { component: component.id, flows: shares(flows) }, evidence, severity };
      report(kind, { ...told, ...wayOut(model, component, kind) });
    }
  },
});
