import { flood } from '../../capacity/flood.js';
import { allCalls, byStep } from '../../consistency/deliveries.js';
import { defineRule } from '../../define-rule.js';
import { figure } from '../say.js';

export const celebrity = defineRule({
  id: 'scaling/celebrity',
  severity: 'warning',
  what: 'In one case a single request turns into ten thousand calls and more.',
  why: 'Averages hide it: one such request fills the queue for everybody behind it, and takes hours while the others take milliseconds.',
  fix: 'Treat that case apart: let readers fetch (fan-out on read) where there are too many to write to.',
  tradeOff: 'Reading then gathers from several places and is slower, and there are two ways to keep right.',
  source:
    'R. Krikorian, "Timelines at Scale" (QCon 2012), on Twitter’s fan-out; M. Kleppmann, "Designing Data-Intensive Applications" (2017), chapter 1.',
  messages: {
    flood: (d: { from: string; to: string; name: string; most: number; least: number }) =>
      `One request of case "${d.name}" makes "${d.from}" call "${d.to}" ${figure(d.most)} times; others make ${figure(d.least)}.`,
  },
  good: `
sysdrill: 1
title: Stars are read from
components: { web: { is: client }, crew: { is: service, replicas: 9 }, lists: { is: cache, shards: 8, copies: 2 } }
data: { entry: { in: lists, key: user } }
flows: { post: { rate: 1 /s, cases: { most: { share: 99%, followers: 200 }, star: { share: 1%, followers: 2M } }, path: [ web ~> crew, crew -> lists: { write: entry, times: followers, when: most } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Stars are written out
components: { web: { is: client }, crew: { is: service, replicas: 9 }, lists: { is: cache, shards: 8, copies: 2 } }
data: { entry: { in: lists, key: user } }
flows: { post: { rate: 1 /s, cases: { most: { share: 99%, followers: 200 }, star: { share: 1%, followers: 2M } }, path: [ web ~> crew, crew -> lists: { write: entry, times: followers } ] } }
`,
    codes: ['scaling/celebrity:flood'],
  },
  check({ model }, report) {
    for (const { first, flows } of byStep(allCalls(model))) {
      const { from, visit, times, when, origin } = first.call;
      const found = flood(times, when.kind === 'case' ? when.name : undefined);
      if (found === undefined) continue;
      const data = { from, to: visit.component, ...found };
      report('flood', { at: origin, subject: [visit.component, from, ...flows], data, evidence: { ...found } });
    }
  },
});
