import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { stampedes } from '../../resilience/stampedes.js';
import { saysUnknown } from '../../unknown.js';
import { figure, placeOf } from '../say.js';

export const stampede = defineRule({
  id: 'resilience/stampede',
  severity: 'warning',
  what: 'When the copy of the most popular item expires, more reads of it reach its shard at once than the shard works on.',
  why: 'All of them read the same thing, and everything else in that shard waits behind them, once every lifetime of the copy.',
  fix: 'Let one of them fetch and the others wait (`stampede: single-flight`), renew before expiry, or serve the old copy meanwhile.',
  tradeOff: 'One fetch that is slow or fails makes all wait; the old copy is served a little longer than its lifetime.',
  source:
    'A. Vattani, F. Chierichetti, K. Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", VLDB 8 (2015); R. Nishtala et al., "Scaling Memcache at Facebook" (2013).',
  messages: {
    herd: (d: { cache: string; store: string; data: string; rate: number; together: number; slots: number }) =>
      `The most popular "${d.data}" is read ${figure(d.rate)} times a second; when its copy in "${d.cache}" expires, ${figure(d.together)} reads go to one copy of "${d.store}" at once, which works on ${figure(d.slots)}.`,
  },
  good: `
sysdrill: 1
title: One fetches for all
components: { web: { is: client }, api: { is: service, replicas: 99 }, hot: { is: cache, shards: 8, copies: 2, ttl: 1h, stampede: single-flight }, db: { is: database, shards: 8, time: 20ms, concurrency: 16 } }
data: { page: { in: db, key: id, count: 1M, popularity: { zipf: 1 } } }
flows: { read: { rate: 20000 /s, path: [ web -> api, api -> hot: { read: page, hit: 99% }, api -> db: { read: page, when: miss } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: All fetch
components: { web: { is: client }, api: { is: service, replicas: 99 }, hot: { is: cache, shards: 8, copies: 2, ttl: 1h }, db: { is: database, shards: 8, time: 20ms, concurrency: 16 } }
data: { page: { in: db, key: id, count: 1M, popularity: { zipf: 1 } } }
flows: { read: { rate: 20000 /s, path: [ web -> api, api -> hot: { read: page, hit: 99% }, api -> db: { read: page, when: miss } ] } }
`,
    codes: ['resilience/stampede:herd'],
  },
  check({ model }, report) {
    for (const { cache, store, data, rate, together, slots } of stampedes(model)) {
      if (saysUnknown(model, `components.${cache.id}.stampede`)) {
        report.notChecked([cache.id, store.id, data], 'what it does about many misses at once is not known');
        continue;
      }
      const told = { cache: cache.id, store: store.id, data, rate, together, slots };
      const evidence = { rate, together, slots, ttl: cache.ttl ?? null };
      const fix = {
        title: `Let one of the misses in "${cache.id}" fetch for all`,
        edits: [setAttribute(cache.id, 'stampede', 'single-flight')],
      };
      report('herd', { fix, at: placeOf(cache, 'stampede', 'ttl'), subject: [cache.id, store.id, data], data: told, evidence });
    }
  },
});
