import { defineRule } from '../../define-rule.js';
import { slowTakeovers } from '../../reliability/takeover.js';
import { duration, placeOf } from '../say.js';

export const slowFailover = defineRule({
  id: 'availability/slow-failover',
  severity: 'error',
  what: 'A stand-in takes over later than the flow allows after a failure.',
  why: 'Until the stand-in serves, every request that needs the failed one fails: the flow survives, but not within the time asked.',
  fix: 'Detect failures sooner, keep the stand-in warm, or use replication that needs no switch (a quorum).',
  tradeOff: 'Quick detection takes slow machines for dead ones, and switching needlessly is an outage too.',
  source: 'PostgreSQL documentation, "Failover"; M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 5.',
  messages: {
    late: (d: { component: string; flow: string; takes: number; within: number }) =>
      `"${d.component}" takes ${duration(d.takes)} to switch; "${d.flow}" must be back within ${duration(d.within)}.`,
  },
  good: `
sysdrill: 1
title: Back in time
requirements: { quality: { Q1: { flow: pay, survives: zone, within: 30s } } }
regions: { r: { zones: [a, b] } }
components: { web: { is: client }, db: { is: database, replication: { mode: single-leader, copies: 2, sync: sync, failover: automatic, switch: 20s } } }
data: { row: { in: db, key: id } }
flows: { pay: { rate: 1 /s, path: [ web -> db: { write: row } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Back too late
requirements: { quality: { Q1: { flow: pay, survives: zone, within: 10s } } }
regions: { r: { zones: [a, b] } }
components: { web: { is: client }, db: { is: database, replication: { mode: single-leader, copies: 2, sync: sync, failover: automatic, switch: 20s } } }
data: { row: { in: db, key: id } }
flows: { pay: { rate: 1 /s, path: [ web -> db: { write: row } ] } }
`,
    codes: ['availability/slow-failover:late'],
  },
  check({ model }, report) {
    for (const { component, flow, takes, within } of slowTakeovers(model)) {
      if (takes === undefined) {
        report.notChecked([component.id, flow], 'how long a stand-in takes to serve is not said');
        continue;
      }
      const data = { component: component.id, flow, takes, within };
      report('late', {
        at: placeOf(component, 'replication.switch', 'switch'),
        subject: [component.id, flow],
        data,
        evidence: { takes, within },
      });
    }
  },
});
