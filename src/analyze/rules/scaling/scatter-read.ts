import { shortages } from '../../capacity/shortage.js';
import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { accessFor } from '../../reliability/gating.js';
import { list } from '../say.js';

export const scatterRead = defineRule({
  id: 'scaling/scatter-read',
  severity: 'warning',
  what: 'A read that users wait for asks every shard of a store.',
  why: 'Each shard gets all of these reads, so more shards carry no more of them; the slowest answers last, and any one that is down fails the read.',
  fix: 'Keep the data a second time by what is asked for (a global index, a table of its own), or shard by it.',
  tradeOff: 'A second copy is written with every change, and is behind or makes the write slower.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 6: partitioning and secondary indexes.',
  messages: {
    all: (d: { from: string; store: string; data: string; by: string; shards: number; flows: readonly string[] }) =>
      `Reading "${d.data}" by ${d.by} asks all ${d.shards} shards of "${d.store}" each time (${list(d.flows)}): its index is local to each.`,
  },
  good: `
sysdrill: 1
title: A global index
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 16, by: hash } } }
data: { order: { in: db, key: id, indexes: [ { by: customer, scope: global } ] } }
flows: { list: { rate: 1 /s, path: [ web -> api, api -> db: { read: order, by: customer } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: An index beside the rows of each shard
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, shards: { count: 16, by: hash } } }
data: { order: { in: db, key: id, indexes: [ { by: customer, scope: local } ] } }
flows: { list: { rate: 1 /s, path: [ web -> api, api -> db: { read: order, by: customer } ] } }
`,
    codes: ['scaling/scatter-read:all'],
  },
  check({ model, analysis }, report) {
    const full = new Set(shortages(model, analysis.capacity).map(({ component }) => component.id));
    const reads = allCalls(model).filter(({ call, awaited }) => awaited && call.operation?.kind === 'read' && call.by !== undefined);
    for (const { first, flows } of byStep(reads)) {
      const { from, visit, by = '', operation, origin } = first.call;
      const store = model.components.get(visit.component);
      if (store?.is !== 'database' || store.shards.count < 2 || full.has(store.id) || operation === undefined) continue;
      if (accessFor(model, first.call)?.keys !== Infinity) continue;
      const shards = store.shards.count;
      const data = { from, store: store.id, data: operation.data, by, shards, flows };
      report('all', { at: origin, subject: [store.id, operation.data, ...flows], data, evidence: { shards, by, flows } });
    }
  },
});
