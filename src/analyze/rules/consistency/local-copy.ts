import type { Component } from '#model/component.js';
import { defineRule } from '../../define-rule.js';
import { list, placeOf } from '../say.js';

const isMultiplied = (component: Component | undefined): boolean =>
  component !== undefined && 'replicas' in component && component.replicas > 1;

type Told = { cache: string; data: string; holders: readonly string[]; asked: string };

export const localCopy = defineRule({
  id: 'consistency/local-copy',
  severity: 'error',
  what: 'A cache inside each instance is put right in one instance only, although more than eventual reads are asked.',
  why: 'The instance that took the write knows; all the others serve the old copy until it expires, and each next request may go to another.',
  fix: 'Keep the copies in a cache that the instances share, or tell every instance of each change.',
  tradeOff: 'A shared cache costs a round trip a read; telling all costs a message an instance a write.',
  source: 'Amazon Builders’ Library, "Caching challenges and strategies": local caches and their coherence.',
  messages: {
    apart: (d: Told) =>
      `Each instance of ${list(d.holders)} has its own "${d.cache}", and a write puts one of them right; ${d.asked} is asked of "${d.data}".`,
  },
  good: `
sysdrill: 1
title: One cache for all
requirements: { quality: { Q1: { data: note, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 4 }, hot: { is: cache, copies: 2, ttl: 1h }, db: { is: database } }
data: { note: { in: db, key: id, changes: update } }
flows: { edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> hot: { invalidate: note } ] }, read: { rate: 9 /s, path: [ web -> api, api -> hot: { read: note, hit: 90% }, api -> db: { read: note, when: miss } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A cache in each instance
requirements: { quality: { Q1: { data: note, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 4 }, hot: { is: cache, local: true, ttl: 1h }, db: { is: database } }
data: { note: { in: db, key: id, changes: update } }
flows: { edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note }, api -> hot: { invalidate: note } ] }, read: { rate: 9 /s, path: [ web -> api, api -> hot: { read: note, hit: 90% }, api -> db: { read: note, when: miss } ] } }
`,
    codes: ['consistency/local-copy:apart'],
  },
  check({ model, analysis }, report) {
    for (const [data, readings] of analysis.consistency) {
      for (const cache of model.components.values()) {
        if (cache.is !== 'cache' || cache.local !== true || model.data.get(data)?.in === cache.id) continue;
        // Only where every writer is taken to put the cache right: else the copy is told as stale already.
        const kept = [...readings].filter(
          ([, { asked, why }]) =>
            asked !== null && asked !== 'eventual' && why.some((hop) => hop.component === cache.id && hop.staleness === 0),
        );
        const hops = kept.flatMap(([, { why }]) => why.filter((hop) => hop.component === cache.id));
        const holders = [...new Set(hops.map(({ call }) => call.from))].filter((id) => isMultiplied(model.components.get(id)));
        if (holders.length === 0) continue;
        const told = { cache: cache.id, data, holders, asked: kept[0]?.[1].asked ?? '' };
        const subject = [cache.id, data, ...kept.map(([flow]) => flow)];
        report('apart', { at: placeOf(cache, 'local'), subject, data: told, evidence: { holders, asked: told.asked } });
      }
    }
  },
});
