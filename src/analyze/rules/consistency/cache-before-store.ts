import { earlyRepairs } from '../../consistency/cache-order.js';
import { defineRule } from '../../define-rule.js';

export const cacheBeforeStore = defineRule({
  id: 'consistency/cache-before-store',
  severity: 'warning',
  what: 'A new value is put into the cache before the store has it.',
  why: 'When the write of the store then fails, readers see something that was never stored, until it expires.',
  fix: 'Write the store first, and the cache after it; or let a write-through cache do both.',
  tradeOff: 'The old copy is served for the moment between the two writes.',
  source: 'Amazon ElastiCache documentation, "Caching strategies": write-through updates the cache when the database is written.',
  messages: {
    early: (d: { cache: string; store: string; data: string }) =>
      `"${d.data}" is in "${d.cache}" before "${d.store}" has it: if that write fails, readers see what was never stored.`,
  },
  good: `
sysdrill: 1
title: The store first
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1h }, db: { is: database } }
data: { note: { in: db, key: id, changes: update } }
flows: { edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> hot: { write: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: The cache first
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1h }, db: { is: database } }
data: { note: { in: db, key: id, changes: update } }
flows: { edit: { rate: 1 /s, path: [ web -> api, api -> hot: { write: note }, api -> db: { write: note } ] } }
`,
    codes: ['consistency/cache-before-store:early'],
  },
  check({ model, analysis }, report) {
    for (const { kind, call, cache, store, data, flows } of earlyRepairs(model, analysis.consistency))
      if (kind === 'write')
        report('early', { at: call.origin, subject: [cache, data, store, ...flows], data: { cache, store, data }, evidence: { flows } });
  },
});
