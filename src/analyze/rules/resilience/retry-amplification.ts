import { defineRule } from '../../define-rule.js';
import { setOnCall } from '../../fix.js';
import { amplified } from '../../resilience/amplified.js';
import { list } from '../say.js';

export const retryAmplification = defineRule({
  id: 'resilience/retry-amplification',
  severity: 'warning',
  what: 'Several layers try again, and their attempts multiply.',
  why: 'When the last in the chain is in trouble, each request hits it many times over, just then: it cannot recover.',
  fix: 'Retry in one layer, next to the user or next to the failure, and give retries a budget (`retry-budget: 10%`).',
  tradeOff: 'A layer that does not retry passes on failures that one more attempt would have hidden.',
  source: 'Google, "Site Reliability Engineering" (2016), chapter 22: three layers of four attempts make 64.',
  messages: {
    many: (d: { to: string; attempts: number; layers: readonly string[]; beside: readonly string[] }) =>
      `One request may ask "${d.to}" ${d.attempts} times: ${list(d.layers)}.${d.beside.length === 0 ? '' : ` The same retries meet at ${list(d.beside)}.`}`,
  },
  good: `
sysdrill: 1
title: One layer tries again
components: { web: { is: client }, edge: { is: api-gateway, replicas: 2 }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { row: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> edge: { retries: 3 }, edge -> api, api -> db: { read: row } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Three layers try again
components: { web: { is: client }, edge: { is: api-gateway, replicas: 2 }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { row: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> edge: { retries: 3 }, edge -> api: { retries: 3 }, api -> db: { read: row, retries: 3 } ] } }
`,
    codes: ['resilience/retry-amplification:many'],
  },
  check({ model }, report) {
    for (const { call, flows, attempts, layers, others, first } of amplified(model)) {
      const to = call.visit.component;
      const beside = [...new Set(others.filter(({ onTheWay }) => !onTheWay).map((each) => `"${each.to}"`))];
      const data = { to, attempts, layers: layers.map((each) => `"${each.from}" makes ${each.attempts} of each`), beside };
      const met = others.map((each) => [each.to, each.attempts]);
      const evidence = { attempts, layers: layers.map((each) => [each.from, each.attempts]), others: met };
      const fix = { title: `Give the retries at "${first.visit.component}" a budget`, edits: [setOnCall(first, 'retry-budget', '10%')] };
      const subject = [...new Set([to, ...layers.map(({ from }) => from), ...others.map((each) => each.to), ...flows])];
      report('many', { fix, at: call.origin, subject, data, evidence });
    }
  },
});
