import { writersNearLimit } from '../../capacity/one-writer.js';
import { shardsFor } from '../../capacity/shortage.js';
import { defineRule } from '../../define-rule.js';
import { figure, percent, placeOf } from '../say.js';

export const oneWriter = defineRule({
  id: 'scaling/one-writer',
  severity: 'warning',
  what: 'One leader takes all writes of a store, and writes alone nearly fill it at peak.',
  why: 'More copies take no write off it: each gets every write too. The next growth needs another design, in a hurry.',
  fix: 'Split the data over shards with a leader each, batch writes, or put other data elsewhere.',
  tradeOff: 'What lies in two shards is no longer in one transaction, and queries over all of it ask them all.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapters 5 and 6.',
  messages: {
    near: (d: { store: string; share: number; rate: number }) =>
      `${figure(d.rate)} writes a second at peak keep the one leader of "${d.store}" ${percent(d.share)} busy; copies do not take any of it.`,
  },
  good: `
sysdrill: 1
title: Four leaders
components: { web: { is: client }, api: { is: service, replicas: 9 }, db: { is: database, time: 5ms, cores: 8, shards: { count: 4, by: hash }, replication: { mode: single-leader, copies: 3, sync: semi-sync, failover: automatic } } }
data: { row: { in: db, key: id } }
flows: { log: { rate: 1400 /s, path: [ web -> api, api -> db: { write: row } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One leader, nearly full
components: { web: { is: client }, api: { is: service, replicas: 9 }, db: { is: database, time: 5ms, cores: 8, replication: { mode: single-leader, copies: 3, sync: semi-sync, failover: automatic } } }
data: { row: { in: db, key: id } }
flows: { log: { rate: 1400 /s, path: [ web -> api, api -> db: { write: row } ] } }
`,
    codes: ['scaling/one-writer:near'],
  },
  check({ model, analysis }, report) {
    for (const { store, share, rate, flows } of writersNearLimit(model)) {
      // Full beyond what copies can do, it is told so.
      const capacity = analysis.capacity.components.get(store.id);
      if (capacity !== undefined && (capacity.saturation ?? 0) > 1 && shardsFor(store, capacity) !== undefined) continue;
      const at = placeOf(store, 'replication.mode', 'replication', 'shards');
      report('near', { at, subject: [store.id, ...flows], data: { store: store.id, share, rate }, evidence: { share, rate, flows } });
    }
  },
});
