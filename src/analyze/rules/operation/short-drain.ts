import { ownFlows } from '../../analysis.js';
import { callsOf } from '../../consistency/calls.js';
import { defineRule } from '../../define-rule.js';
import { duration, placeOf } from '../say.js';

export const shortDrain = defineRule({
  id: 'operation/short-drain',
  severity: 'warning',
  what: 'An instance that is taken out is cut off before its requests are done.',
  why: 'Each release and each scaling in then fails requests that were going well, writes half done among them.',
  fix: 'Let requests finish for longer than the slowest of them takes.',
  tradeOff: 'Taking an instance out, and so a release, takes longer.',
  source: 'AWS documentation, "Application Load Balancer: deregistration delay".',
  messages: {
    cut: (d: { balancer: string; drain: number; flow: string; takes: number }) =>
      `"${d.balancer}" lets requests finish for ${duration(d.drain)}; "${d.flow}" takes ${duration(d.takes)} on average on an idle system.`,
  },
  good: `
sysdrill: 1
title: Half a minute to finish
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, drain: 30s }, report: { is: service, replicas: 2, time: 4s } }
flows: { report: { rate: 1 /s, path: [ web -> edge -> report ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A second to finish
components: { web: { is: client }, edge: { is: load-balancer, replicas: 2, drain: 1s }, report: { is: service, replicas: 2, time: 4s } }
flows: { report: { rate: 1 /s, path: [ web -> edge -> report ] } }
`,
    codes: ['operation/short-drain:cut'],
  },
  check({ model, analysis }, report) {
    const flows = ownFlows(model).map((flow) => ({ flow, calls: callsOf(flow) }));
    for (const balancer of model.components.values()) {
      if (!('drain' in balancer) || balancer.drain === undefined) continue;
      const { id, drain } = balancer;
      for (const { flow, calls } of flows) {
        const through = calls.some(({ call, awaited }) => awaited && call.from === id && call.hold === undefined);
        // The way of the user there and back is no work of an instance.
        const takes = (analysis.capacity.floors.get(flow.id) ?? 0) - model.network.client;
        if (!through || takes <= drain) continue;
        const data = { balancer: id, drain, flow: flow.id, takes };
        report('cut', { at: placeOf(balancer, 'drain'), subject: [id, flow.id], data, evidence: { drain, takes } });
      }
    }
  },
});
