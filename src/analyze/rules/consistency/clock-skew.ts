import { contended } from '../../consistency/conflicts.js';
import { meets } from '../../consistency/hop.js';
import { mustLast } from '../../consistency/must-last.js';
import { defineRule } from '../../define-rule.js';
import { duration, placeOf } from '../say.js';

export const clockSkew = defineRule({
  id: 'consistency/clock-skew',
  severity: 'warning',
  what: 'The later clock decides which write stays, and clocks differ, although more than eventual reads are asked.',
  varies: 'A warning where the design says that its clocks differ, info where it says nothing of them.',
  why: 'A write through a copy whose clock is behind loses against an older one: its author reads the old value back.',
  fix: 'Order writes by versions or by one leader instead of by clocks, or send a user always to the same copy.',
  tradeOff: 'Versions travel with every read and write; a leader is one place that can be down.',
  source: 'M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 8: timestamps for ordering events.',
  messages: {
    behind: (d: { store: string; data: string; skew: number; asked: string }) =>
      `Clocks of "${d.store}" differ by up to ${duration(d.skew)} and the later one wins: a newer write of "${d.data}" may lose; ${d.asked} is asked.`,
    unsaid: (d: { store: string; data: string; asked: string }) =>
      `In "${d.store}" the later clock wins, and nothing is said of how far clocks differ: a newer write of "${d.data}" may lose; ${d.asked} is asked.`,
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
      const skew = store.replication.clockSkew;
      if (conflict !== 'last-write-wins' || skew === 0 || strict.has(data.id)) continue;
      // What another step of the way breaks already is told there.
      const asked = [...(analysis.consistency.get(data.id)?.values() ?? [])].find(
        (each) =>
          each.asked !== null &&
          each.asked !== 'eventual' &&
          each.why.every((hop) => hop.kind === 'last-write-wins' || meets(hop, each.asked!)),
      )?.asked;
      if (asked === undefined || asked === null) continue;
      const told = { at: placeOf(store, 'replication.clock-skew', 'replication.conflict', 'replication'), subject: [store.id, data.id] };
      const about = { store: store.id, data: data.id, asked };
      if (skew !== undefined) report('behind', { ...told, data: { ...about, skew }, evidence: { skew, asked } });
      else report('unsaid', { ...told, severity: 'info', data: about, evidence: { skew: null, asked } });
    }
  },
});
