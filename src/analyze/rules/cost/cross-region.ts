import { defineRule } from '../../define-rule.js';
import { crossing } from '../../network/crossing.js';
import { figure } from '../say.js';

export const crossRegion = defineRule({
  id: 'cost/cross-region',
  severity: 'info',
  what: 'A step carries much data from one region to another, call by call.',
  why: 'Traffic between regions is charged by the byte, and each call waits for the way there and back.',
  fix: 'Keep a copy of the data, or an instance of what is asked, in the region of those who ask.',
  tradeOff: 'A copy is behind by the time that it takes to bring it over, and must itself be kept and paid for.',
  source: 'Amazon EC2 On-Demand Pricing, "Data Transfer"; Google Cloud, "Network Service Tiers pricing".',
  messages: {
    carried: (d: { from: string; to: string; there: string; here: string; month: number }) =>
      `"${d.from}" in ${d.here} and "${d.to}" in ${d.there} exchange ${figure(d.month)}B a month across regions.`,
  },
  good: `
sysdrill: 1
title: Read where it is
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, at: [east], replicas: 2 }, db: { is: database, at: [east] } }
data: { page: { in: db, key: id, item: 100 kB } }
flows: { read: { rate: 100 /s, path: [ web -> api, api -> db: { read: page } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Read from the other coast
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, at: [east], replicas: 2 }, db: { is: database, at: [west] } }
data: { page: { in: db, key: id, item: 100 kB } }
flows: { read: { rate: 100 /s, path: [ web -> api, api -> db: { read: page } ] } }
`,
    codes: ['cost/cross-region:carried'],
  },
  check({ model }, report) {
    for (const { call, here, there, month, flows } of crossing(model)) {
      const data = { from: call.from, to: call.visit.component, here, there, month };
      const subject = [call.from, call.visit.component, ...flows];
      report('carried', { at: call.origin, subject, data, evidence: { bytesPerMonth: month, from: here, to: there } });
    }
  },
});
