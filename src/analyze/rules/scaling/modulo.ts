import { allCalls } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';
import { percent, placeOf } from '../say.js';

export const modulo = defineRule({
  id: 'scaling/modulo',
  severity: 'warning',
  what: 'A key finds its shard by the rest of a division by their number.',
  why: 'With one shard more, nearly every key belongs elsewhere: a store moves nearly all its data, a cache finds nearly nothing.',
  fix: 'Use consistent hashing, or many more fixed slots than shards, and move whole slots.',
  tradeOff: 'Consistent hashing spreads keys less evenly unless each shard stands in many places of the ring; slots need a table.',
  source: 'D. Karger et al., "Consistent hashing and random trees" (1997); Redis Cluster specification, "Key distribution model".',
  messages: {
    store: (d: { component: string; count: number; moved: number }) =>
      `A shard added to the ${d.count} of "${d.component}" moves ${percent(d.moved)} of its data.`,
    cache: (d: { component: string; count: number; moved: number }) =>
      `One node more or less among the ${d.count} of "${d.component}" makes ${percent(d.moved)} of its keys a miss at once.`,
  },
  good: `
sysdrill: 1
title: Consistent hashing
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 4, by: consistent-hash } } }
data: { row: { in: db, key: id, changes: append } }
flows: { log: { rate: 1 /s, path: [ web -> api, api -> db: { write: row } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: By the rest of a division
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, copies: 2, shards: { count: 8, by: modulo } }, db: { is: database, shards: { count: 4, by: modulo } } }
data: { row: { in: db, key: id, changes: append } }
flows: { log: { rate: 1 /s, path: [ web -> api, api -> db: { write: row } ] } }
`,
    codes: ['scaling/modulo:cache', 'scaling/modulo:store'],
  },
  check({ model }, report) {
    const written = new Set(
      allCalls(model)
        .filter(({ call }) => call.operation?.kind === 'write')
        .map(({ call }) => call.visit.component),
    );
    for (const component of model.components.values()) {
      if (!('shards' in component) || component.shards.by !== 'modulo' || component.shards.count < 2) continue;
      // A store that nobody writes to does not grow.
      if (component.is === 'database' && !written.has(component.id)) continue;
      const { id } = component;
      const { count } = component.shards;
      // A key stays where both rests agree: one in count + 1.
      const moved = count / (count + 1);
      const fix = { title: 'Use consistent hashing', edits: [setAttribute(id, 'shards.by', 'consistent-hash')] };
      const told = { fix, at: placeOf(component, 'shards.by', 'shards'), subject: [id], evidence: { by: 'modulo', count, moved } };
      report(component.is === 'cache' ? 'cache' : 'store', { ...told, data: { component: id, count, moved } });
    }
  },
});
