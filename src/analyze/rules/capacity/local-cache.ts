import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { figure, placeOf } from '../say.js';

export const localCache = defineRule({
  id: 'capacity/local-cache',
  severity: 'error',
  what: 'A cache inside the instances of a service is given as much memory as the instances have.',
  why: 'The service itself needs memory too: the operating system ends the process, and all its requests with it.',
  fix: 'Give the cache a part of the instance’s memory, or move it into a cache of its own that all instances share.',
  tradeOff: 'A shared cache costs a round trip a read, and is one more part that can fail.',
  source:
    'Linux kernel documentation, "Concepts overview: OOM killer"; Amazon Builders’ Library, "Caching challenges and strategies" (2019).',
  messages: {
    crowded: (d: { cache: string; service: string; asked: number; has: number }) =>
      `"${d.cache}" lives inside "${d.service}" and asks for ${figure(d.asked)}B of the ${figure(d.has)}B that an instance has.`,
  },
  good: `
sysdrill: 1
title: A quarter for the cache
components: { web: { is: client }, api: { is: service, replicas: 2, memory: 16 GB }, near: { is: cache, local: true, memory: 4 GB }, db: { is: database } }
data: { row: { in: db, key: id, changes: never } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> near: { read: row, hit: 50% }, api -> db: { read: row, when: miss } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: All of it for the cache
components: { web: { is: client }, api: { is: service, replicas: 2, memory: 16 GB }, near: { is: cache, local: true, memory: 16 GB }, db: { is: database } }
data: { row: { in: db, key: id, changes: never } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> near: { read: row, hit: 50% }, api -> db: { read: row, when: miss } ] } }
`,
    codes: ['capacity/local-cache:crowded'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const cache of model.components.values()) {
      if (cache.is !== 'cache' || cache.local !== true || cache.memory === undefined) continue;
      const { id, memory: asked } = cache;
      for (const from of new Set(calls.filter(({ call }) => call.visit.component === id).map(({ call }) => call.from))) {
        const service = model.components.get(from);
        const has = service !== undefined && 'memory' in service ? service.memory : undefined;
        if (has === undefined || asked < has) continue;
        const data = { cache: id, service: from, asked, has };
        report('crowded', { at: placeOf(cache, 'memory'), subject: [id, from], data, evidence: { asked, has } });
      }
    }
  },
});
