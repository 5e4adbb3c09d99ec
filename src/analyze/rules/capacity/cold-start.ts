import { ownFlows, targetsOf } from '../../analysis.js';
import { defineRule } from '../../define-rule.js';
import { waitedFor } from '../../visited.js';
import { duration, placeOf } from '../say.js';

/** How much a start of this length harms: the longest answer is asked for, or a far percentile that rare starts may not reach. */
const SEVERITY = { max: 'error', p999: 'warning', p99: 'info' } as const;

export const coldStart = defineRule({
  id: 'capacity/cold-start',
  severity: 'error',
  varies: 'An error against `max`, a warning against p999, info against p99, which rare starts may not reach.',
  what: 'The first request of a new instance takes longer than the flow may.',
  why: 'Instances start whenever load rises, so the slow answers come when most users are there.',
  fix: 'Keep instances warm, start them ahead of the load, or shorten the start; else leave rare starts out of the target.',
  tradeOff: 'Instances kept warm are paid for while they wait.',
  source: 'AWS Lambda Developer Guide, "Configuring provisioned concurrency".',
  messages: {
    slow: (d: { component: string; takes: number; flow: string; name: string; asked: number }) =>
      `A new instance of "${d.component}" starts in ${duration(d.takes)}; "${d.flow}" asks for ${d.name} within ${duration(d.asked)}.`,
  },
  good: `
sysdrill: 1
title: Starts within the target
requirements: { quality: { Q1: { flow: resize, max: 2s } } }
components: { web: { is: client }, resize: { is: function, cold-start: 400ms, time: 100ms } }
flows: { resize: { rate: 1 /s, path: [ web -> resize ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Starts beyond the target
requirements: { quality: { Q1: { flow: resize, max: 300ms } } }
components: { web: { is: client }, resize: { is: function, cold-start: 400ms, time: 100ms } }
flows: { resize: { rate: 1 /s, path: [ web -> resize ] } }
`,
    codes: ['capacity/cold-start:slow'],
  },
  check({ model }, report) {
    for (const flow of ownFlows(model)) {
      for (const id of waitedFor(model, flow)) {
        const component = model.components.get(id);
        const takes = component !== undefined && 'coldStart' in component ? component.coldStart : undefined;
        if (component === undefined || takes === undefined) continue;
        for (const name of ['max', 'p999', 'p99'] as const) {
          const asked = Math.min(...targetsOf(model, flow.id).map(({ latency }) => latency.get(name) ?? Infinity));
          if (takes <= asked) continue;
          const data = { component: id, takes, flow: flow.id, name, asked };
          const evidence = { takes, asked, name };
          report('slow', { at: placeOf(component, 'cold-start'), subject: [id, flow.id], data, evidence, severity: SEVERITY[name] });
          break;
        }
      }
    }
  },
});
