import { targetsOf } from '../../analysis.js';
import { defineRule } from '../../define-rule.js';
import { percent } from '../say.js';

export const oneRegion = defineRule({
  id: 'spof/one-region',
  severity: 'error',
  what: 'A flow that must survive the loss of a region fails with one.',
  why: 'Zones of one region share its network, its control plane and its weather: when the region goes, they go together.',
  fix: 'Put every part that the flow waits for in a second region, with its data, and a way for users to get there.',
  tradeOff: 'Data over two regions is either slow to write or behind in one of them, and everything costs about twice.',
  source: 'Google, "Site Reliability Engineering" (2016), chapter 23: datacenter-scale failures.',
  messages: {
    region: (d: { flow: string; region: string; share: string }) =>
      `"${d.flow}" must survive the loss of a region, but without ${d.region} ${d.share} of its requests fail.`,
    undeclared: (d: { flow: string }) => `"${d.flow}" must survive the loss of a region, but the design declares fewer than two.`,
  },
  good: `
sysdrill: 1
title: Two regions
requirements: { quality: { Q1: { flow: read, survives: region } } }
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, at: [east, west], replicas: 2 } }
flows: { read: { rate: 10 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One of two regions
requirements: { quality: { Q1: { flow: read, survives: region } } }
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, at: [east], replicas: 2 } }
flows: { read: { rate: 10 /s, path: [ web -> api ] } }
`,
    codes: ['spof/one-region:region'],
  },
  check({ model, analysis }, report) {
    const regions = new Set([...model.zones.values()].map(({ region }) => region));
    for (const [flow, { cuts }] of analysis.availability) {
      const asking = targetsOf(model, flow).find(({ survives }) => survives === 'region');
      if (asking === undefined) continue;
      const at = asking.written.get('survives') ?? asking.origin;
      if (regions.size < 2) report('undeclared', { at, subject: [flow], data: { flow }, evidence: { regions: [...regions] } });
      else
        for (const cut of cuts) {
          if (cut.kind !== 'region') continue;
          const { region, share } = cut;
          report('region', { at, subject: [flow, region], data: { flow, region, share: percent(share) }, evidence: { region, share } });
        }
    }
  },
});
