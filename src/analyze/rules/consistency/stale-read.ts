import { STALE_HELP, upToDate } from '../../consistency/fixes.js';
import { COPIES, copyKind, unknownReads, weakReads } from '../../consistency/weak-reads.js';
import { defineRule } from '../../define-rule.js';
import { duration } from '../say.js';
import { aboutOf, kept, type OldTold, toldOf, type WeakTold, where } from '../say-read.js';

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
    cache: (d: WeakTold) => `${where(d)} goes through "${d.component}", which may serve an old copy; ${d.asked} is asked.`,
    replica: (d: WeakTold) =>
      `${where(d)} goes to a copy in "${d.component}" that is brought up to date later${kept(d)}; ${d.asked} is asked.`,
    region: (d: WeakTold) =>
      `${where(d)} is answered by "${d.component}" in the reader's region, where writes of others arrive later${kept(d)}; ${d.asked} is asked.`,
    synchronous: (d: WeakTold) =>
      `${where(d)} goes to a synchronous copy, which may differ from the leader while a write is under way; ${d.asked} is asked.`,
    derived: (d: WeakTold) => `${where(d)} finds what is derived only after its source was written and answered; ${d.asked} is asked.`,
    old: (d: OldTold) =>
      `${where(d)} may find a copy of ${d.age === 'unbounded' ? 'any age' : duration(d.age)} in "${d.component}"${kept(d)}; at most ${duration(d.fresh)} is asked.`,
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
    for (const read of weakReads(model, analysis.consistency, COPIES)) {
      const { data, hop, asked, fresh } = read;
      // A copy that every writer takes out, but too early, is told as that.
      if (hop.early === true) continue;
      const kind = copyKind(hop.kind);
      const told = { ...aboutOf(read), help: STALE_HELP[kind], fix: upToDate(model, data, hop) };
      if (asked === null) report('old', { ...told, data: { ...toldOf(read), age: hop.staleness, fresh: fresh ?? 0 } });
      else report(kind, { ...told, data: toldOf(read), severity: kind === 'synchronous' ? 'info' : undefined });
    }
  },
});
