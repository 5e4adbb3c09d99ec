import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { saysUnknown } from '../../unknown.js';
import { list } from '../say.js';

export const noIndex = defineRule({
  id: 'data/no-index',
  severity: 'warning',
  what: 'Data is looked up by something that is neither the beginning of its key nor of an index.',
  why: 'The store then reads everything to find a few rows: fine with a hundred, minutes with a hundred million.',
  fix: 'Add an index by it (`indexes: [ { by: ... } ]`), or keep a second copy of the data under that key.',
  tradeOff: 'Every write then updates the index too, and the index takes space.',
  source: 'M. Winand, "SQL performance explained" (2012), chapter 2: the where clause.',
  messages: {
    scan: (d: { data: string; by: string; key: string; store: string }) =>
      `"${d.data}" is looked up by ${d.by} in "${d.store}", whose key is ${d.key}: everything is read to find it.`,
  },
  good: `
sysdrill: 1
title: Indexed
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: id, indexes: [ { by: user } ] } }
flows: { list: { rate: 1 /s, path: [ web -> api -> db: { read: order, by: user, items: 20 } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Searched through
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database } }
data: { order: { in: db, key: id } }
flows: { list: { rate: 1 /s, path: [ web -> api -> db: { read: order, by: user, items: 20 } ] } }
`,
    codes: ['data/no-index:scan'],
  },
  check({ model }, report) {
    const reads = allCalls(model).filter(({ call }) => call.by !== undefined && call.operation?.kind === 'read');
    for (const { first, flows } of byStep(reads)) {
      const data = model.data.get(first.call.operation!.data);
      const store = model.components.get(first.call.visit.component);
      // A search engine indexes every word by itself; caches and read copies are asked by the key they were filled with.
      if (data === undefined || store?.is !== 'database' || store.kind === 'search' || data.key.length === 0) continue;
      if (saysUnknown(model, `data.${data.id}.key`)) continue;
      const ways = [data.key, ...data.indexes.map(({ by }) => by)].map((parts) => parts[0]?.replace(/^-/, ''));
      const by = first.call.by!;
      if (ways.includes(by)) continue;
      const told = { data: data.id, by, key: list(data.key), store: store.id };
      const at = ['data', data.id, 'indexes'];
      const edit = data.indexes.length === 0 ? { set: at, value: [{ by }] } : { set: [...at, String(data.indexes.length)], value: { by } };
      report('scan', {
        at: first.call.origin,
        subject: [data.id, store.id, ...flows],
        data: told,
        evidence: { by, key: data.key, flows },
        fix: { title: `Index "${data.id}" by ${by}`, edits: [edit] },
      });
    }
  },
});
