import { targetsOf } from '../../analysis.js';
import { defineRule } from '../../define-rule.js';
import { figure } from '../say.js';

export const noPeak = defineRule({
  id: 'estimates/no-peak',
  severity: 'info',
  what: 'A flow with a latency or throughput target is judged at its mean rate: no peak is stated.',
  why: 'Users do not come evenly: the busiest hour brings two to ten times the mean of the day, and the target counts then, too.',
  fix: 'Say how much more comes at the busiest time (`peak: 3x`).',
  tradeOff: 'Sizing for the peak leaves machines idle for the rest of the day, unless they come and go.',
  source: 'B. Beyer et al., "The Site Reliability Workbook" (2018), chapter 12: non-abstract large system design.',
  messages: {
    flat: (d: { flow: string; rate: number }) =>
      `"${d.flow}" has a target and no peak: it is judged at ${figure(d.rate)} requests a second, at all times.`,
  },
  good: `
sysdrill: 1
title: Three times the mean
requirements: { quality: { Q1: { flow: read, p99: 500ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 100 /s, peak: 3x, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: The mean
requirements: { quality: { Q1: { flow: read, p99: 500ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 100 /s, path: [ web -> api ] } }
`,
    codes: ['estimates/no-peak:flat'],
  },
  check({ model }, report) {
    for (const flow of model.flows.values()) {
      const { workload } = flow;
      const byUser = flow.roots.some(({ component }) => model.components.get(component)?.is === 'client');
      if (workload.kind !== 'open' || workload.peak !== 1 || workload.arrivals.kind !== 'poisson' || !byUser) continue;
      const targets = targetsOf(model, flow.id).filter(({ latency, throughput }) => latency.size > 0 || throughput !== undefined);
      const told = { flow: flow.id, rate: workload.rate };
      const evidence = { rate: workload.rate, targets: targets.map(({ id }) => id) };
      if (targets.length > 0) report('flat', { at: flow.origin, subject: [flow.id], data: told, evidence });
    }
  },
});
