import { defineRule } from '../../define-rule.js';
import { spreadZones } from '../../reliability/fixes.js';
import { zonePoints } from '../../reliability/zone-points.js';
import { list, shares } from '../say.js';

export const oneZone = defineRule({
  id: 'spof/one-zone',
  severity: 'error',
  varies:
    'An error where a target is missed through it, by `survives` or by its minutes alone; a warning where nobody said what is asked of the flow; info where the targets hold all the same, or where it is a part of what misses one together (told as that).',
  what: 'All that a flow needs of some part lives in one zone, or loses its quorum with one.',
  why: 'A zone fails as a whole: two instances in one zone are up no longer than the zone is, and count as one.',
  fix: 'Spread the instances over at least two zones, and the copies of a quorum over at least three.',
  tradeOff: 'Calls between zones take about a millisecond and are often charged for; writes wait for the farther zone.',
  source: 'Amazon Builders’ Library, "Static stability using Availability Zones" (2019).',
  messages: {
    part: (d: { component: string; zones: readonly string[]; flows: string }) =>
      `Losing ${d.zones.length > 1 ? `any one of ${list(d.zones)}` : `zone ${d.zones[0]}`} takes so much of "${d.component}" that it fails ${d.flows}.`,
    together: (d: { zone: string; components: readonly string[]; flows: string }) =>
      `Losing zone ${d.zone} takes ${list(d.components)} together and fails ${d.flows}.`,
    only: (d: { zone: string; flows: string }) => `${d.zone} is the only zone declared; losing it fails ${d.flows}.`,
  },
  good: `
sysdrill: 1
title: Two zones
regions: { r: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, replicas: 2, zones: [a, b] } }
flows: { read: { rate: 10 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Two instances in one zone
requirements: { quality: { Q1: { flow: read, survives: zone } } }
regions: { r: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, replicas: 2, zones: [a] } }
flows: { read: { rate: 10 /s, path: [ web -> api ] } }
`,
    codes: ['spof/one-zone:part'],
  },
  check({ model, analysis }, report) {
    for (const point of zonePoints(model, analysis)) {
      const { message, at, components, zones, flows, severity } = point;
      const subject = [...components, ...zones, ...flows.map(({ flow }) => flow)];
      const evidence = { zones, flows: flows.map(({ flow, share }) => [flow, share]) };
      const data = { component: components[0] ?? '', components, zone: zones[0] ?? '', zones, flows: shares(flows) };
      report(message, { at, subject, data, evidence, severity, fix: message === 'part' ? spreadZones(model, components[0]) : undefined });
    }
  },
});
