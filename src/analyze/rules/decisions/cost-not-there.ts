import { readsStale } from '../../decisions/effects.js';
import { aboutOf } from '../../decisions/words.js';
import { defineRule } from '../../define-rule.js';

export const costNotThere = defineRule({
  id: 'decisions/cost-not-there',
  severity: 'info',
  what: 'A decision names stale reads as its price, and nothing read there can be stale.',
  why: 'A price that is not paid hides the one that is: the real cost of the choice was not looked for.',
  fix: 'Name what the choice really costs (memory, write load, latency), or show the read that is stale.',
  tradeOff: 'None.',
  source: 'R. Kazman, M. Klein, P. Clements, "ATAM: method for architecture evaluation" (2000): trade-off points.',
  messages: {
    fresh: (d: { about: string; chose: string }) =>
      `"${d.about}" is ${d.chose} at the price of stale reads; nothing read there can be stale.`,
  },
  good: `
sysdrill: 1
title: A minute old at most
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1min }, db: { is: database } }
data: { note: { in: db, key: id, changes: update } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> hot: { read: note, hit: 90% }, api -> db: { read: note, when: miss } ] } }
decisions: [ { about: hot, chose: cache-aside, over: [no-cache], gains: [read-latency], costs: [stale-reads] } ]
`,
  bad: {
    design: `
sysdrill: 1
title: What never changes is never stale
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1min }, db: { is: database } }
data: { note: { in: db, key: id, changes: never } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> hot: { read: note, hit: 90% }, api -> db: { read: note, when: miss } ] } }
decisions: [ { about: hot, chose: cache-aside, over: [no-cache], gains: [read-latency], costs: [stale-reads] } ]
`,
    codes: ['decisions/cost-not-there:fresh'],
  },
  check({ model, analysis }, report) {
    for (const decision of model.decisions) {
      const { about, chose, costs, origin } = decision;
      if (!costs.includes('stale-reads') || readsStale(aboutOf(model, decision), analysis) !== false) continue;
      report('fresh', { at: origin, subject: [about], data: { about, chose }, evidence: { cost: 'stale-reads' } });
    }
  },
});
