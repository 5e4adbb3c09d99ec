import { defineRule } from '../../define-rule.js';
import { setAttribute } from '../../fix.js';

/** Parts of a key that rise by what they are: the moment at which the row is written. */
const TIMES: ReadonlySet<string> = new Set(['time', 'timestamp', 'ts', 'created', 'created-at']);

export const sequentialKey = defineRule({
  id: 'scaling/sequential-key',
  severity: 'error',
  what: 'Data is split by ranges of a key whose values rise with time.',
  why: 'Every new row belongs to the last range: one shard takes all the writes, and the others take none.',
  fix: 'Split by hash, or put something that spreads (a user, a bucket) in front of the rising part of the key.',
  tradeOff: 'Reading a range of the rising key then asks every shard, or every bucket.',
  source: 'Google Cloud Spanner documentation, "Schema design best practices: avoid hotspots".',
  messages: {
    hot: (d: { store: string; data: string; shards: number }) =>
      `"${d.store}" is split by range over ${d.shards} shards and "${d.data}" is added in rising order: all its writes go to one of them.`,
  },
  good: `
sysdrill: 1
title: Split by hash
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 8, by: hash } } }
data: { event: { in: db, key: id, sequential: true } }
flows: { log: { rate: 1 /s, path: [ web -> api, api -> db: { write: event } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Split by date
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 8, by: range } } }
data: { event: { in: db, key: id, sequential: true } }
flows: { log: { rate: 1 /s, path: [ web -> api, api -> db: { write: event } ] } }
`,
    codes: ['scaling/sequential-key:hot'],
  },
  check({ model }, report) {
    for (const data of model.data.values()) {
      const store = model.components.get(data.in);
      if (store === undefined || !('shards' in store) || store.shards.by !== 'range' || store.shards.count < 2) continue;
      const parts = data.key.map((each) => each.replace(/^-/, ''));
      const by = store.shards.key ?? parts[0] ?? '';
      const rising = data.sequential ?? (TIMES.has(by) ? true : undefined);
      if (!parts.includes(by) || (by !== parts[0] && !TIMES.has(by))) continue;
      const at = store.written.get('shards.by') ?? store.written.get('shards') ?? store.origin;
      const told = { store: store.id, data: data.id, shards: store.shards.count };
      if (rising === undefined) report.notChecked([store.id, data.id], 'whether its keys are handed out in rising order is not said');
      else if (rising)
        report('hot', {
          at,
          subject: [store.id, data.id],
          data: told,
          evidence: { by: 'range', key: data.key, shards: told.shards },
          fix: { title: `Split "${store.id}" by hash`, edits: [setAttribute(store.id, 'shards.by', 'hash')] },
        });
    }
  },
});
