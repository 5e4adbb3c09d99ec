import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { saysUnknown } from '../../unknown.js';
import { duration, figure, placeOf } from '../say.js';

/** Copies made in one go from which their expiring together is felt. */
const MANY = 1_000;

export const expireTogether = defineRule({
  id: 'resilience/expire-together',
  severity: 'warning',
  what: 'A batch fills a cache with copies that all live equally long.',
  why: 'They expire within the same moment, and the store behind meets all the misses at once, every time.',
  fix: 'Vary the lifetime of each copy (`ttl-spread: 10%`), or fill again before they expire.',
  tradeOff: 'Some copies live a little shorter than they might.',
  source: 'Amazon Builders’ Library, "Caching challenges and strategies" (2019).',
  messages: {
    cliff: (d: { cache: string; flow: string; items: number; ttl: number }) =>
      `"${d.flow}" puts ${figure(d.items)} copies into "${d.cache}" in one go; all expire ${duration(d.ttl)} later, together.`,
  },
  good: `
sysdrill: 1
title: Lifetimes that vary
components: { web: { is: client }, cron: { is: scheduler }, fill: { is: worker }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1h, ttl-spread: 10% }, db: { is: database } }
data: { page: { in: db, key: id } }
flows:
  warm: { every: 1 day, items: 1M, path: [ cron ~> fill, fill -> hot: { write: page } ] }
  read: { rate: 10 /s, path: [ web -> api, api -> hot: { read: page, hit: 90% }, api -> db: { read: page, when: miss } ] }
`,
  bad: {
    design: `
sysdrill: 1
title: One lifetime for all
components: { web: { is: client }, cron: { is: scheduler }, fill: { is: worker }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1h }, db: { is: database } }
data: { page: { in: db, key: id } }
flows:
  warm: { every: 1 day, items: 1M, path: [ cron ~> fill, fill -> hot: { write: page } ] }
  read: { rate: 10 /s, path: [ web -> api, api -> hot: { read: page, hit: 90% }, api -> db: { read: page, when: miss } ] }
`,
    codes: ['resilience/expire-together:cliff'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const { call, flow } of calls) {
      const cache = model.components.get(call.visit.component);
      if (cache?.is !== 'cache' || call.operation?.kind !== 'write' || flow.workload.kind !== 'batch') continue;
      const { ttl, ttlSpread = 0 } = cache;
      const { items } = flow.workload;
      const read = calls.some((each) => each.call.when.kind === 'miss' && each.call.operation?.data === call.operation?.data);
      if (ttl === undefined || ttlSpread > 0 || items < MANY || !read || saysUnknown(model, `components.${cache.id}.ttl-spread`)) continue;
      const data = { cache: cache.id, flow: flow.id, items, ttl };
      const fix = { title: `Vary the lifetimes in "${cache.id}" by a tenth`, edits: [setAttribute(cache.id, 'ttl-spread', '10%')] };
      report('cliff', { fix, at: placeOf(cache, 'ttl'), subject: [cache.id, flow.id], data, evidence: { items, ttl, spread: ttlSpread } });
    }
  },
});
