import { meanTime } from '../../capacity/demand.js';
import { roundTrip } from '../../capacity/network.js';
import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { duration } from '../say.js';

export const earlyHedge = defineRule({
  id: 'resilience/early-hedge',
  severity: 'warning',
  what: 'A second attempt is sent beside the first before the first can be expected to answer.',
  why: 'A hedge is for the slowest few in a hundred; sent this early it goes out for most calls, and nearly doubles the load.',
  fix: 'Send it after the time that 95% of the answers take.',
  tradeOff: 'A later hedge leaves more of the slow answers slow.',
  source: 'J. Dean, L. A. Barroso, "The tail at scale", CACM 56 (2013): hedge after the 95th percentile.',
  messages: {
    early: (d: { from: string; to: string; hedge: number; mean: number }) =>
      `"${d.from}" asks "${d.to}" a second time after ${duration(d.hedge)}; the answer takes ${duration(d.mean)} on average.`,
  },
  good: `
sysdrill: 1
title: A late hedge
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, time: 5ms, replication: { mode: leaderless, copies: 3 } } }
data: { row: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> db: { read: row, hedge: 30ms } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: An early hedge
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, time: 5ms, replication: { mode: leaderless, copies: 3 } } }
data: { row: { in: db, key: id } }
flows: { read: { rate: 1 /s, path: [ web -> api, api -> db: { read: row, hedge: 2ms } ] } }
`,
    codes: ['resilience/early-hedge:early'],
  },
  check({ model }, report) {
    for (const { first, flows } of byStep(allCalls(model))) {
      const { from, visit, hedge, time, origin } = first.call;
      const target = model.components.get(visit.component);
      if (hedge === undefined || target === undefined || (time === undefined && !target.written.has('time'))) continue;
      const mean = roundTrip(model, from, target.id) + (meanTime(target, first.call) ?? 0);
      if (hedge > mean) continue;
      const data = { from, to: target.id, hedge, mean };
      report('early', { at: origin, subject: [from, target.id, ...flows], data, evidence: { hedge, mean } });
    }
  },
});
