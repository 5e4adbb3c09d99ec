import { earlyRepairs } from '../../consistency/cache-order.js';
import { defineRule } from '../../define-rule.js';
import { duration } from '../say.js';

export const invalidateFirst = defineRule({
  id: 'consistency/invalidate-first',
  severity: 'warning',
  varies: 'An error where reads then miss what is asked of them.',
  what: 'A copy is taken out of the cache before the store has the new value.',
  why: 'Whoever reads in between misses, reads the old value from the store and puts it back: it then stays until it expires.',
  fix: 'Write the store first and take the copy out after it.',
  tradeOff: 'Between the two steps readers still see the old copy, and a crash there leaves it until it expires.',
  source: 'R. Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013: invalidation after the write, leases against stale sets.',
  messages: {
    early: (d: { cache: string; store: string; data: string; asked: string | number | null }) =>
      `"${d.data}" is taken out of "${d.cache}" before "${d.store}" has the write: a reader in between puts the old value back${d.asked === null ? '' : `; ${typeof d.asked === 'number' ? `at most ${duration(d.asked)}` : d.asked} is asked`}.`,
  },
  good: `
sysdrill: 1
title: Written, then taken out
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1h }, db: { is: database } }
data: { note: { in: db, key: id, changes: update } }
flows: { edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> hot: { invalidate: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Taken out, then written
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1h }, db: { is: database } }
data: { note: { in: db, key: id, changes: update } }
flows: { edit: { rate: 1 /s, path: [ web -> api, api -> hot: { invalidate: note }, api -> db: { write: note } ] } }
`,
    codes: ['consistency/invalidate-first:early'],
  },
  check({ model, analysis }, report) {
    for (const { kind, call, cache, store, data, flows, asked } of earlyRepairs(model, analysis.consistency)) {
      const told = {
        at: call.origin,
        subject: [cache, data, store, ...flows],
        data: { cache, store, data, asked },
        evidence: { flows, asked },
      };
      if (kind === 'invalidate') report('early', { ...told, severity: asked === null ? 'warning' : 'error' });
    }
  },
});
