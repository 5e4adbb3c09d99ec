import { lossWindows } from '../../consistency/windows.js';
import { defineRule } from '../../define-rule.js';
import { duration, placeOf } from '../say.js';

type Told = { store: string; data: string; takes: number; allowed: number };
const allowed = (d: Told): string => `; ${duration(d.allowed)} may be lost`;

export const lossWindow = defineRule({
  id: 'durability/loss-window',
  severity: 'error',
  what: 'A failure takes the writes of a longer time than the target allows.',
  why: 'Everything acknowledged since then is gone, and those who wrote it were told that it is safe.',
  fix: 'Wait for a second copy, or shorten the lag, the flush or the time between backups below what may be lost.',
  tradeOff: 'Waiting for a copy slows each write; frequent backups and flushes load the store.',
  source:
    'B. Beyer et al., "Site Reliability Engineering" (2016), chapter 26: data integrity; PostgreSQL documentation, "Synchronous Replication".',
  messages: {
    lag: (d: Told) =>
      `The followers of "${d.store}" may be ${duration(d.takes)} behind when its leader dies, and "${d.data}" with them${allowed(d)}.`,
    backup: (d: Told) => `"${d.store}" has one copy and is backed up every ${duration(d.takes)}, "${d.data}" included${allowed(d)}.`,
    noBackup: (d: Told) => `"${d.store}" has one copy of "${d.data}" and no backup${allowed(d)}.`,
    flush: (d: Told) => `"${d.store}" keeps committed writes of "${d.data}" in memory for up to ${duration(d.takes)}${allowed(d)}.`,
    writeBehind: (d: Told) =>
      `"${d.store}" keeps writes of "${d.data}" for up to ${duration(d.takes)} before the store has them${allowed(d)}.`,
  },
  good: `
sysdrill: 1
title: A second behind
requirements: { quality: { Q1: { data: note, loss: 5s } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 2, sync: async, lag: 1s, failover: automatic } } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: A minute behind
requirements: { quality: { Q1: { data: note, loss: 5s } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 2, sync: async, lag: 1min, failover: automatic } } }
data: { note: { in: db, key: id } }
flows: { edit: { rate: 1 /s, path: [ web -> api -> db: { write: note } ] } }
`,
    codes: ['durability/loss-window:lag'],
  },
  check({ model }, report) {
    const attribute = { lag: 'replication.lag', backup: 'backup', noBackup: 'replication', flush: 'flush', writeBehind: 'flush' };
    for (const { kind, component, data, takes, allowed: may } of lossWindows(model)) {
      const store = model.components.get(component)!;
      const told = { store: component, data, takes: takes ?? 0, allowed: may };
      const evidence = { allowed: may, takes: takes === Infinity ? null : (takes ?? null) };
      if (takes === undefined) report.notChecked([component, data], 'how far what it acknowledges is ahead of what lasts is not said');
      else report(kind, { at: placeOf(store, attribute[kind], 'pattern'), subject: [component, data], data: told, evidence });
    }
  },
});
