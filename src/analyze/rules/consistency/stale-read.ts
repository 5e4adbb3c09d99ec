import { readLeader } from '../../consistency/fixes.js';
import { COPIES, copyKind, unknownReads, weakReads } from '../../consistency/weak-reads.js';
import { defineRule } from '../../define-rule.js';
import { duration, list } from '../say.js';

type Told = { readonly data: string; readonly component: string; readonly flows: readonly string[]; readonly asked: string };

const where = ({ data, flows }: Told): string => `Reading "${data}" in ${list(flows)}`;

export const staleRead = defineRule({
  id: 'consistency/stale-read',
  severity: 'error',
  varies: 'Info where the copy is synchronous and differs only while a write is under way.',
  what: 'Data is read from a copy that may be behind, although more is asked of it.',
  why: 'A user who has just written and reads the old value back thinks the write was lost, and writes again.',
  fix: 'Read from the leader or a quorum where it matters, pin the user for a while, or put the cache right in the same step as the write.',
  tradeOff: 'Reads from the leader load the one instance that cannot be multiplied; invalidation adds a step that can fail to every write.',
  source: 'D. Terry et al., "Session guarantees for weakly consistent replicated data", PDIS 1994.',
  messages: {
    cache: (d: Told) => `${where(d)} goes through "${d.component}", which may serve an old copy; ${d.asked} is asked.`,
    replica: (d: Told) => `${where(d)} goes to a copy in "${d.component}" that is brought up to date later; ${d.asked} is asked.`,
    synchronous: (d: Told) =>
      `${where(d)} goes to a synchronous copy, which may differ from the leader while a write is under way; ${d.asked} is asked.`,
    derived: (d: Told) => `${where(d)} finds what is derived only after its source was written and answered; ${d.asked} is asked.`,
    old: (d: Told & { readonly age: number | 'unbounded'; readonly fresh: number }) =>
      `${where(d)} may find a copy of ${d.age === 'unbounded' ? 'any age' : duration(d.age)} in "${d.component}"; at most ${duration(d.fresh)} is asked.`,
  },
  good: `
sysdrill: 1
title: Reads from the leader
requirements: { quality: { Q1: { data: note, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: async } } }
data: { note: { in: db, key: id, changes: update } }
flows: { edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note } ] }, read: { rate: 9 /s, path: [ web -> api, api -> db: { read: note, from: leader } ] } }
`,
  bad: {
    design: `
sysdrill: 1
title: Reads from a follower and from a cache that nobody puts right
requirements: { quality: { Q1: { data: note, reads: read-your-writes } } }
components: { web: { is: client }, api: { is: service, replicas: 2 }, hot: { is: cache, ttl: 1 min }, db: { is: database, replication: { mode: single-leader, copies: 3, sync: async, failover: automatic } } }
data: { note: { in: db, key: id, changes: update } }
flows: { edit: { rate: 1 /s, path: [ web -> api, api -> db: { write: note } ] }, read: { rate: 9 /s, path: [ web -> api, api -> hot: { read: note, hit: 90% }, api -> db: { read: note, when: miss, from: replica } ] } }
`,
    codes: ['consistency/stale-read:cache', 'consistency/stale-read:replica'],
  },
  check({ model, analysis }, report) {
    for (const [data, flow] of unknownReads(analysis.consistency))
      report.notChecked([data, flow], 'part of the way it is read is not known');
    for (const { data, hop, asked, fresh, flows, at } of weakReads(model, analysis.consistency, COPIES)) {
      const subject = [data, hop.component, ...flows];
      const evidence = { asked, fresh, staleness: hop.staleness, readYourWrites: hop.readYourWrites, order: hop.order };
      const told = { at, subject, evidence, data: { data, component: hop.component, flows, asked: asked ?? '' } };
      const kind = copyKind(hop.kind);
      if (asked === null) report('old', { ...told, data: { ...told.data, age: hop.staleness, fresh: fresh ?? 0 } });
      else report(kind, { ...told, severity: kind === 'synchronous' ? 'info' : undefined, fix: readLeader(model, hop) });
    }
  },
});
