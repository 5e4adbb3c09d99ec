import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { saysUnknown } from '../../unknown.js';
import { placeOf } from '../say.js';

type Told = { data: string; store: string; shards: number; key: string };

export const shardKey = defineRule({
  id: 'data/shard-key',
  severity: 'warning',
  what: 'What decides the shard of some data is not part of its key, or nothing is said that could decide it.',
  why: 'Whoever has the key of one item does not know its shard: every shard is asked for each one.',
  fix: 'Put what decides the shard into the key, at its beginning, or shard by the key.',
  tradeOff: 'Keys get longer, and changing what decides the shard moves the data.',
  source: 'MongoDB documentation, "Choose a shard key": targeted and broadcast operations.',
  messages: {
    apart: (d: Told) =>
      `"${d.store}" is split by ${d.key}, which the key of "${d.data}" does not have: each access asks all ${d.shards} shards.`,
    keyless: (d: Told) => `"${d.store}" is split over ${d.shards} shards, and "${d.data}" has no key to find its shard by.`,
  },
  good: `
sysdrill: 1
title: Split by what is known
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 8, by: hash, key: user } } }
data: { order: { in: db, key: [user, id] } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Split by something else
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 8, by: hash, key: country } } }
data: { order: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api -> db: { read: order } ] } }
`,
    codes: ['data/shard-key:apart'],
  },
  check({ model }, report) {
    const calls = allCalls(model);
    for (const data of model.data.values()) {
      const store = model.components.get(data.in);
      if (store?.is !== 'database' || store.shards.count < 2 || store.shards.by === 'functional') continue;
      const touched = calls.filter(({ call }) => call.operation?.data === data.id && call.visit.component === store.id);
      const flows = [...new Set(byStep(touched).flatMap((each) => each.flows))];
      const key = store.shards.key;
      const told = { data: data.id, store: store.id, shards: store.shards.count, key: key ?? '' };
      const about = { subject: [data.id, store.id, ...flows], data: told, evidence: { key: data.key, by: key ?? null, flows } };
      if (flows.length === 0 || saysUnknown(model, `data.${data.id}.key`)) continue;
      if (key === undefined && data.key.length === 0) report('keyless', { ...about, at: data.origin });
      else if (key !== undefined && !data.key.some((part) => part.replace(/^-/, '') === key))
        report('apart', { ...about, at: placeOf(store, 'shards.key', 'shards') });
    }
  },
});
