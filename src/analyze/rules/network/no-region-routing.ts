import { ownFlows, targetsOf } from '../../analysis.js';
import { callsOf } from '../../consistency/calls.js';
import { defineRule } from '../../define-rule.js';
import { list } from '../say.js';

export const noRegionRouting = defineRule({
  id: 'network/no-region-routing',
  severity: 'warning',
  what: 'A flow must survive the loss of a region, and nothing sends its users to another one.',
  why: 'An address leads into one region. When that is lost, the other is up and nobody comes: the figures take it that every user finds it.',
  fix: 'Draw what sends users over (`is: dns` with `routing` and `failover`, or `routing: anycast`), and say how soon it notices.',
  tradeOff: 'Names are kept by resolvers for as long as they live, and health checks over regions may move everybody at once.',
  source:
    'Amazon Route 53 Developer Guide, "Configuring DNS failover"; B. Beyer et al., "Site Reliability Engineering" (2016), chapter 19.',
  messages: {
    nobody: (d: { from: string; entry: string; regions: readonly string[]; flow: string }) =>
      `"${d.flow}" must survive the loss of a region, and nothing leads "${d.from}" from "${d.entry}" in one of ${list(d.regions)} to another.`,
  },
  good: `
sysdrill: 1
title: Names that change
requirements: { quality: { Q1: { flow: read, survives: region } } }
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, dns: { is: dns, routing: failover, failover: 30s, ttl: 30s }, api: { is: service, at: [east, west], replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Two regions and no way over
requirements: { quality: { Q1: { flow: read, survives: region } } }
regions: { east: { zones: [a, b] }, west: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, at: [east, west], replicas: 2 } }
flows: { read: { rate: 1 /s, path: [ web -> api ] } }
`,
    codes: ['network/no-region-routing:nobody'],
  },
  check({ model }, report) {
    // Names are looked up beside the path: one name service is taken to serve all users.
    if ([...model.components.values()].some(({ is }) => is === 'dns')) return;
    for (const flow of ownFlows(model)) {
      if (!targetsOf(model, flow.id).some(({ survives }) => survives === 'region')) continue;
      const first = callsOf(flow).filter(({ call, awaited }) => awaited && model.components.get(call.from)?.is === 'client');
      for (const [id, from] of new Map(first.map(({ call }) => [call.visit.component, call.from]))) {
        const entry = model.components.get(id);
        // The edge of a content network is one address everywhere, and so is somebody else's system.
        if (entry === undefined || ['cdn', 'external', 'client'].includes(entry.is) || entry.regions.length < 2) continue;
        const regions = [...entry.regions];
        const data = { from, entry: id, regions, flow: flow.id };
        report('nobody', { at: entry.origin, subject: [id, flow.id], data, evidence: { regions } });
      }
    }
  },
});
