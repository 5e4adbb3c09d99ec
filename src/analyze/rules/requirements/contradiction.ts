import { defineRule } from '../../define-rule.js';
import { contradictions } from '../../requirements/contradictions.js';
import { duration } from '../say.js';

type Told = { target: string; low: string; high: string; of: number; than: number };

export const contradiction = defineRule({
  id: 'requirements/contradiction',
  severity: 'error',
  what: 'Two targets contradict each other.',
  why: 'One of them does not say what was meant, and whoever builds to the laxer one builds the wrong thing.',
  fix: 'Decide which of them counts, and set the other by it.',
  tradeOff: 'None: only one of them can be meant.',
  source: 'B. Beyer et al., "Site Reliability Engineering" (2016), chapter 4: service level objectives, percentiles.',
  messages: {
    percentiles: (d: Told) =>
      `${d.target} allows ${duration(d.of)} for ${d.low} and only ${duration(d.than)} for ${d.high}, which is never the smaller.`,
    deadline: (d: Told) =>
      `${d.target} allows ${duration(d.of)} for ${d.low}, and after ${duration(d.than)} (deadline) nobody waits any more.`,
  },
  good: `
sysdrill: 1
title: In order
requirements: { quality: { Q1: { flow: read, p50: 50ms, p99: 200ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, deadline: 1s, path: [ web -> api ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Upside down
requirements: { quality: { Q1: { flow: read, p50: 300ms, p99: 200ms }, Q2: { flow: read, p999: 5s } } }
components: { web: { is: client }, api: { is: service, replicas: 2 } }
flows: { read: { rate: 1 /s, deadline: 1s, path: [ web -> api ] } }
`,
    codes: ['requirements/contradiction:percentiles', 'requirements/contradiction:deadline'],
  },
  check({ model }, report) {
    for (const { kind, at, ids, ...told } of contradictions(model))
      report(kind, { at, subject: ids, data: { target: ids[0]!, ...told }, evidence: told });
  },
});
