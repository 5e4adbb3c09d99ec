import { mustLast } from '../../consistency/must-last.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { list, placeOf } from '../say.js';

export const raidZero = defineRule({
  id: 'durability/raid-zero',
  severity: 'warning',
  what: 'The only copy of some data is striped over several disks with nothing to make up for one of them (RAID 0).',
  why: 'Any one of the disks takes everything with it: two disks fail about twice as often as one.',
  fix: 'Mirror as well as stripe (`raid: 10`), use parity (5, 6), or keep a second copy on another machine.',
  tradeOff: 'Mirrors take half of the space, parity slows small writes down.',
  source: 'D. A. Patterson, G. Gibson, R. H. Katz, "A case for redundant arrays of inexpensive disks (RAID)", SIGMOD 1988.',
  messages: {
    striped: (d: { store: string; data: readonly string[] }) => `One disk of "${d.store}" takes ${list(d.data)} along: one copy, RAID 0.`,
  },
  good: `
sysdrill: 1
title: Mirrored and striped
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, raid: 10 } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Striped
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, raid: 0 } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
`,
    codes: ['durability/raid-zero:striped'],
  },
  check({ model }, report) {
    // What a target forbids to lose is told where the loss is.
    const told = mustLast(model);
    for (const store of model.components.values()) {
      if ((store.is !== 'database' && store.is !== 'file-system') || store.raid !== '0') continue;
      const copies = store.is === 'database' ? store.replication.copies : store.copies;
      const data = [...model.data.values()].filter((each) => each.in === store.id && each.of === undefined && !told.has(each.id));
      if (copies > 1 || data.length === 0) continue;
      const names = data.map(({ id }) => id);
      const subject = [store.id, ...names];
      const quoted = names.map((each) => `"${each}"`);
      report('striped', {
        at: placeOf(store, 'raid'),
        subject,
        data: { store: store.id, data: quoted },
        evidence: { copies, data: names },
        fix: settle(store.id, 'raid', 10, `Mirror the disks of "${store.id}"`),
      });
    }
  },
});
