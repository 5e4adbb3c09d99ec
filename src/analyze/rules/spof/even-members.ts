import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { lonely } from '../../reliability/single-points.js';
import { placeOf } from '../say.js';

export const evenMembers = defineRule({
  id: 'spof/even-members',
  severity: 'info',
  varies: 'A warning for two members, which survive nothing.',
  what: 'A group that decides by majority has an even number of members.',
  why: 'Four members need three, so they survive one loss, as three do; two need both, and survive less than one alone.',
  fix: 'Use an odd number of members: three survive one loss, five survive two.',
  tradeOff: 'Each member makes every decision a little slower; more than five or seven are rarely worth it.',
  source:
    'D. Ongaro, J. Ousterhout, "In Search of an Understandable Consensus Algorithm" (2014); etcd documentation, "FAQ: why an odd number of cluster members".',
  messages: {
    even: (d: { component: string; copies: number; survives: number }) =>
      `"${d.component}" has ${d.copies} members and still serves after ${d.survives === 0 ? 'no loss at all' : `${d.survives} of them are lost`}; ${d.copies - 1 === 1 ? 'one' : d.copies - 1} would do as well.`,
  },
  good: `
sysdrill: 1
title: Three members
components: { web: { is: client }, api: { is: service, replicas: 2, state: leader-elected }, agree: { is: coordinator, copies: 3 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Four members
components: { web: { is: client }, api: { is: service, replicas: 2, state: leader-elected }, agree: { is: coordinator, copies: 4 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['spof/even-members:even'],
  },
  check({ model, analysis }, report) {
    const told = lonely(analysis);
    for (const component of model.components.values()) {
      if ((component.is !== 'coordinator' && component.is !== 'lock-service') || component.regions.length > 1) continue;
      const { id, copies } = component;
      // Two that a flow waits for are a single point, which is said there.
      if (copies < 2 || copies % 2 === 1 || told.has(id)) continue;
      const survives = copies / 2 - 1;
      const evidence = { copies, majority: copies / 2 + 1, survives };
      const severity = copies === 2 ? 'warning' : 'info';
      const fix = { title: `Run ${copies + 1} members of "${id}"`, edits: [setAttribute(id, 'copies', copies + 1)] };
      report('even', {
        fix,
        at: placeOf(component, 'copies'),
        subject: [id],
        data: { component: id, copies, survives },
        evidence,
        severity,
      });
    }
  },
});
