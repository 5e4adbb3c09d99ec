import { mustLast } from '../../consistency/must-last.js';
import { defineRule } from '../../define-rule.js';
import { settle } from '../../fix.js';
import { saysUnknown } from '../../unknown.js';
import { list } from '../say.js';

export const noBackup = defineRule({
  id: 'durability/no-backup',
  severity: 'warning',
  what: 'A database of record holds data that must not be lost, and nothing is said of backups.',
  why: 'Copies repeat every mistake at once: a wrong deletion, a bad release or an intruder reaches all of them within the lag.',
  fix: 'Take backups out of the reach of the store (`backup: 1 day`), and practise to restore them.',
  tradeOff: 'Backups take space and load, and a restore gives back the past, not the last minute.',
  source: 'B. Beyer et al., "Site Reliability Engineering" (2016), chapter 26: "Data integrity: what you read is what you wrote".',
  messages: {
    missing: (d: { store: string; data: readonly string[] }) =>
      `"${d.store}" is not backed up, and ${list(d.data)} must not be lost: its copies repeat a wrong deletion.`,
  },
  good: `
sysdrill: 1
title: Copies and backups
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, backup: 1 day, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> db: { write: order } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Copies only
requirements: { quality: { Q1: { data: order, loss: none } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: sync } } }
data: { order: { in: db, key: id } }
flows: { buy: { rate: 1 /s, path: [ web -> api -> db: { write: order } ] } }
`,
    codes: ['durability/no-backup:missing'],
  },
  check({ model }, report) {
    const strict = mustLast(model);
    for (const store of model.components.values()) {
      if (store.is !== 'database' || store.backup !== undefined || store.replicaOf !== undefined) continue;
      const data = [...strict].filter((id) => model.data.get(id)?.in === store.id && model.data.get(id)?.of === undefined);
      // One copy alone is told as lost with its disk.
      if (data.length === 0 || store.replication.copies <= 1) continue;
      if (saysUnknown(model, `components.${store.id}.backup`)) {
        report.notChecked([store.id, ...data], 'whether it is backed up is not known');
        continue;
      }
      const quoted = data.map((id) => `"${id}"`);
      report('missing', {
        at: store.origin,
        subject: [store.id, ...data],
        data: { store: store.id, data: quoted },
        evidence: { data },
        fix: settle(store.id, 'backup', '1 day', `Back "${store.id}" up every day`),
      });
    }
  },
});
