import { defineRule } from '../../define-rule.js';
import { list } from '../say.js';

export const uniqueAcrossShards = defineRule({
  id: 'data/unique-across-shards',
  severity: 'error',
  what: 'Each shard checks for itself that something is unique, and the same value may come to two shards.',
  why: 'Two people take the same name at once: each shard finds it free, and both are told that it is theirs.',
  fix: 'Shard the index by its own key (`scope: global`), shard the data by it, or claim the value in a table of its own first.',
  tradeOff: 'A global index is another shard to reach in every write; a table of claims is one more write.',
  source:
    'Vitess documentation, "Vindexes": unique lookup vindexes; PostgreSQL documentation, "Partitioning": limits of unique constraints.',
  messages: {
    local: (d: { data: string; by: string; shards: number; store: string }) =>
      `Each of the ${d.shards} shards of "${d.store}" checks alone that ${d.by} of "${d.data}" is unique; two of them may hold the same.`,
  },
  good: `
sysdrill: 1
title: One index over all shards
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 8, by: hash } } }
data: { user: { in: db, key: id, indexes: [ { by: name, unique: true, scope: global } ] } }
flows: { join: { rate: 1 /s, path: [ web -> api -> db: { write: user } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: An index in each shard
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 8, by: hash } } }
data: { user: { in: db, key: id, indexes: [ { by: name, unique: true, scope: local } ] } }
flows: { join: { rate: 1 /s, path: [ web -> api -> db: { write: user } ] } }
`,
    codes: ['data/unique-across-shards:local'],
  },
  check({ model }, report) {
    for (const data of model.data.values()) {
      const store = model.components.get(data.in);
      if (store?.is !== 'database' || store.shards.count < 2) continue;
      const splitBy = store.shards.key ?? data.key[0]?.replace(/^-/, '');
      for (const [index, { by, scope, unique }] of data.indexes.entries()) {
        // An index that contains what decides the shard has all equal values in one of them.
        if (unique !== true || (splitBy !== undefined && by.includes(splitBy))) continue;
        const told = { data: data.id, by: list(by), shards: store.shards.count, store: store.id };
        const at = data.written.get('indexes') ?? data.origin;
        if (scope === undefined) report.notChecked([data.id, store.id], `whether the index by ${told.by} spans the shards is not said`);
        else if (scope === 'local')
          report('local', {
            at,
            subject: [data.id, store.id],
            data: told,
            evidence: { by, shards: told.shards },
            fix: {
              title: `One index by ${told.by} over all shards`,
              edits: [{ set: ['data', data.id, 'indexes', String(index), 'scope'], value: 'global' }],
            },
          });
      }
    }
  },
});
