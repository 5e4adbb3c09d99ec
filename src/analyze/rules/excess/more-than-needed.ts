import { defineRule } from '../../define-rule.js';
import { excessIn } from '../../excess/found.js';
import { list, percent, placeOf } from '../say.js';

type Told = { component: string; of: number; enough: number; instead: readonly string[]; used: string };

export const moreThanNeeded = defineRule({
  id: 'excess/more-than-needed',
  severity: 'info',
  what: 'A third of the instances of a tier would do: every numeric target still holds, with the worst zone gone too, and at three times the peak.',
  why: 'Idle instances are paid for, keep connections open and hide what the load really takes.',
  fix: 'Run fewer, or let an autoscaler follow the load.',
  tradeOff: 'Fewer instances leave less for a load nobody foresaw; an autoscaler answers it late.',
  source: 'L. A. Barroso, U. Hölzle, "The case for energy-proportional computing", IEEE Computer 40 (2007).',
  messages: {
    fewer: (d: Told) =>
      `${d.enough} instances of "${d.component}" would do where there are ${d.of}${d.instead.length === 0 ? '' : ` (or fewer of ${list(d.instead)})`}: every numeric target holds with room, at most ${d.used} of any limit used at peak.`,
  },
  good: `
sysdrill: 1
title: As many as the peak and the loss of a zone take
requirements: { quality: { Q1: { flow: read, p99: 500ms } } }
regions: { r: { zones: [a, b, c] } }
components: { web: { is: client }, edge: { is: load-balancer, replicas: 3, limit: 5000 /s, health-check: 2s, time: 0.1ms, concurrency: 1000 }, api: { is: service, replicas: 6, time: 10ms, concurrency: 16, cores: 4 } }
flows: { read: { rate: 400 /s, peak: 3x, path: [ web -> edge -> api: { timeout: 1s } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Forty where a third would idle
requirements: { quality: { Q1: { flow: read, p99: 500ms } } }
regions: { r: { zones: [a, b, c] } }
components: { web: { is: client }, edge: { is: load-balancer, replicas: 3, limit: 5000 /s, health-check: 2s, time: 0.1ms, concurrency: 1000 }, api: { is: service, replicas: 40, time: 10ms, concurrency: 16, cores: 4 } }
flows: { read: { rate: 400 /s, peak: 3x, path: [ web -> edge -> api: { timeout: 1s } ] } }
`,
    codes: ['excess/more-than-needed:fewer'],
  },
  check(context, report) {
    for (const { kind, component: id, of, enough, instead, used } of excessIn(context).excess) {
      const component = context.model.components.get(id);
      if (kind !== 'tier' || component === undefined) continue;
      const data = { component: id, of, enough, instead, used: percent(used.saturation ?? 0) };
      report('fewer', { at: placeOf(component, 'replicas'), subject: [id], data, evidence: { of, enough, instead, ...used } });
    }
  },
});
