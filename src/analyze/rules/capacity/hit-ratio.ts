import { honestHits } from '../../capacity/fixes.js';
import { claimedHits } from '../../capacity/hit-claims.js';
import { defineRule } from '../../define-rule.js';
import { figure, percent } from '../say.js';

type Told = { cache: string; data: string; said: number; best: number; lru: number; holds: number; items: number };

export const hitRatio = defineRule({
  id: 'capacity/hit-ratio',
  severity: 'warning',
  what: 'A cache is said to find more than it can hold, given how popular the items are.',
  why: 'Whatever stands behind it is sized by the misses: at 90% instead of 99% it is asked ten times as often.',
  fix: 'Give the cache more memory, cache something smaller, or size what is behind it for the hit ratio it will have.',
  tradeOff: 'Popularity falls off slowly: each further per cent of hits takes more memory than the one before.',
  source:
    'H. Che, Y. Tung, Z. Wang, "Hierarchical web caching systems", IEEE JSAC 20 (2002); the best possible keeps the most popular items.',
  messages: {
    impossible: (d: Told) =>
      `${percent(d.said)} of the reads of "${d.data}" cannot be found in "${d.cache}": the ${figure(d.holds)} most popular of ${figure(d.items)} items draw ${percent(d.best)} of them.`,
    optimistic: (d: Told) =>
      `${percent(d.said)} hits for "${d.data}" in "${d.cache}" is more than the ${percent(d.lru)} that least-recently-used eviction gets.`,
  },
  good: `
sysdrill: 1
title: Room for nearly all
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, memory: 9 GB, copies: 2 }, db: { is: database, replication: { copies: 2 } } }
data: { item: { in: db, key: id, item: 1 kB, count: 10M, changes: never, popularity: { zipf: 0.9 } } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> hot: { read: item, hit: 95% }, api -> db: { read: item, when: miss } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Room for one in a thousand
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, memory: 10 MB, copies: 2 }, db: { is: database, replication: { copies: 2 } } }
data: { item: { in: db, key: id, item: 1 kB, count: 10M, changes: never, popularity: { zipf: 0.9 } } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> hot: { read: item, hit: 95% }, api -> db: { read: item, when: miss } ] } }
`,
    codes: ['capacity/hit-ratio:impossible'],
  },
  check({ model }, report) {
    for (const claim of claimedHits(model)) {
      const { call, cache, data, best, lru, holds, items, verdict } = claim;
      if (verdict === 'holds') continue;
      const told: Told = { cache, data, said: call.hit ?? 0, best, lru, holds, items };
      report(verdict, {
        at: call.origin,
        subject: [cache, data],
        data: told,
        evidence: { said: told.said, best, lru, holds, items },
        fix: honestHits(claim),
      });
    }
  },
});
