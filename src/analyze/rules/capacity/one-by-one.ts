import { targetsOf } from '../../analysis.js';
import { roundTrip } from '../../capacity/network.js';
import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { duration, percent } from '../say.js';

/** Round trips that could be saved, as a share of the tightest target, from which they are worth saving; and reads in a row. */
const SHARE = 0.2;
const IN_A_ROW = 5;

export const oneByOne = defineRule({
  id: 'capacity/one-by-one',
  severity: 'warning',
  what: 'Things are read one after another, and the round trips take a good part of the time that the flow has.',
  why: 'Each read waits for the one before: the time grows with the number of things, and no faster machine helps.',
  fix: 'Ask for them in one call (`items: 20`), or side by side (`at-once: all`).',
  tradeOff: 'A call for many fails or is slow as a whole; side by side, the slowest decides.',
  source: 'M. Fowler, "Patterns of Enterprise Application Architecture" (2002), chapter 15: remote calls should be coarse-grained.',
  messages: {
    row: (d: { from: string; to: string; times: number; trips: number; asked: number; flow: string }) =>
      `"${d.from}" asks "${d.to}" ${d.times} times one after another: ${duration(d.trips)} of round trips, ${percent(d.trips / d.asked)} of what "${d.flow}" has.`,
  },
  good: `
sysdrill: 1
title: All in one call
requirements: { quality: { Q1: { flow: feed, p99: 200ms } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, time: 1ms } }
data: { post: { in: db, key: id } }
flows: { feed: { rate: 1 /s, path: [ web -> api, api -> db: { read: post, items: 50, timeout: 100ms } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: One call each
requirements: { quality: { Q1: { flow: feed, p99: 200ms } } }
regions: { r: { zones: [a, b] } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, time: 1ms } }
data: { post: { in: db, key: id } }
flows: { feed: { rate: 1 /s, path: [ web -> api, api -> db: { read: post, times: 60, timeout: 100ms } ] } }
`,
    codes: ['capacity/one-by-one:row'],
  },
  check({ model }, report) {
    const reads = allCalls(model).filter(({ call, awaited }) => awaited && call.operation?.kind === 'read' && call.atOnce === 1);
    for (const { first, flows } of byStep(reads)) {
      const { call, flow } = first;
      const { from, times, visit } = call;
      if (typeof times !== 'number' || times < IN_A_ROW) continue;
      const trips = (times - 1) * roundTrip(model, from, visit.component);
      const asked = Math.min(...targetsOf(model, flow.id).flatMap(({ latency }) => [...latency.values()]));
      if (!(trips >= asked * SHARE * (1 - 1e-9))) continue;
      const data = { from, to: visit.component, times, trips, asked, flow: flow.id };
      report('row', { at: call.origin, subject: [from, visit.component, ...flows], data, evidence: { times, trips, asked } });
    }
  },
});
