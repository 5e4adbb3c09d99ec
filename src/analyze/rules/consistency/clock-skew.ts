import { contended } from '../../consistency/conflicts.js';
import { mustLast } from '../../consistency/must-last.js';
import { defineRule } from '../../define-rule.js';
import { duration, placeOf } from '../say.js';

export const clockSkew = defineRule({
  id: 'consistency/clock-skew',
  severity: 'warning',
  what: 'The later clock decides which write stays, and the clocks are known to differ, although more than eventual reads are asked.',
  why: 'A write through a copy whose clock is behind loses against an older one: its author reads the old value back.',
  fix: 'Order writes by versions or by one leader instead of by clocks, or send a user always to the same copy.',
  tradeOff: 'Versions travel with every read and write; a leader is one place that can be down.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 8: timestamps for ordering events.',
  messages: {
    behind: (d: { store: string; data: string; skew: number; asked: string }) =>
      `Clocks of "${d.store}" differ by up to ${duration(d.skew)} and the later one wins: a newer write of "${d.data}" may lose; ${d.asked} is asked.`,
  },
  good: `
sysdrill: 1
title: Versions
requirements: { quality: { Q1: { data: cart, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2, conflict: versions, clock-skew: 200ms } } }
data: { cart: { in: db, key: user, changes: update } }
flows: { add: { rate: 1 /s, path: [ web -> api, api -> db: { write: cart }, api -> db: { read: cart } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Clocks decide
requirements: { quality: { Q1: { data: cart, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: leaderless, copies: 3, read: 2, write: 2, conflict: last-write-wins, clock-skew: 200ms } } }
data: { cart: { in: db, key: user, changes: update } }
flows: { add: { rate: 1 /s, path: [ web -> api, api -> db: { write: cart }, api -> db: { read: cart } ] } }
`,
    codes: ['consistency/clock-skew:behind'],
  },
  check({ model, analysis }, report) {
    const strict = mustLast(model);
    for (const { store, data, conflict } of contended(model)) {
      const skew = store.replication.clockSkew ?? 0;
      const readings = [...(analysis.consistency.get(data.id)?.values() ?? [])];
      const asked = readings.find((each) => each.asked !== null && each.asked !== 'eventual' && each.verdict !== 'fail')?.asked;
      if (conflict !== 'last-write-wins' || skew <= 0 || asked === undefined || asked === null || strict.has(data.id)) continue;
      const told = { store: store.id, data: data.id, skew, asked };
      report('behind', {
        at: placeOf(store, 'replication.clock-skew'),
        subject: [store.id, data.id],
        data: told,
        evidence: { skew, asked },
      });
    }
  },
});
