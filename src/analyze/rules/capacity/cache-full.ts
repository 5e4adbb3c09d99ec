import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { figure, placeOf } from '../say.js';

export const cacheFull = defineRule({
  id: 'capacity/cache-full',
  severity: 'error',
  what: 'A cache that throws nothing out is given more than its memory holds.',
  why: 'When it is full it refuses writes, or the process is killed for its memory: there is no third way out.',
  fix: 'Give it memory for all of it, or let it evict (`eviction: lru`) and read what is gone from where it came from.',
  tradeOff: 'What may be evicted must exist elsewhere, and what was evicted is slow to read once.',
  source: 'Redis documentation, "Key eviction": with `noeviction`, writes fail when the memory limit is reached.',
  messages: {
    full: (d: { cache: string; needs: number; has: number }) =>
      `"${d.cache}" is to hold ${figure(d.needs)}B in ${figure(d.has)}B of memory, and evicts nothing to make room.`,
  },
  good: `
sysdrill: 1
title: Room for all of it
components: { web: { is: client }, api: { is: service, replicas: 2 }, lists: { is: cache, shards: 4, copies: 2, memory: 64 GB, eviction: none } }
data: { list: { in: lists, key: user, item: 10 kB, count: 10M } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> lists: { read: list } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Four times what it holds
components: { web: { is: client }, api: { is: service, replicas: 2 }, lists: { is: cache, shards: 4, copies: 2, memory: 64 GB, eviction: none } }
data: { list: { in: lists, key: user, item: 10 kB, count: 100M } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> lists: { read: list } ] } }
`,
    codes: ['capacity/cache-full:full'],
  },
  check({ model }, report) {
    for (const cache of model.components.values()) {
      if (cache.is !== 'cache' || cache.memory === undefined || cache.eviction !== 'none') continue;
      // What lives here, and what is written here to be read again.
      const written = allCalls(model).filter(({ call }) => call.visit.component === cache.id && call.operation?.kind === 'write');
      const items = [...model.data.values()].filter(
        ({ id, in: home }) => home === cache.id || written.some(({ call }) => call.operation?.data === id),
      );
      const needs = items.reduce((sum, { item, count }) => sum + (item ?? 0) * (count ?? 0), 0);
      const has = cache.memory * cache.shards.count;
      if (needs <= has) continue;
      const data = { cache: cache.id, needs, has };
      const ids = items.map(({ id }) => id);
      report('full', { at: placeOf(cache, 'eviction', 'memory'), subject: [cache.id, ...ids], data, evidence: { needs, has, data: ids } });
    }
  },
});
