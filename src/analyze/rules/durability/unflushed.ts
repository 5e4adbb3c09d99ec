import type { Database } from '#model/component.js';
import { mustLast } from '../../consistency/must-last.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { duration, list, placeOf } from '../say.js';

/** Whether one loss of power reaches every copy. */
const together = (store: Database): boolean =>
  store.replication.copies <= 1 || (store.regions.length <= 1 && new Set(store.zones).size === 1);

export const unflushed = defineRule({
  id: 'durability/unflushed',
  severity: 'error',
  what: 'A commit does not wait for the disk, and one loss of power reaches every copy.',
  why: 'What was acknowledged since the last flush was in memory only, everywhere at once.',
  fix: 'Let a commit wait for the disk (`flush: 0s`), or keep copies in other zones and wait for one of them.',
  tradeOff: 'A commit costs a write to disk, about a millisecond, or a round trip to the other zone.',
  source: 'PostgreSQL documentation, "Asynchronous Commit"; Redis documentation, "Redis persistence": appendfsync.',
  messages: {
    power: (d: { store: string; data: readonly string[]; flush: number }) =>
      `"${d.store}" keeps commits in memory for up to ${duration(d.flush)}: a loss of power takes what was last written of ${list(d.data)}.`,
  },
  good: `
sysdrill: 1
title: On disk
requirements: { quality: { Q1: { data: note, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, raid: 1, flush: 0s } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: In memory for a second
requirements: { quality: { Q1: { data: note, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, raid: 1, flush: 1s } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
`,
    codes: ['durability/unflushed:power'],
  },
  check({ model }, report) {
    const strict = mustLast(model);
    for (const store of model.components.values()) {
      if (store.is !== 'database' || store.flush === undefined || store.flush <= 0 || !together(store)) continue;
      const alone = store.replication.copies <= 1 && (store.raid === undefined || store.raid === '0');
      const data = [...strict].filter((id) => model.data.get(id)?.in === store.id);
      // One unmirrored copy loses more than that, and is told for it.
      if (alone || data.length === 0) continue;
      const told = { store: store.id, data: data.map((id) => `"${id}"`), flush: store.flush };
      report('power', {
        at: placeOf(store, 'flush'),
        subject: [store.id, ...data],
        data: told,
        evidence: { flush: store.flush, data },
        fix: settle(store.id, 'flush', '0s', `A commit in "${store.id}" waits for the disk`),
      });
    }
  },
});
